"""Looked at, nothing new: a date is published, and nothing else changes."""

import json

import pytest

from app.domain.vocabulary import Action
from app.editing.looking import look
from app.errors import ConflictError
from tests.conftest import TODAY
from tests.editing.offices import DISABILITY, Office
from tests.registry.tampering import found_in


def test_a_look_is_a_date_and_a_revision(any_office: Office) -> None:
    before = any_office.newest()
    with any_office.desk() as desk:
        look(desk, DISABILITY)
    [revision] = any_office.revisions(before)
    assert (revision.actor, revision.action) == ("editor-1", Action.LOOKED_AT)
    assert (revision.subject, revision.subject_id) == ("commitment", DISABILITY)
    assert json.loads(revision.payload or "") == {"on": TODAY.isoformat()}
    row = any_office.row("commitments", DISABILITY)
    assert (row["looked_at"], row["last_looked_at"]) == (None, TODAY.isoformat())
    assert found_in(any_office.engine) == []


def test_looking_twice_on_a_day_is_recorded_once(office: Office) -> None:
    before = office.newest()
    for _ in range(2):
        with office.desk() as desk:
            look(desk, DISABILITY)
    assert len(office.revisions(before)) == 1


@pytest.mark.parametrize("name", ["nowhere", "decree-2021-03-disabilty", "", "\x00"])
def test_nobody_looks_at_what_is_not_there(office: Office, name: str) -> None:
    with office.desk() as desk, pytest.raises(ConflictError, match="There is no commitment"):
        look(desk, name)
