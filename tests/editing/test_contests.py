"""Contests and answers: evidence of the desk answers contests of the registry, and its own."""

import json

from sqlalchemy import select
from sqlmodel import col

from app.domain.vocabulary import Action, Language, Status
from app.domain.workflow import Intent, Proposed
from app.editing.standing import draft_of
from app.store.engine import reading
from app.store.tables import Answer, StoredReading
from tests.conftest import TODAY
from tests.editing.offices import (
    CONTEST,
    DISABILITY,
    WRONG_YEAR,
    Office,
    answer,
    bearing,
    evidence,
)
from tests.registry.tampering import found_in


def status_of(office: Office, commitment: str = DISABILITY) -> str | None:
    """Read the stored status of today."""
    with reading(office.engine) as session:
        found: str | None = session.execute(
            select(col(StoredReading.status)).where(
                col(StoredReading.commitment_id) == commitment,
                col(StoredReading.first_day) <= TODAY,
                col(StoredReading.last_day) >= TODAY,
            )
        ).scalar_one()
        return found


def answers_to(office: Office, contest: str) -> list[tuple[str, str]]:
    """Give the answers of a contest, and whose each is."""
    with reading(office.engine) as session:
        found = select(col(Answer.answer_id), col(Answer.owner)).where(
            col(Answer.evidence_id) == contest
        )
        return [(row.answer_id, row.owner) for row in session.execute(found)]


def test_an_answer_closes_a_contest_of_the_registry(any_office: Office) -> None:
    assert status_of(any_office) == Status.CONTESTED
    before = any_office.newest()
    made = any_office.published(evidence(answers=(answer(),)))
    assert status_of(any_office) == Status.ENACTED
    assert answers_to(any_office, CONTEST) == [(made.entry_id, "desk")]
    _, recorded = any_office.revisions(before)
    assert (recorded.action, recorded.subject_id) == (Action.ANSWERED, CONTEST)
    expected = {"commitment": DISABILITY, "answer": made.entry_id}
    assert json.loads(recorded.payload or "") == expected
    assert found_in(any_office.engine) == []


def test_a_withdrawn_answer_opens_the_contest_again(office: Office) -> None:
    made = office.published(evidence(answers=(answer(),)))
    office.published(WRONG_YEAR, Intent.WITHDRAW, target=made.entry_id)
    assert status_of(office) == Status.CONTESTED


def test_a_corrected_answer_goes_on_answering(office: Office) -> None:
    made = office.published(evidence(answers=(answer(),)))
    with reading(office.engine) as session:
        begun = draft_of(session, Proposed.EVIDENCE, made.entry_id, Language.ENGLISH)
    assert begun.answers == (answer(),)
    corrected = begun.model_copy(update={"summary": "Said better.", "reason": "Clearer."})
    office.published(corrected, Intent.REPLACE, target=made.entry_id)
    assert status_of(office) == Status.ENACTED
    assert found_in(office.engine) == []


def test_a_corrected_contest_keeps_its_answers(office: Office) -> None:
    made = office.published(evidence(answers=(answer(),)))
    contest = evidence(concerns=(bearing(status="contested"),), reason="It named the wrong page.")
    corrected = office.published(contest, Intent.REPLACE, target=CONTEST)
    assert answers_to(office, corrected.entry_id) == [(made.entry_id, "desk")]
    assert status_of(office) == Status.ENACTED
    assert found_in(office.engine) == []
