"""The evidence of a commitment in time: two tracks of marks, and its readings as a band beneath.

Across, places are per cent of the width, so that text and marks keep their size on every screen;
downwards they are pixels. How marks are stacked depends on how many fit side by side, so that
there are two drawings: a narrow one for phones, and a roomy one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Side
from app.pages.figures import Standing, standing
from app.pages.pictures.axis import Axis, Tick, ticks
from app.pages.pictures.stacking import Place, stacked
from app.queries.shapes import EvidenceLink, ReadingSpan

WIDTHS = {"narrow": 280, "roomy": 600}
"""The least width in pixels at which each drawing is shown."""

_ROW = 26
_LINE = 22
_GAP = 6
_LETTER = 7.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of evidence on its track, or the newest of several that had no room of their own.

    `x`, `start` and `width` are per cent, `y` is the middle in pixels. `width` is that of the days
    it may mean, and 0 where the day is known. `others` are how many more it stands for.
    """

    evidence: EvidenceLink
    x: float
    y: int
    start: float
    width: float
    others: int


@dataclass(frozen=True, slots=True)
class Track:
    """The marks of one side, and how many pieces they stand for; its name stands at `label`."""

    side: Side
    number: int
    marks: list[Mark]
    label: int


@dataclass(frozen=True, slots=True)
class Phase:
    """Days of one status on the band; `room` is how many letters have room above it."""

    standing: Standing
    x: float
    width: float
    room: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything on one drawing: `name` says which, the other places are in pixels."""

    name: str
    tracks: list[Track]
    ticks: tuple[Tick, ...]
    band: list[Phase]
    middle: int
    band_top: int
    height: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The evidence drawn, newest first, the days of the axis, and its two drawings."""

    evidence: Sequence[EvidenceLink]
    first: date
    last: date
    drawings: list[Drawing]


def timeline(
    evidence: Sequence[EvidenceLink], readings: Sequence[ReadingSpan], last: date
) -> Timeline | None:
    """Draw what bears on a commitment up to a day; None where there is nothing to draw.

    Both come newest first. Time begins with the first reading, that is with the instrument, or
    with evidence that is older.
    """
    if not evidence or not readings:
        return None
    oldest = min(parse_partial_date(one.date).first for one in evidence)
    first = min(readings[-1].first_day, oldest)
    drawings = [
        _drawing(name, Axis(first, last, width), evidence, readings)
        for name, width in WIDTHS.items()
    ]
    return Timeline(evidence, first, last, drawings)


def _drawing(
    name: str, axis: Axis, evidence: Sequence[EvidenceLink], readings: Sequence[ReadingSpan]
) -> Drawing:
    """Put the official side above the middle, the other below it, and the band beneath both."""
    above = [one for one in evidence if one.document.side is Side.OFFICIAL]
    below = [one for one in evidence if one.document.side is Side.OTHER]
    upper, lower = stacked(axis, above), stacked(axis, below)
    middle = _LINE + _GAP + _ROW * max(len(upper), 1)
    bottom = middle + _GAP + _ROW * max(len(lower), 1)
    band_top = bottom + 2 * _LINE + 2 * _GAP
    return Drawing(
        name=name,
        tracks=[
            Track(Side.OFFICIAL, len(above), _marks(axis, upper, middle, -1), _LINE - _GAP),
            Track(Side.OTHER, len(below), _marks(axis, lower, middle, 1), bottom + _LINE - _GAP),
        ],
        ticks=ticks(axis),
        band=_band(axis, readings),
        middle=middle,
        band_top=band_top,
        height=band_top + 2 * _LINE,
    )


def _marks(axis: Axis, rows: list[list[Place]], middle: int, way: int) -> list[Mark]:
    """Draw rows from the middle outwards; on the page they follow one another in time."""
    found = [
        Mark(
            evidence=one.evidence,
            x=axis.share(one.middle),
            y=middle + way * (_GAP // 2 + _ROW // 2 + number * _ROW),
            start=axis.share(one.start),
            width=axis.share(one.end - one.start),
            others=one.others,
        )
        for number, row in enumerate(rows)
        for one in row
    ]
    return sorted(found, key=lambda one: one.x)


def _band(axis: Axis, readings: Sequence[ReadingSpan]) -> list[Phase]:
    """Put days of the same status together, in the order of time."""
    found = []
    for shown, spans in groupby(reversed(readings), lambda one: standing(one.status, one.extent)):
        begin, *rest = spans
        end = (rest[-1] if rest else begin).last_day or axis.last
        left, right = axis.pixel(begin.first_day), axis.pixel(end)
        room = int((right - left) / _LETTER)
        found.append(Phase(shown, axis.share(left), axis.share(right - left), room))
    return found
