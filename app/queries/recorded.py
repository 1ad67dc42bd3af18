"""How much of each instrument is recorded, and when its commitments were last looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlmodel import col

from app.domain.vocabulary import CommitmentKind
from app.queries.tallies import added_up, standing
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
    of_it = [] if instrument is None else [_instrument == instrument]
    looked = _numbers(_LOOKED).where(_period != _NEVER, *of_it)
    areas = _numbers(_AREAS).where(*of_it, *_IS_AREA)
    parts = [*standing(looked, LookTally, view.day).selects, areas, _newest(view, instrument)]
    found: dict[str, dict[str, Any]] = {}
    for name, what, newest, number in view.session.execute(added_up(union_all(*parts).subquery())):
        found.setdefault(name, {})[what] = newest if what == _LOOKED_AT else number
    return {name: Recorded(**numbers) for name, numbers in found.items()}


def _numbers(what: str) -> Selected:
    named = literal(what).label("what")
    return select(_instrument, named, literal(_NEVER).label("newest"), col(LookTally.number))


def _newest(view: View, instrument: str | None) -> Selected:
    """Select the newest partial date by instrument that begins on the day or before.

    It does so exactly when its text is not the greater one.
    """
    period = (
        select(_period)
        .where(_instrument == col(Instrument.id), col(LookTally.unit) == Unit.DAY.value)
        .where(_period > _NEVER, _period <= view.day.isoformat(), col(LookTally.number) > 0)
        .order_by(_period.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = select(col(Instrument.id), literal(_LOOKED_AT), period, literal(1))
    return rows if instrument is None else rows.where(col(Instrument.id) == instrument)
