"""Which redactions concern a snapshot, on either database."""

from sqlalchemy import Engine

from app.editing.redacting import redact
from app.exports.snapshots.redactions import redactions_in
from app.store.engine import open_engine, reading
from tests.conftest import Databases
from tests.editing.offices import ADMINISTRATOR, Office, evidence
from tests.queries.asking import recorded


def test_a_redaction_says_what_it_emptied_and_since_when_that_was_there(engine: Engine) -> None:
    office = Office(engine)
    made = office.published(evidence())
    with office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", made.entry_id)
    with reading(engine) as session:
        (found,) = redactions_in(session)
    assert (found.subject, found.subject_id) == ("evidence", made.entry_id)
    assert found.emptied == (found.first,)
    assert found.first < found.revision <= office.newest()
    assert found.within(found.first).emptied == found.emptied
    assert found.within(found.first - 1).emptied == ()


def test_redactions_are_found_without_going_through_the_ledger(
    sqlite_databases: Databases,
) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    with reading(engine) as session, recorded(engine) as record:
        redactions_in(session)
    ((statement, parameters),) = record.statements
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    engine.dispose()
    assert "ix_revision_action (action=?)" in plan[0][3]
