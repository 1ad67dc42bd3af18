"""`scorecard verify` names what cannot even be read, and goes on behind it."""

import pytest
from sqlalchemy import Engine

from app.store.engine import open_engine
from tests.conftest import Databases
from tests.registry.tampering import changed, found_in, tamper

MECHANISMS = "decree-2021-01-un-mechanisms"
TORTURE = "ev-fs-torture"
UNREADABLE = "cannot be read: it was changed by hand"


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("UPDATE revision SET action = 'changed' WHERE subject_id = 'children'", "theme children"),
        ("UPDATE revision SET payload = '{' WHERE subject_id = 'children'", "revision"),
        (
            "UPDATE revision SET action = 'retired', payload = '{' WHERE subject_id = 'children'",
            "theme children",
        ),
        (changed("commitment", MECHANISMS, "title = '5'"), MECHANISMS),
        ("UPDATE commitment SET due = 'soon' WHERE id = 'ap2023-plan-inclusive'", "inclusive"),
    ],
)
def test_nonsense_is_named_and_the_other_checks_go_on(
    engine: Engine, statement: str, label: str
) -> None:
    tamper(engine, statement, "DELETE FROM registry_state", "UPDATE ledger_head SET sequence = 1")
    found = found_in(engine)
    assert any(label in sentence for sentence in found)
    assert any("head of the ledger" in sentence for sentence in found)
    assert "table registry_state: its only row is gone" in found


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            changed("commitment", MECHANISMS, "title = 'x'"),
            f"what commitment {MECHANISMS} is found by",
        ),
        (
            changed("commitment", MECHANISMS, "text = X'FF'"),
            f"commitment {MECHANISMS}, or what the ledger recorded of it,",
        ),
        (
            changed("document", "law-opcrpd-2023", "title = ''"),
            "document law-opcrpd-2023, or what the ledger recorded of it,",
        ),
        (
            changed("evidence", TORTURE, "date_first = 'yesterday'"),
            "what the readings of commitment fs2024-torture-law come from",
        ),
        ("UPDATE reading SET last_day = 'never'", f"what the readings of commitment {MECHANISMS}"),
        (
            "UPDATE link SET status = 'promised' WHERE evidence_id = 'ev-fs-torture'",
            "what the readings of commitment fs2024-torture-law come from",
        ),
        ("UPDATE registry_state SET faults = '{'", "table registry_state"),
        ("UPDATE revision SET payload = X'FF' WHERE sequence = 7", "revision 7"),
    ],
)
def test_what_only_sqlite_lets_in_is_named(
    sqlite_databases: Databases, statement: str, named: str
) -> None:
    engine = open_engine(sqlite_databases.make("filled"))
    tamper(engine, "PRAGMA ignore_check_constraints = ON", statement)
    found = found_in(engine)
    engine.dispose()
    assert any(one.startswith(named) and one.endswith(UNREADABLE) for one in found)
