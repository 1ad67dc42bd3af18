"""`scorecard verify` knows what the desk decided from the ledgers, and what redactions promised."""

import pytest
from sqlalchemy import Engine

from app.domain.vocabulary import Action
from app.store.engine import writing
from app.store.ledger import DESK, Happening, Recorder
from tests.registry.deskwork import (
    CONTEST,
    DISABILITY,
    MECHANISMS,
    NOON,
    PLEDGE,
    SOURCE,
    at_the_desk,
    evidence,
)
from tests.registry.exports import export, load
from tests.registry.tampering import changed, found_in, tamper

WITHDRAWAL = '{"on": "2026-11-21", "reason": {"en": "Somebody else said so."}}'
ANSWER = "('ev-un-upr-selective', 'decree-2021-01-un-mechanisms', 'e-1', 0, 'desk')"

HEAD = "the head of the desk's ledger is not its last revision: revisions are missing at the end"


def _in_desk_ledger(engine: Engine, subject_id: str, payload: str, action: str = "edit") -> None:
    with writing(engine) as session:
        recorder = Recorder(session, "editor-1", ledger=DESK)
        recorder.record(Happening(action, "proposal", subject_id, payload))
        recorder.close()


def test_nothing_is_wrong_after_everything_the_desk_does(worked_engine: Engine) -> None:
    with at_the_desk(worked_engine) as desk:
        desk.redact("e-1")
        desk.redact(CONTEST)
    assert found_in(worked_engine) == []
    load(worked_engine, export(worked_engine))
    assert found_in(worked_engine) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        pytest.param(
            changed(table, name, f"{column} = {value}"),
            f"{table} {name}: its {column} is not what the ledger gives",
            id=f"{column} of {name} = {value[:12]}",
        )
        for table, name, column, value in (
            ("evidence", PLEDGE, "withdrawal", "NULL"),
            ("evidence", PLEDGE, "withdrawal", f"'{WITHDRAWAL}'"),
            ("evidence", "ev-un-opcrc", "withdrawal", f"'{WITHDRAWAL}'"),
            ("document", "d-1", "withdrawal", "NULL"),
            ("evidence", "e-1", "source", "'d-1'"),
            ("evidence", "ev-un-opcrc", "source", "'d-1'"),
            ("evidence", "e-1", "owner", "'registry'"),
            ("evidence", PLEDGE, "owner", "'desk'"),
            ("commitment", DISABILITY, "last_looked_at", "NULL"),
            ("commitment", DISABILITY, "last_looked_at", "'2026-11-22'"),
            ("commitment", MECHANISMS, "last_looked_at", "'2026-11-19'"),
            ("commitment", "fs2024-un-protocols", "last_looked_at", "'2026-11-21'"),
        )
    ],
)
def test_a_decision_changed_by_hand_is_named(
    worked_engine: Engine, statement: str, sentence: str
) -> None:
    tamper(worked_engine, statement)
    assert sentence in found_in(worked_engine)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        pytest.param(
            "DELETE FROM answer WHERE owner = 'desk'",
            f"evidence {CONTEST}: the desk's answers to it are not what the ledger gives",
            id="removed",
        ),
        pytest.param(
            f"INSERT INTO answer VALUES {ANSWER}",  # noqa: S608 - words of our own
            "evidence ev-un-upr-selective: the desk's answers to it are not what the ledger gives",
            id="slipped in",
        ),
        pytest.param(
            "UPDATE answer SET owner = 'registry'",
            f"evidence {CONTEST}: its row is not what the ledger recorded of it",
            id="given to the file",
        ),
    ],
)
def test_an_answer_of_the_desk_changed_by_hand_is_named(
    worked_engine: Engine, statement: str, sentence: str
) -> None:
    tamper(worked_engine, statement)
    assert sentence in found_in(worked_engine)


def test_a_publication_may_count_for_the_day_that_the_desk_had_then(worked_engine: Engine) -> None:
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        tamper(worked_engine, changed("commitment", MECHANISMS, f"last_looked_at = '{day}'"))
        assert not [one for one in found_in(worked_engine) if MECHANISMS in one]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE desk_revision SET payload = '{}' WHERE sequence = 2",
            "revision 2 of the desk's ledger: its payload is not the one that was recorded",
        ),
        (
            "UPDATE desk_revision SET payload = NULL, salt = NULL WHERE sequence = 2",
            "revision 2 of the desk's ledger has lost its payload, and no redaction says why",
        ),
        (
            "DELETE FROM desk_revision WHERE sequence = 2",
            "revision 2 of the desk's ledger is missing: the next one is 3",
        ),
        (
            "DELETE FROM desk_revision WHERE sequence = 3",
            HEAD,
        ),
    ],
)
def test_what_is_changed_in_the_ledger_of_the_desk_is_named(
    small_engine: Engine, statement: str, sentence: str
) -> None:
    for number in range(3):
        _in_desk_ledger(small_engine, f"p-{number}", '{"draft":{}}')
    assert found_in(small_engine) == []
    tamper(small_engine, statement)
    assert sentence in found_in(small_engine)


def test_what_a_redaction_names_may_be_missing_from_either_ledger(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.redact(PLEDGE)
    _in_desk_ledger(small_engine, "p-1", '{"draft":{}}')
    tamper(small_engine, "UPDATE desk_revision SET payload = NULL, salt = NULL")
    assert len(found_in(small_engine)) == 1
    _in_desk_ledger(small_engine, "p-1", '{"revisions":[1]}', Action.REDACTED.value)
    assert found_in(small_engine) == []


def test_what_a_redaction_should_have_removed_is_named(small_engine: Engine) -> None:
    with at_the_desk(small_engine) as desk:
        desk.publish("evidence", evidence("e-1", SOURCE, MECHANISMS))
        desk.redact("e-1")
    emptied = "sequence = (SELECT sequence FROM revision WHERE action = 'published')"
    tamper(small_engine, f"UPDATE revision SET payload = 'x', salt = 'y' WHERE {emptied}")  # noqa: S608 - words of our own
    found = found_in(small_engine)
    assert any("was redacted by number" in one and "is still there" in one for one in found)


def test_a_redaction_that_names_too_little_is_found_out(small_engine: Engine) -> None:
    early = NOON.replace(year=2025).isoformat(timespec="milliseconds")
    with at_the_desk(small_engine) as desk:
        desk.publish("evidence", evidence("e-1", SOURCE, MECHANISMS))
        desk.record(Action.REDACTED, "evidence", "e-1", {"revisions": [], "entry_sha256": None})
    _in_desk_ledger(small_engine, "e-1", '{"draft":{}}')
    tamper(small_engine, f"UPDATE desk_revision SET time = '{early}'")  # noqa: S608 - words of our own
    told = [one for one in found_in(small_engine) if "still tells what was redacted" in one]
    assert [one.partition(" still")[0].partition(" of ")[2] for one in told] == [
        "",
        "the desk's ledger",
    ]
