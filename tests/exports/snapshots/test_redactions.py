"""Which redactions concern a snapshot, on either database."""

from sqlalchemy import Engine

from app.editing.redacting import redact
from app.exports.snapshots.redactions import redactions_in
from app.store.engine import reading
from tests.editing.offices import ADMINISTRATOR, Office, evidence


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
