"""How much of each instrument is recorded, and when its commitments were last looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import bindparam, literal, select, union_all
from sqlmodel import col

from app.domain.vocabulary import CommitmentKind
from app.queries.tallies import DAY, added_up, on, standing
from app.queries.view import Selected, View
from app.store.tables import Instrument, LookTally
from app.store.tables.tallies import Unit


@dataclass(frozen=True, slots=True)
class Recorded:
    """What its commitments are and were, those of one instrument.

    `areas` are areas of a plan followed as a whole; `looked_at` is the newest partial date on
    which one was looked at, `looked` how many ever were.
    """

    areas: int = 0
    looked_at: str | None = None
    looked: int = 0


_AREAS, _LOOKED_AT, _LOOKED = (one.name for one in fields(Recorded))
_NEVER = ""
_instrument, _period = col(LookTally.instrument), col(LookTally.period)
_IS_AREA = (
    col(LookTally.unit) == Unit.YEAR.value,
    col(LookTally.kind) == CommitmentKind.PLAN_AREA.value,
)


def recorded_by_instrument(view: View, instrument: str | None = None) -> Mapping[str, Recorded]:
    """Give this of every instrument that has commitments in force, or of one."""
    statement = _recording(instrument is not None)
    asked = on(view.day) | ({} if instrument is None else {"instrument": instrument})
    found: dict[str, dict[str, Any]] = {}
    for name, what, newest, number in view.columns(statement, asked):
        found.setdefault(name, {})[what] = newest if what == _LOOKED_AT else number
    return {name: Recorded(**numbers) for name, numbers in found.items()}


@cache
def _recording(is_of_one: bool) -> Selected:  # noqa: FBT001 - one statement of each sort
    of_it = [_instrument == bindparam("instrument")] if is_of_one else []
    looked = _numbers(_LOOKED).where(_period != _NEVER, *of_it)
    areas = _numbers(_AREAS).where(*of_it, *_IS_AREA)
    newest = _newest()
    if is_of_one:
        newest = newest.where(col(Instrument.id) == bindparam("instrument"))
    return added_up(union_all(*standing(looked, LookTally).selects, areas, newest).subquery())


def _numbers(what: str) -> Selected:
    named = literal(what).label("what")
    return select(_instrument, named, literal(_NEVER).label("newest"), col(LookTally.number))


def _newest() -> Selected:
    """Select the newest partial date by instrument that begins on the day or before.

    It does so exactly when its text is not the greater one.
    """
    period = (
        select(_period)
        .where(_instrument == col(Instrument.id), col(LookTally.unit) == Unit.DAY.value)
        .where(_period > _NEVER, _period <= DAY, col(LookTally.number) > 0)
        .order_by(_period.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(col(Instrument.id), literal(_LOOKED_AT), period, literal(1))
