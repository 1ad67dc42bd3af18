"""How much of an instrument is recorded, and when its commitments were looked at."""

from datetime import date

from sqlalchemy import Engine, update
from sqlmodel import col

from app.queries.group_shapes import InstrumentLine
from app.queries.instruments import find_instrument, list_instruments
from app.store.engine import writing
from app.store.tables import Commitment
from app.store.tallies import LOOKS, kept
from tests.conftest import TODAY
from tests.queries.asking import looking

PLAN = "action-plan-2022"


def look_at(engine: Engine, commitment: str, day: str) -> None:
    with writing(engine) as session, kept(session, LOOKS, [commitment]):
        one = col(Commitment.id) == commitment
        session.execute(update(Commitment).where(one).values(last_looked_at=day))


def plan(engine: Engine, day: date = TODAY) -> InstrumentLine:
    with looking(engine, day) as view:
        return find_instrument(view, PLAN)


def test_areas_are_counted_apart(shipped_engine: Engine) -> None:
    with looking(shipped_engine) as view:
        areas = {one.id: one.areas for one in list_instruments(view).items}
    assert areas[PLAN] == 5
    assert areas["fpc-2021"] == 0


def test_what_was_never_looked_at_is_said_to_be_so(shipped_engine: Engine) -> None:
    assert plan(shipped_engine).looked_at is None
    assert plan(shipped_engine).never_looked_at == plan(shipped_engine).totals.commitments == 11


def test_the_newest_look_counts_once_it_has_come(engine: Engine) -> None:
    look_at(engine, "ap2022-01-violence", "2026-10")
    look_at(engine, plan_member(engine), "2026-11-02")
    assert (plan(engine).looked_at, plan(engine).never_looked_at) == ("2026-11-02", 9)
    between = plan(engine, date(2026, 10, 1))
    assert (between.looked_at, between.never_looked_at) == ("2026-10", 10)
    assert plan(engine, date(2026, 9, 30)).looked_at is None


def plan_member(engine: Engine) -> str:
    """Another commitment of the plan than the first."""
    with looking(engine) as view:
        found = find_instrument(view, PLAN).commitments
    return next(one.id for one in found if one.id != "ap2022-01-violence")
