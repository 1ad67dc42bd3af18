"""An axis of days: where a day stands on it, and which of its days are named.

It is drawn in per cent of the width of a picture, and knows the least width in pixels at which the
picture is shown, so that marks at its ends stay inside and labels do not touch.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

INSET = 12
"""Pixels that stay free at both ends: half of what can be tapped."""

_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_YEAR = 12
_ROOM_OF_YEAR, _ROOM_OF_MONTH = 48, 112


@dataclass(frozen=True, slots=True)
class Tick:
    """A named day: a year (`2024`) or a month (`2024-03`), and its place in per cent."""

    text: str
    x: float

    @property
    def is_last(self) -> bool:
        """Whether its name would leave the picture to the right."""
        return self.x > 90  # noqa: PLR2004 - per cent


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, drawn at least `width` pixels wide."""

    first: date
    last: date
    width: int

    def pixel(self, day: date) -> float:
        """Give the place of a day in pixels of the least width; days beyond stand at the end."""
        within = min(max(day, self.first), self.last)
        whole = max((self.last - self.first).days, 1)
        return INSET + (self.width - 2 * INSET) * (within - self.first).days / whole

    def share(self, pixels: float) -> float:
        """Give pixels of the least width as per cent of any."""
        return round(100 * pixels / self.width, 1)


@lru_cache
def ticks(axis: Axis) -> tuple[Tick, ...]:
    """Name as many beginnings of years, else of months, as have room."""
    for step in _MONTHS:
        found = _beginnings(axis, step)
        room = _ROOM_OF_MONTH if step < _YEAR else _ROOM_OF_YEAR
        if len(found) * room <= axis.width:
            break
    return tuple(
        Tick(f"{day:%Y-%m}" if step < _YEAR else f"{day:%Y}", axis.share(axis.pixel(day)))
        for day in found
    )


def _beginnings(axis: Axis, step: int) -> list[date]:
    """Give the first days of months that are whole steps, within the axis."""
    first, last = (_YEAR * day.year + day.month - 1 for day in (axis.first, axis.last))
    months = range(first + -first % step, last + 1, step)
    days = (date(month // _YEAR, month % _YEAR + 1, 1) for month in months)
    return [day for day in days if axis.first <= day]
