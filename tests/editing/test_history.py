"""Every text a proposal ever had can be read again."""

import pytest

from app.domain.workflow import Intent, Proposed
from app.editing.history import draft_at, history_of
from app.editing.proposals import propose, save, submit
from app.errors import NotFoundError
from app.store.engine import reading
from tests.editing.offices import ENGLISH, WRONG_YEAR, Office, evidence


def test_each_version_has_the_text_it_had(still_office: Office) -> None:
    with still_office.desk() as desk:
        made = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence(summary="One."))
        save(desk, made.id, 1, evidence(summary="Two."))
        submit(desk, made.id, 2)
        texts = [draft_at(desk.session, ENGLISH, made.id, one).summary for one in (1, 2, 3)]
    assert texts == ["One.", "Two.", "Two."]


@pytest.mark.parametrize("version", [0, 3, -1])
def test_a_version_that_never_was_is_not_found(still_office: Office, version: int) -> None:
    made = still_office.submitted(evidence())
    with reading(still_office.engine) as session, pytest.raises(NotFoundError, match="no version"):
        draft_at(session, ENGLISH, made.id, version)


def test_history_tells_who_decided_and_what_followed(office: Office) -> None:
    made = office.published(evidence())
    office.published(WRONG_YEAR, Intent.WITHDRAW, target=made.entry_id)
    with reading(office.engine) as session:
        steps = history_of(session, made.id)
    assert [(one.actor, one.action) for one in steps] == [
        ("editor-1", "propose"),
        ("editor-1", "submit"),
        ("reviewer-2", "publish"),
        ("reviewer-2", "withdrawn"),
    ]
    assert (steps[2].payload or {})["published"] == [made.entry_id]
    assert steps[0].time < steps[-1].time
