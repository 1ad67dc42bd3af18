"""Writing, saving, submitting, sending back: every step is a version, and no word is lost."""

import json
import re

import pytest

from app.domain.workflow import Actor, Intent, Proposed, State
from app.editing.drafts import Draft
from app.editing.history import history_of
from app.editing.proposals import (
    ProposalShape,
    find_proposal,
    propose,
    reopen,
    save,
    send_back,
    set_aside,
    submit,
    take_back,
)
from app.errors import FaultyDraftError, NotAllowedError, NotFoundError, StaleVersionError
from app.store.engine import reading
from tests.editing.offices import (
    ADMINISTRATOR,
    CONTEST,
    EDITOR,
    ENGLISH,
    REVIEWER,
    Office,
    evidence,
)


def drafted(office: Office, draft: Draft | None = None, actor: Actor = EDITOR) -> ProposalShape:
    """Let somebody begin a draft."""
    with office.desk(actor) as desk:
        return propose(desk, Intent.ADD, Proposed.EVIDENCE, draft or evidence())


def found(office: Office, proposal: ProposalShape) -> ProposalShape:
    """Read a proposal anew."""
    with reading(office.engine) as session:
        return find_proposal(session, ENGLISH, proposal.id)


def test_a_first_draft_may_be_wrong_in_everything(any_office: Office) -> None:
    odd = Draft(date="some day", summary="'; DROP TABLE proposal; --", document="Ничего такого")
    made = drafted(any_office, odd)
    assert found(any_office, made) == made
    assert made.draft == odd
    assert (made.state, made.version, made.authors) == (State.DRAFT, 1, (1,))


def test_ids_are_made_at_birth_of_signs_that_nobody_confuses(still_office: Office) -> None:
    made = drafted(still_office)
    assert re.fullmatch(r"p-[a-z2-9]{12}", made.id)
    assert re.fullmatch(r"ev-[a-z2-9]{12}", made.entry_id)
    assert re.fullmatch(r"doc-[a-z2-9]{12}", made.document_id)
    assert len({made.id[2:], made.entry_id[3:], made.document_id[4:]}) == 3


def test_saving_makes_an_author_of_whoever_changed_something(still_office: Office) -> None:
    made = drafted(still_office)
    with still_office.desk(REVIEWER) as desk:
        same = save(desk, made.id, 1, evidence(summary="\r\nWhat a test says that happened. "))
        assert (same.version, same.authors) == (1, (1,))
        other = save(desk, made.id, 1, evidence(summary="Something else."))
    assert (other.version, other.authors) == (2, (1, 2))
    assert other.draft.summary == "Something else."


def test_saving_on_an_old_version_is_refused_and_names_the_new_one(still_office: Office) -> None:
    made = drafted(still_office)
    with still_office.desk() as desk:
        save(desk, made.id, 1, evidence(summary="Mine."))
    with still_office.desk(REVIEWER) as desk, pytest.raises(StaleVersionError) as refused:
        save(desk, made.id, 1, evidence(summary="Theirs."))
    assert refused.value.current == 2
    assert found(still_office, made).draft.summary == "Mine."


@pytest.mark.parametrize("version", [0, 2, -1, 10**12])
def test_a_version_that_never_was_is_stale_too(still_office: Office, version: int) -> None:
    made = drafted(still_office)
    with still_office.desk() as desk, pytest.raises(StaleVersionError):
        submit(desk, made.id, version)


def test_a_faulty_draft_is_not_submitted_and_every_field_is_named(still_office: Office) -> None:
    made = drafted(still_office, Draft(summary="Alone."))
    with still_office.desk() as desk, pytest.raises(FaultyDraftError) as refused:
        submit(desk, made.id, 1)
    assert [name for name, _ in refused.value.wrong] == [
        "document",
        "locator",
        "date",
        "concerns",
    ]
    assert found(still_office, made) == made


def test_what_waits_can_be_taken_back_and_submitted_again(still_office: Office) -> None:
    waiting = still_office.submitted(evidence())
    assert waiting.submitted_at is not None
    with still_office.desk() as desk:
        back = take_back(desk, waiting.id, waiting.version)
        assert back.state is State.DRAFT
        again = submit(desk, back.id, back.version)
    assert (again.state, again.version) == (State.SUBMITTED, 4)


def test_a_reviewer_sends_back_with_a_comment_and_the_author_goes_on(still_office: Office) -> None:
    waiting = still_office.submitted(evidence())
    with still_office.desk(REVIEWER) as desk:
        returned = send_back(desk, waiting.id, waiting.version, " Say which page.\r\n ")
    assert (returned.state, returned.comment) == (State.RETURNED, "Say which page.")
    assert returned.decided_by == 2
    with still_office.desk() as desk:
        saved = save(desk, returned.id, returned.version, evidence(locator="page 4"))
        assert submit(desk, saved.id, saved.version).state is State.SUBMITTED


@pytest.mark.parametrize("comment", ["", "  \r\n", "\x00", "x" * 20_001])
def test_sending_back_takes_a_comment_that_can_be_kept(still_office: Office, comment: str) -> None:
    waiting = still_office.submitted(evidence())
    with still_office.desk(REVIEWER) as desk, pytest.raises(FaultyDraftError) as refused:
        send_back(desk, waiting.id, waiting.version, comment)
    assert [name for name, _ in refused.value.wrong] == ["comment"]


def test_what_was_set_aside_is_kept_and_can_be_reopened(still_office: Office) -> None:
    made = drafted(still_office)
    with still_office.desk() as desk:
        aside = set_aside(desk, made.id, 1)
        assert (aside.state, aside.draft) == (State.SET_ASIDE, made.draft)
        assert reopen(desk, made.id, 2).state is State.DRAFT


def test_what_waits_for_review_is_not_edited(still_office: Office) -> None:
    waiting = still_office.submitted(evidence())
    with still_office.desk() as desk, pytest.raises(NotAllowedError, match="as it stands now"):
        save(desk, waiting.id, waiting.version, evidence(summary="Late."))


@pytest.mark.parametrize("name", ["p-nowhere", "ev-dis-hrw-2024", "Ü", "a\x00", "", "x" * 300])
def test_an_unknown_proposal_is_not_found(still_office: Office, name: str) -> None:
    with reading(still_office.engine) as session, pytest.raises(NotFoundError):
        find_proposal(session, ENGLISH, name)


def test_every_step_is_in_the_ledger_of_the_desk_with_the_whole_text(still_office: Office) -> None:
    made = drafted(still_office, evidence(summary="First words."))
    with still_office.desk(ADMINISTRATOR) as desk:
        save(desk, made.id, 1, evidence(summary="Second words."))
    with still_office.desk() as desk:
        submit(desk, made.id, 2)
    with still_office.desk(REVIEWER) as desk:
        send_back(desk, made.id, 3, "Say more.")
    with reading(still_office.engine) as session:
        steps = history_of(session, made.id)
    assert [(one.actor, one.action, one.version) for one in steps] == [
        ("editor-1", "propose", 1),
        ("administrator-4", "edit", 2),
        ("editor-1", "submit", 3),
        ("reviewer-2", "send_back", 4),
    ]
    texts = [json.dumps(one.payload) for one in steps]
    assert "First words." in texts[0]
    assert "Second words." in texts[1]
    assert "Say more." in texts[3]


def test_nothing_of_a_proposal_is_in_the_public_ledger(still_office: Office) -> None:
    before = still_office.newest()
    still_office.submitted(evidence(reason="Why."), Intent.REPLACE, target=CONTEST)
    assert still_office.revisions(before) == []
