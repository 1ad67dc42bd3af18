"""Statuses over time, as areas that stand on each other: one step for each month.

Across, one unit is a month, from January of the first year; downwards, one is a commitment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.messages import message
from app.pages.figures import Figure, main_figures
from app.queries.trend import Moment

NUMBERS = message(
    "Contested: %(disputed)s. Enacted in whole: %(whole)s. Enacted in part: %(part)s."
    " Pledged: %(said)s. No evidence yet: %(unknown)s."
)
"""The numbers of the last day in words, for whoever does not see the picture."""

_LEVELS = 4
_YEARS = 7
_ROOM = 7.5
"""How far apart labels stand at least, in per cent of the height."""

_HALF_YEARS = (6, 12)


@dataclass(frozen=True, slots=True)
class Area:
    """What one status fills: its outline, what it comes to at last, and where its label stands.

    `at` is in per cent of the height; an area that is empty at last has no label.
    """

    figure: Figure
    path: str
    at: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of an axis: its number, and its place in per cent."""

    number: int
    at: float


@dataclass(frozen=True, slots=True)
class OverTime:
    """The whole picture: `width` months, `height` commitments, and from when to when it goes."""

    first: Moment
    last: Moment
    width: int
    height: int
    areas: list[Area]
    years: list[Mark]
    levels: list[Mark]
    table: list[Moment]
    numbers: str = NUMBERS


def over_time(moments: Sequence[Moment]) -> OverTime | None:
    """Draw these months, the earliest first; None where there is nothing to draw."""
    height = max((one.commitments for one in moments), default=0)
    if not height:
        return None
    first, last = moments[0], moments[-1]
    begins = first.day.month - 1
    width = begins + len(moments)
    return OverTime(
        first=first,
        last=last,
        width=width,
        height=height,
        areas=_areas(moments, begins, height),
        years=_years(first.day.year, last.day.year, width),
        levels=_levels(height),
        table=[one for one in moments if one is last or one.day.month in _HALF_YEARS],
    )


def _areas(moments: Sequence[Moment], begins: int, height: int) -> list[Area]:
    """Stack the areas from the bottom, in the order of the figures."""
    figures = [main_figures(one) for one in moments]
    floor, found, middles = [height] * len(moments), list[tuple[Figure, str]](), list[float]()
    for place, figure in enumerate(figures[-1]):
        ceiling = [low - of[place].number for low, of in zip(floor, figures, strict=True)]
        middles.append(100 * (floor[-1] + ceiling[-1]) / 2 / height)
        found.append((figure, _outline(ceiling, floor, begins)))
        floor = ceiling
    shown = [middle for middle, (one, _) in zip(middles, found, strict=True) if one.number]
    places = iter(_apart(shown))
    return [Area(one, path, next(places) if one.number else None) for one, path in found if path]


def _outline(ceiling: Sequence[int], floor: Sequence[int], begins: int) -> str:
    """Walk along the top to the right and along the bottom back; empty where all is flat."""
    if ceiling == floor:
        return ""
    ends = begins + len(floor)
    there = _steps(ceiling, range(begins, ends))
    back = _steps(floor[::-1], range(ends, begins, -1))
    return f"M{begins} {ceiling[0]}{there}H{ends}V{floor[-1]}{back}H{begins}Z"


def _steps(values: Sequence[int], edges: Sequence[int]) -> str:
    """Walk from step to step; `edges` are where each begins in the direction of the walk."""
    return "".join(
        f"H{edge}V{after}"
        for edge, (before, after) in zip(edges[1:], pairwise(values), strict=True)
        if before != after
    )


def _apart(places: Sequence[float]) -> list[float]:
    """Move labels, the lowest first, so far up that none covers another; down where it is full."""
    moved, free = list[float](), 100 - _ROOM / 2
    for place in places:
        moved.append(min(place, free))
        free = moved[-1] - _ROOM
    free = _ROOM / 2
    for index in reversed(range(len(moved))):
        moved[index] = round(max(moved[index], free), 1)
        free = moved[index] + _ROOM
    return moved


def _years(first: int, last: int, width: int) -> list[Mark]:
    """Mark where years begin, few enough to be read on a phone."""
    step = -(-(last - first + 1) // _YEARS)
    return [
        Mark(year, round(100 * 12 * (year - first) / width, 1))
        for year in range(first, last + 1, step)
    ]


def _levels(height: int) -> list[Mark]:
    """Mark round numbers of commitments, from the bottom."""
    rounds = (digit * 10**power for power in range(len(str(height))) for digit in (1, 2, 5))
    step = next((one for one in rounds if height / one <= _LEVELS), height)
    return [
        Mark(level, round(100 - 100 * level / height, 1)) for level in range(step, height, step)
    ]
