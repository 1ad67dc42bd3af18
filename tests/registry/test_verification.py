"""`scorecard verify` names whatever was changed behind its back."""

import json

import pytest
from sqlalchemy import Engine, text

from app.registry.verification import altered_rows
from app.store.engine import reading, writing
from app.store.verification import broken_links, dangling_references, wrong_readings


def _found(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [
            *broken_links(session),
            *wrong_readings(session),
            *dangling_references(session),
            *altered_rows(session),
        ]


def _tamper(engine: Engine, statement: str) -> None:
    with writing(engine) as session:
        session.execute(text(statement))


def test_nothing_is_wrong_after_a_load(engine: Engine) -> None:
    assert _found(engine) == []


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        pytest.param(
            "UPDATE revision SET payload = '{}' WHERE sequence = 7", "revision 7", id="payload"
        ),
        pytest.param(
            "UPDATE revision SET actor = 'nobody' WHERE sequence = 7", "revision 7", id="actor"
        ),
        pytest.param(
            "UPDATE revision SET payload = NULL, salt = NULL WHERE sequence = 7",
            "revision 7 has lost its payload",
            id="payload removed",
        ),
        pytest.param(
            "DELETE FROM revision WHERE sequence = 7", "revision 7 is missing", id="removed"
        ),
        pytest.param(
            "DELETE FROM revision WHERE sequence = (SELECT max(sequence) FROM revision)",
            "missing at the end",
            id="removed at the end",
        ),
        pytest.param(
            "UPDATE reading SET status = 'enacted', stage = 'enacted'"
            " WHERE commitment_id = 'fpc-2021-i02-kleptocracy'",
            "commitment fpc-2021-i02-kleptocracy",
            id="reading",
        ),
        pytest.param(
            "DELETE FROM reading WHERE commitment_id = 'fpc-2021-g06-kettling'",
            "commitment fpc-2021-g06-kettling",
            id="reading removed",
        ),
        pytest.param(
            "UPDATE evidence SET locator = '{\"en\": \"nowhere\"}' WHERE id = 'ev-fs-torture'",
            "evidence ev-fs-torture: its row is not what the ledger recorded",
            id="row",
        ),
        pytest.param(
            "UPDATE link SET status = 'pledged', extent = NULL WHERE evidence_id = 'ev-fs-torture'"
            " AND commitment_id = 'fs2024-torture-law'",
            "evidence ev-fs-torture",
            id="link",
        ),
    ],
)
def test_what_is_changed_by_hand_is_named(engine: Engine, statement: str, named: str) -> None:
    _tamper(engine, statement)
    assert any(named in sentence for sentence in _found(engine))


def test_exchanged_revisions_are_named(engine: Engine) -> None:
    for old, new in ((7, -1), (8, 7), (-1, 8)):
        _tamper(engine, f"UPDATE revision SET sequence = {new} WHERE sequence = {old}")  # noqa: S608 - numbers of our own
    assert any("revision 7" in sentence for sentence in _found(engine))


def test_row_after_a_change_in_the_file_is_as_recorded(engine: Engine) -> None:
    with reading(engine) as session:
        payload = session.execute(
            text("SELECT payload FROM revision WHERE subject_id = 'ev-fs-torture'")
        ).scalar_one()
    assert json.loads(payload)["id"] == "ev-fs-torture"
