"""How much of each instrument is recorded, and when its commitments were last looked at."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlmodel import col

from app.domain.vocabulary import CommitmentKind
from app.queries.counting import Remembered
from app.queries.view import View
from app.store.tables import Commitment


@dataclass(frozen=True, slots=True)
class Recorded:
    """What its commitments are and were, those of one instrument.

    `areas` are areas of a plan followed as a whole; `looked_at` is the newest partial date on
    which one was looked at, `looked` how many ever were.
    """

    areas: int = 0
    looked_at: str | None = None
    looked: int = 0


_recorded: Remembered[Mapping[str, Recorded]] = Remembered()


def recorded_by_instrument(view: View) -> Mapping[str, Recorded]:
    """Give this of every instrument that has commitments in force."""
    return _recorded.get(view.key, lambda: _read(view))


def _read(view: View) -> Mapping[str, Recorded]:
    looked_at = col(Commitment.last_looked_at)
    # A partial date begins on or before a day exactly when its text is not the greater one.
    by_then = case((looked_at <= view.day.isoformat(), looked_at))
    is_area = col(Commitment.kind) == CommitmentKind.PLAN_AREA.value
    rows = view.session.execute(
        select(
            col(Commitment.instrument),
            func.count(case((is_area, 1))),
            func.max(by_then),
            func.count(by_then),
        )
        .where(col(Commitment.retired_on).is_(None))
        .group_by(col(Commitment.instrument))
    )
    return {name: Recorded(areas, newest, looked) for name, areas, newest, looked in rows}
