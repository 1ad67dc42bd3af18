"""Links as the queries show them agree with the rule, on any day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from app.queries.commitments import find_commitment
from app.queries.links import open_contests_of
from app.queries.shapes import CommitmentShape
from app.store.engine import writing
from app.store.readings import rewrite_readings
from app.store.tables import Answer, Evidence, StoredReading
from tests.conftest import TODAY, Databases
from tests.queries.asking import generated, looking
from tests.queries.deskwork import answer

SIZE = 60
EXPRESSION = "decree-2021-06-expression"
CONTEST, ANSWER = "ev-exp-azattyq-2025", "ev-exp-orda-2025"


@pytest.fixture(scope="module")
def shown(
    sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> list[CommitmentShape]:
    """Every commitment of a made-up registry on the first day of each of its readings."""
    with generated(sqlite_databases, tmp_path_factory.mktemp("generated"), SIZE) as engine:
        with looking(engine) as view:
            spans = select(col(StoredReading.commitment_id), col(StoredReading.first_day))
            days = [(name, day) for name, day in view.session.execute(spans) if day <= TODAY]
        return [seen(engine, name, day) for name, day in days]


def seen(engine: Engine, name: str, day: date) -> CommitmentShape:
    with looking(engine, day) as view:
        return find_commitment(view, name)


def test_open_contests_are_those_that_the_reading_counts(shown: list[CommitmentShape]) -> None:
    counts = set[int]()
    for commitment in shown:
        still_open = [one.id for one in commitment.evidence if one.is_open]
        assert len(still_open) == commitment.open_contests
        counts.add(len(still_open))
    assert len(counts) > 2


def test_what_decided_is_what_the_reading_names_and_counts(shown: list[CommitmentShape]) -> None:
    for commitment in shown:
        deciding = [one for one in commitment.evidence if one.is_deciding]
        more = commitment.reason.parameters.get("more", -1)
        assert len(deciding) == int(more) + 1
        assert [one.id for one in deciding[:1]] == [
            name for name in [commitment.deciding] if name is not None
        ]
        assert all(one.status == commitment.status for one in deciding)


def test_the_newest_that_bears_is_the_first_shown(shown: list[CommitmentShape]) -> None:
    for commitment in shown:
        bearing = [one for one in commitment.evidence if one.status is not None]
        newest = commitment.newest_evidence
        assert (bearing[0].id if bearing else None) == (newest.id if newest else None)


def contest(engine: Engine, day: date) -> tuple[bool | None, list[str], int]:
    """Whether the contest is open on a day, what answers it, and how many are open in all."""
    whole = seen(engine, EXPRESSION, day)
    link = next(one for one in whole.evidence if one.id == CONTEST)
    return link.is_open, link.answered_by, whole.open_contests


def test_a_contest_is_open_until_the_day_its_answer_happened(engine: Engine) -> None:
    with looking(engine) as view:
        days = dict[str, date](
            view.session.execute(
                select(col(Evidence.id), col(Evidence.date_first)).where(
                    col(Evidence.id).in_([CONTEST, ANSWER])
                )
            ).all()
        )
    before, after = days[ANSWER] - timedelta(1), days[ANSWER]
    assert days[CONTEST] < before
    open_before, open_after = contest(engine, before)[2], contest(engine, after)[2]
    with writing(engine) as session:
        session.add(
            Answer(evidence_id=CONTEST, commitment_id=EXPRESSION, answer_id=ANSWER, place=0)
        )
        session.flush()
        rewrite_readings(session, [EXPRESSION])
    assert contest(engine, before) == (True, [], open_before)
    assert contest(engine, after) == (False, [ANSWER], open_after - 1)


def test_contests_to_answer_are_the_open_ones_of_these_commitments(engine: Engine) -> None:
    wanted = [EXPRESSION, "fpc-2021-g10-journalists"]
    with looking(engine) as view:
        found = open_contests_of(view, wanted)
        still_open = {
            (one.id, name)
            for name in wanted
            for one in find_commitment(view, name).evidence
            if one.is_open
        }
        assert {(one.evidence, one.commitment.id) for one in found} == still_open
        assert len(found) == len(still_open) > 10
        first = next(one for one in found if one.evidence == ANSWER)
        assert first.date == "2025-12-01"
        assert (first.publisher.text, bool(first.summary.text)) == ("Orda.kz", True)


def test_a_contest_that_is_answered_is_not_to_be_answered_again(sqlite_engine: Engine) -> None:
    answer(sqlite_engine, CONTEST, EXPRESSION, ANSWER)
    with looking(sqlite_engine) as view:
        found = {one.evidence for one in open_contests_of(view, [EXPRESSION])}
    assert CONTEST not in found
    assert ANSWER in found


def test_without_commitments_there_is_nothing_to_answer(sqlite_engine: Engine) -> None:
    with looking(sqlite_engine) as view:
        assert open_contests_of(view, []) == []
