"""Removing words for good: from rows, from both ledgers, from proposals, and from nothing else."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlmodel import Session, SQLModel

from app.domain.vocabulary import Action
from app.domain.workflow import Intent, Proposed, State
from app.editing.history import history_of
from app.editing.proposals import ProposalShape, find_proposal, propose, save, send_back, submit
from app.editing.redacting import redact
from app.errors import ConflictError, NotAllowedError, NotFoundError
from app.registry.loading import Order, load_registry
from app.store.closing import close_engine, write_anew
from app.store.engine import reading
from app.store.redactions import MARKER
from app.store.tables.accounts import ApiToken
from app.store.tables.desk import IdempotencyKey
from tests.conftest import TODAY
from tests.editing.offices import (
    ADMINISTRATOR,
    CONTEST,
    DISABILITY,
    ENGLISH,
    REPORT,
    REVIEWER,
    Office,
    answer,
    described,
    evidence,
)
from tests.registry.copies import copy_with, copy_without, read
from tests.registry.tampering import found_in

HIDDEN = "Aqgul"
"""A word that nobody may read any more."""

MARKED = {"en": MARKER}
DISCLOSING = f"It said where {HIDDEN} lives."


def removed(office: Office, subject: str, name: str) -> int:
    """Let the administrator redact something."""
    with office.desk(ADMINISTRATOR) as desk:
        return redact(desk, subject, name)


def told(office: Office) -> set[str]:
    """Name the tables in which the secret stands anywhere."""
    with reading(office.engine) as session:
        return {
            table.name
            for table in SQLModel.metadata.sorted_tables
            if HIDDEN in str(session.execute(select(table)).all())
        }


def in_parts_of_index(office: Office) -> bool:
    """Say whether the secret stands in what SQLite's index is made of, where no search looks."""
    with reading(office.engine) as session:
        parts = session.execute(text("SELECT block FROM fts_commitment_data")).scalars()
        # Of a word that begins like the one before it, the index holds the end.
        return any(HIDDEN[2:].encode() in part for part in parts)


def load(office: Office, path: Path) -> None:
    """Load another file."""
    load_registry(office.engine, read(path), Order(TODAY))


def office_submits(office: Office, name: str, version: int) -> ProposalShape:
    """Submit what the editor saved."""
    with office.desk() as desk:
        return submit(desk, name, version)


def answered(session: Session, proposal: str) -> IdempotencyKey:
    """Remember what a tool was answered about a proposal."""
    session.add(
        ApiToken(
            id="token-of-tests",
            account=1,
            name="A tool",
            token_hash="x",  # noqa: S106 - no hash of anything
            scopes=["propose"],
            created_at="2026-11-21T12:00:00.000+00:00",
            expires_at="2026-12-21T12:00:00.000+00:00",
        )
    )
    session.flush()
    return IdempotencyKey(
        token="token-of-tests",  # noqa: S106 - an id
        key="once",
        request="x",
        status=201,
        headers={},
        answer=proposal,
        created_at="2026-11-21T12:00:00.000+00:00",
    )


def test_only_an_administrator_redacts(office: Office) -> None:
    with office.desk(REVIEWER) as desk, pytest.raises(NotAllowedError, match="Administrator"):
        redact(desk, "evidence", CONTEST)


def test_no_word_of_redacted_evidence_is_left_anywhere(any_office: Office) -> None:
    office = any_office
    with office.desk() as desk:
        first = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence(summary=DISCLOSING))
        kept = save(desk, first.id, 1, evidence(note=DISCLOSING, locator=DISCLOSING))
    made = office.publish(office_submits(office, kept.id, kept.version))
    office.submitted(evidence(reason=DISCLOSING), Intent.REPLACE, target=made.entry_id)
    assert told(office) == {"desk_revision", "evidence", "proposal", "revision"}
    assert removed(office, "evidence", made.entry_id) == 7
    assert told(office) == set()
    row = office.row("evidence", made.entry_id)
    assert (row["summary"], row["locator"], row["note"]) == (MARKED, MARKED, None)
    assert row["withdrawal"] == {"on": TODAY.isoformat(), "reason": MARKED}
    assert found_in(office.engine) == []


def test_the_file_of_the_database_forgets_too(office: Office) -> None:
    file = Path(office.engine.url.database or "")
    made = office.published(evidence(summary=DISCLOSING * 30))
    close_engine(office.engine)
    assert HIDDEN.encode() in file.read_bytes()
    removed(office, "evidence", made.entry_id)
    close_engine(office.engine)
    assert HIDDEN.encode() not in file.read_bytes()


def test_no_earlier_version_of_a_draft_stays_in_the_file(office: Office) -> None:
    file = Path(office.engine.url.database or "")
    with office.desk() as desk:
        first = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence(summary=DISCLOSING * 30))
    with office.desk() as desk:
        save(desk, first.id, 1, evidence())
    removed(office, "proposal", first.id)
    write_anew(office.engine)
    close_engine(office.engine)
    assert HIDDEN.encode() not in file.read_bytes()
    assert found_in(office.engine) == []


def test_the_search_index_forgets_a_word_that_nothing_holds_any_more(office: Office) -> None:
    made = office.published(evidence(summary=DISCLOSING))
    assert in_parts_of_index(office)
    removed(office, "evidence", made.entry_id)
    assert not in_parts_of_index(office)


def test_a_redaction_is_recorded_and_names_what_it_removed(office: Office) -> None:
    made = office.published(evidence(summary=DISCLOSING))
    published = office.newest()
    removed(office, "evidence", made.entry_id)
    redacted, withdrawn = office.revisions(published)
    assert (redacted.actor, redacted.action) == ("administrator-4", Action.REDACTED)
    assert json.loads(redacted.payload or "") == {
        "revisions": [published],
        "entry_sha256": office.row("evidence", made.entry_id)["digest"],
    }
    assert (withdrawn.action, withdrawn.subject_id) == (Action.WITHDRAWN, made.entry_id)
    [gone] = [one for one in office.revisions() if one.sequence == published]
    assert (gone.payload, gone.salt) == (None, None)
    with reading(office.engine) as session:
        assert find_proposal(session, ENGLISH, made.id).state is State.WITHDRAWN
        steps = history_of(session, made.id)
    assert [one.payload is None for one in steps] == [True, True, True, False]


def test_a_redacted_document_takes_its_evidence_with_it(office: Office) -> None:
    new = described(title=DISCLOSING, url=f"https://example.org/{HIDDEN}")
    made = office.published(evidence(document="", new_document=new, date="2024"))
    removed(office, "document", made.document_id)
    assert told(office) == set()
    row = office.row("documents", made.document_id)
    assert (row["title"], row["publisher"], row["url"]) == (MARKED, MARKED, None)
    assert office.row("evidence", made.entry_id)["withdrawal"] is not None
    assert found_in(office.engine) == []


def test_words_of_a_withdrawal_are_redacted_with_what_was_withdrawn(office: Office) -> None:
    made = office.published(evidence(answers=(answer(),)))
    ending = evidence(reason=DISCLOSING, summary="Clearer.")
    better = office.published(ending, Intent.REPLACE, target=made.entry_id)
    removed(office, "evidence", made.entry_id)
    assert told(office) == set()
    newest = office.revisions()[-1]
    assert newest.action == Action.REPLACED
    expected = {"on": TODAY.isoformat(), "reason": MARKED, "by": better.entry_id}
    assert json.loads(newest.payload or "") == expected
    assert office.row("evidence", better.entry_id)["withdrawal"] is None
    assert found_in(office.engine) == []


def test_what_the_file_still_says_is_not_redacted(office: Office) -> None:
    with pytest.raises(ConflictError, match="change it in the file"):
        removed(office, "evidence", CONTEST)
    assert found_in(office.engine) == []


def test_what_the_file_said_before_is_redacted_and_its_entry_stays(
    office: Office, tmp_path: Path
) -> None:
    old = "the embassy's communique gives"
    content = "The embassy's communique gives"
    load(office, copy_with(tmp_path, (content, f"{DISCLOSING} {old}")))
    load(office, copy_with(tmp_path))
    row = office.row("evidence", "ev-decree-all-ansa")
    assert told(office) == {"revision"}
    assert removed(office, "evidence", "ev-decree-all-ansa") == 3
    assert told(office) == set()
    assert office.row("evidence", "ev-decree-all-ansa") == row
    assert json.loads(office.revisions()[-1].payload or "")["entry_sha256"] == row["digest"]
    assert found_in(office.engine) == []


def test_what_left_the_file_is_redacted_whole(office: Office, tmp_path: Path) -> None:
    content = "The embassy's communique gives"
    load(office, copy_with(tmp_path, (content, DISCLOSING)))
    load(office, copy_without(tmp_path, "ev-decree-all-ansa"))
    removed(office, "evidence", "ev-decree-all-ansa")
    assert told(office) == set()
    row = office.row("evidence", "ev-decree-all-ansa")
    assert (row["summary"], row["retired_on"]) == (MARKED, TODAY)
    assert found_in(office.engine) == []


def test_an_unpublished_proposal_is_emptied_and_set_aside(office: Office) -> None:
    before = office.newest()
    waiting = office.submitted(evidence(summary=DISCLOSING))
    with office.desk(REVIEWER) as desk:
        send_back(desk, waiting.id, waiting.version, DISCLOSING)
        desk.session.add(answered(desk.session, waiting.id))
    assert removed(office, "proposal", waiting.id) == 3
    assert told(office) == set()
    with reading(office.engine) as session:
        found = find_proposal(session, ENGLISH, waiting.id)
        # A tool that repeats its request is told what stands now, and writes nothing again.
        assert session.execute(select(IdempotencyKey)).scalar_one().answer == waiting.id
    assert (found.state, found.comment, found.draft.summary) == (State.SET_ASIDE, None, MARKER)
    assert office.revisions(before) == []


def test_a_published_proposal_is_redacted_by_what_it_published(office: Office) -> None:
    made = office.published(evidence())
    with pytest.raises(ConflictError, match=f"redact {made.entry_id} instead"):
        removed(office, "proposal", made.id)


def test_nothing_is_left_to_redact_twice(office: Office) -> None:
    made = office.published(evidence())
    removed(office, "evidence", made.entry_id)
    with pytest.raises(ConflictError, match="Nothing is left"):
        removed(office, "evidence", made.entry_id)


@pytest.mark.parametrize(
    ("subject", "name", "error"),
    [
        ("evidence", "ev-nowhere", NotFoundError),
        ("document", "\x00", NotFoundError),
        ("proposal", "p-nowhere", NotFoundError),
        ("commitment", REPORT, NotFoundError),
        ("registry", "commitments.yaml", ConflictError),
        ("account", "1", ConflictError),
    ],
)
def test_only_what_there_is_can_be_redacted(
    office: Office, subject: str, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        removed(office, subject, name)


def test_a_commitment_that_changed_loses_what_it_said_before(
    office: Office, tmp_path: Path
) -> None:
    title = "en: Human rights of citizens with disabilities"
    load(office, copy_with(tmp_path, (title, f"en: {HIDDEN}")))
    load(office, copy_with(tmp_path))
    assert removed(office, "commitment", DISABILITY) == 3
    assert told(office) == set()
    assert found_in(office.engine) == []
