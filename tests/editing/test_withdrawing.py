"""Withdrawing and replacing what is published, the registry's own and the desk's."""

import json

import pytest

from app.domain.vocabulary import Action
from app.domain.workflow import Intent, Proposed, State
from app.editing.affected import evidence_under
from app.editing.proposals import find_proposal, propose
from app.errors import ConflictError
from app.store.engine import reading
from tests.conftest import TODAY
from tests.editing.offices import (
    CONTEST,
    DISABILITY,
    ENGLISH,
    REPORT,
    WRONG_YEAR,
    Office,
    bearing,
    document,
    evidence,
)
from tests.registry.tampering import found_in

REASON = {"en": "It gave the wrong year."}
ON = TODAY.isoformat()


def test_withdrawn_evidence_keeps_its_words_and_counts_no_more(any_office: Office) -> None:
    before, row = any_office.newest(), any_office.row("evidence", CONTEST)
    any_office.published(WRONG_YEAR, Intent.WITHDRAW, target=CONTEST)
    [revision] = any_office.revisions(before)
    assert (revision.action, revision.subject_id) == (Action.WITHDRAWN, CONTEST)
    assert json.loads(revision.payload or "") == {"on": ON, "reason": REASON}
    expected = row | {"withdrawal": {"on": ON, "reason": REASON}}
    assert any_office.row("evidence", CONTEST) == expected
    assert found_in(any_office.engine) == []


def test_withdrawing_a_document_withdraws_what_was_taken_from_it(any_office: Office) -> None:
    with reading(any_office.engine) as session:
        taken = evidence_under(session, REPORT)
    before = any_office.newest()
    any_office.published(WRONG_YEAR, Intent.WITHDRAW, Proposed.DOCUMENT, REPORT)
    recorded = [
        (one.action, one.subject_id, json.loads(one.payload or ""))
        for one in any_office.revisions(before)
    ]
    payload = {"on": ON, "reason": REASON}
    assert len(taken) == 31
    assert recorded == [(Action.WITHDRAWN, name, payload) for name in [REPORT, *taken]]
    assert found_in(any_office.engine) == []


def test_replaced_evidence_names_what_stands_in_its_place(any_office: Office) -> None:
    before = any_office.newest()
    draft = evidence(reason="It gave the wrong year.", concerns=(bearing(status="contested"),))
    made = any_office.published(draft, Intent.REPLACE, target=CONTEST)
    new, old = any_office.revisions(before)
    assert (new.action, new.subject_id) == (Action.PUBLISHED, made.entry_id)
    assert json.loads(new.payload or "")["replaces"] == CONTEST
    assert (old.action, old.subject_id) == (Action.REPLACED, CONTEST)
    assert json.loads(old.payload or "") == {"on": ON, "reason": REASON, "by": made.entry_id}
    assert any_office.row("evidence", made.entry_id)["replaces"] == CONTEST
    assert found_in(any_office.engine) == []


def test_a_replaced_document_leaves_its_evidence_standing_on_the_new_one(
    any_office: Office,
) -> None:
    draft = document(
        "It named the wrong day.",
        url="https://fpc.org.uk/retreating-rights-kazakhstan-conclusions-and-recommendations/",
        date="2021-07-23",
        origin="official",
    )
    made = any_office.published(draft, Intent.REPLACE, Proposed.DOCUMENT, REPORT)
    row = any_office.row("evidence", "ev-decree-01-fpc")
    assert (row["document"], row["source"]) == (REPORT, made.document_id)
    assert row["withdrawal"] is None
    with reading(any_office.engine) as session:
        assert evidence_under(session, REPORT) == []
        assert len(evidence_under(session, made.document_id)) == 31
    assert found_in(any_office.engine) == []


def test_a_line_of_replacements_ends_at_the_last(office: Office) -> None:
    first = office.published(document("Again."), Intent.REPLACE, Proposed.DOCUMENT, REPORT)
    again = document("And again.", title="A better report of tests")
    second = office.published(again, Intent.REPLACE, Proposed.DOCUMENT, first.document_id)
    assert office.row("evidence", "ev-decree-01-fpc")["source"] == second.document_id
    office.published(WRONG_YEAR, Intent.WITHDRAW, Proposed.DOCUMENT, second.document_id)
    assert office.row("evidence", "ev-decree-01-fpc")["withdrawal"] is not None
    assert found_in(office.engine) == []


@pytest.mark.parametrize(
    ("intent", "state"),
    [(Intent.WITHDRAW, State.WITHDRAWN), (Intent.REPLACE, State.REPLACED)],
)
def test_the_proposal_that_published_it_says_what_became_of_it(
    office: Office, intent: Intent, state: State
) -> None:
    made = office.published(evidence())
    ending = evidence(summary="Said better.", reason="It was not clear.")
    ended = office.published(ending, intent, target=made.entry_id)
    with reading(office.engine) as session:
        found = find_proposal(session, ENGLISH, made.id)
    assert (found.state, found.version) == (state, made.version + 1)
    assert ended.state is State.PUBLISHED


def test_evidence_withdrawn_with_its_document_ends_its_proposal_too(office: Office) -> None:
    made = office.published(evidence())
    office.published(WRONG_YEAR, Intent.WITHDRAW, Proposed.DOCUMENT, REPORT)
    with reading(office.engine) as session:
        assert find_proposal(session, ENGLISH, made.id).state is State.WITHDRAWN


@pytest.mark.parametrize(
    ("subject", "target", "says"),
    [
        (Proposed.EVIDENCE, "ev-nowhere", "There is no evidence 'ev-nowhere'"),
        (Proposed.EVIDENCE, "ev-dis-hrw-2023", "Did you mean 'ev-dis-hrw-2024'"),
        (Proposed.DOCUMENT, CONTEST, "There is no document"),
        (Proposed.DOCUMENT, "Not an id\x00", "There is no document"),
        (Proposed.DOCUMENT, "", "Choose the entry"),
        (Proposed.DOCUMENT, None, "Choose the entry"),
    ],
)
def test_what_is_not_there_cannot_be_withdrawn(
    still_office: Office, subject: Proposed, target: str | None, says: str
) -> None:
    with still_office.desk() as desk, pytest.raises(ConflictError, match=says):
        propose(desk, Intent.WITHDRAW, subject, WRONG_YEAR, target)


def test_what_ended_while_a_withdrawal_waited_cannot_end_again(office: Office) -> None:
    first = office.submitted(WRONG_YEAR, Intent.WITHDRAW, target=CONTEST)
    second = office.submitted(WRONG_YEAR, Intent.WITHDRAW, target=CONTEST)
    office.publish(first)
    with pytest.raises(ConflictError, match="was withdrawn or replaced"):
        office.publish(second)
    with office.desk() as desk, pytest.raises(ConflictError, match="was withdrawn or replaced"):
        propose(desk, Intent.REPLACE, Proposed.EVIDENCE, evidence(), CONTEST)


def test_something_new_replaces_nothing(office: Office) -> None:
    with office.desk() as desk, pytest.raises(ConflictError, match="name no entry"):
        propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence(), DISABILITY)
