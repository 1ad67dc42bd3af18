"""Statuses over time: what is read from spans is what the totals of each day say."""

from datetime import date

from sqlalchemy import Engine, update
from sqlmodel import col

from app.domain.tally import Tally
from app.queries.totals import tally_by_instrument, totals
from app.queries.trend import Moment, read_trend
from app.store.engine import writing
from app.store.tables import Commitment
from app.store.tallies import READINGS, kept
from tests.conftest import TODAY
from tests.queries.asking import looking

FIRST = date(2021, 6, 9)


def trend(engine: Engine, day: date = TODAY) -> list[Moment]:
    with looking(engine, day) as view:
        return read_trend(view)


def test_every_moment_says_what_the_totals_of_that_day_say(shipped_engine: Engine) -> None:
    for moment in trend(shipped_engine)[::9] + trend(shipped_engine)[-1:]:
        with looking(shipped_engine, moment.day) as view:
            counted = totals(sum(tally_by_instrument(view).values(), Tally())).model_dump()
        assert moment.model_dump(exclude={"day"}).items() <= counted.items()


def test_months_follow_each_other_up_to_the_day_shown(shipped_engine: Engine) -> None:
    days = [one.day for one in trend(shipped_engine)]
    assert days[:2] == [date(2021, 6, 30), date(2021, 7, 31)]
    assert days[-2:] == [date(2026, 10, 31), TODAY]
    assert len(days) == 66


def test_a_past_day_ends_there_and_sees_the_same_months(shipped_engine: Engine) -> None:
    then = date(2022, 4, 30)
    assert trend(shipped_engine, then) == [one for one in trend(shipped_engine) if one.day <= then]


def test_the_first_day_is_a_month_of_its_own(shipped_engine: Engine) -> None:
    assert [one.day for one in trend(shipped_engine, FIRST)] == [FIRST]
    assert trend(shipped_engine, date(2021, 6, 8)) == []


def test_what_is_retired_counts_at_no_time(sqlite_engine: Engine) -> None:
    before = trend(sqlite_engine)[-1].commitments
    name = "decree-2021-06-expression"
    with writing(sqlite_engine) as session, kept(session, READINGS, [name]):
        one = col(Commitment.id) == name
        session.execute(update(Commitment).where(one).values(retired_on=TODAY))
    assert trend(sqlite_engine)[-1].commitments == before - 1
