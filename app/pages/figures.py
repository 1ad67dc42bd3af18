"""How a status, a total and a bar are shown: the mark, the words, and where a number leads.

Nothing is decided here: what a reading means is decided by the rule, and what the words are is
decided by the vocabulary. A mark is a code that the stylesheet colours and
`templates/parts/marks.html` draws.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.domain.labels import (
    ENACTED_IN_PART,
    ENACTED_IN_WHOLE,
    NO_EVIDENCE,
    OVERDUE,
    Label,
    label_of,
)
from app.domain.vocabulary import NO_STATUS, Corroboration, Extent, Status
from app.queries.group_shapes import InstrumentLine
from app.queries.shapes import ReadingShape, Totals
from app.queries.trend import Moment

IN_PART = "enacted-part"
"""The mark of an enactment that covers a part only."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A status as it is shown: its mark and its label."""

    mark: str
    label: Label


@dataclass(frozen=True, slots=True)
class Figure:
    """A number among totals: its mark, its label, and the filter that lists what it counts."""

    mark: str
    label: Label
    number: int
    query: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a bar that is 100 wide: where it begins and how wide it is."""

    mark: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of an instrument is recorded.

    `stated` is how many items it is said to contain, `items` how many of them are recorded here
    (None where that is not known, or where more are recorded than it is said to contain), and
    `areas` how many of its areas are followed as a whole besides.
    """

    stated: int | None
    items: int | None
    areas: int
    commitments: int

    @property
    def share(self) -> int | None:
        """How much of what it is said to contain is recorded, in whole per cent, rounded down."""
        return 100 * self.items // self.stated if self.stated and self.items is not None else None


OVERDUE_STANDING = Standing("overdue", OVERDUE)
SELF_REPORTED_STANDING = Standing(
    Corroboration.SELF_REPORTED.value, label_of(Corroboration.SELF_REPORTED)
)


@lru_cache(typed=True)
def standing(status: Status | None, extent: Extent | None = None) -> Standing:
    """Say how a status is shown; without one, as missing evidence and never as a finding."""
    if status is None:
        return Standing(NO_STATUS, NO_EVIDENCE)
    if status is Status.ENACTED and extent is Extent.PART:
        return Standing(IN_PART, ENACTED_IN_PART)
    return Standing(status.value, label_of(status))


def formally_done(reading: ReadingShape) -> Label:
    """Say what was formally done, whoever disputes it."""
    return ENACTED_IN_PART if reading.extent is Extent.PART else label_of(reading.stage)


def marked(label: Label) -> Standing | None:
    """Give a label with its mark, if it is one of those that have a mark beside the statuses."""
    others = (Standing(IN_PART, ENACTED_IN_PART), OVERDUE_STANDING, SELF_REPORTED_STANDING)
    return next((one for one in others if one.label == label), None)


def tags_of(reading: ReadingShape) -> list[Standing]:
    """Say what is shown beside a status: that it is past due, that only the state reports it."""
    is_self_reported = (
        reading.status is Status.ENACTED and reading.corroboration is Corroboration.SELF_REPORTED
    )
    shown = ((OVERDUE_STANDING, reading.overdue), (SELF_REPORTED_STANDING, is_self_reported))
    return [one for one, is_shown in shown if is_shown]


def _asked(status: Status | None) -> tuple[str, Label, dict[str, str]]:
    shown = standing(status)
    return shown.mark, shown.label, {"status": shown.mark}


_ENACTED = {"status": Status.ENACTED.value}
_MAIN = (
    _asked(Status.CONTESTED),
    (Status.ENACTED.value, ENACTED_IN_WHOLE, _ENACTED | {"extent": Extent.WHOLE.value}),
    (IN_PART, ENACTED_IN_PART, _ENACTED | {"extent": Extent.PART.value}),
    _asked(Status.PLEDGED),
    _asked(None),
)
"""Mark, label and filter of the five numbers that add up to all commitments."""


def main_figures(totals: Totals | Moment) -> list[Figure]:
    """Give the five numbers that add up to all commitments."""
    return [
        Figure(mark, label, number, query)
        for (mark, label, query), number in zip(_MAIN, _main_numbers(totals), strict=True)
    ]


def further_figures(totals: Totals) -> list[Figure]:
    """Give the numbers that are parts of those five."""
    self_reported = _ENACTED | {"corroboration": Corroboration.SELF_REPORTED.value}
    return [
        Figure(
            SELF_REPORTED_STANDING.mark,
            SELF_REPORTED_STANDING.label,
            totals.self_reported,
            self_reported,
        ),
        Figure(OVERDUE_STANDING.mark, OVERDUE, totals.overdue, {"overdue": "true"}),
    ]


def bar(totals: Totals, most: int | None = None) -> list[Stretch]:
    """Divide a bar by status; what is enacted in part stands beside what is in whole.

    All of it is 100 wide, or less in a row of bars of which the longest counts `most`.
    """
    stretches, start = [], 0.0
    for (mark, *_), number in zip(_MAIN, _main_numbers(totals), strict=True):
        width = 100 * number / max(most or totals.commitments, 1)
        if number:
            stretches.append(Stretch(mark, round(start, 1), round(width, 1)))
        start += width
    return stretches


def coverage(instrument: InstrumentLine) -> Coverage:
    """Count what is recorded of an instrument; an area of a plan is none of its stated items."""
    stated, total = instrument.tasks_stated, instrument.totals.commitments
    items = total - instrument.areas
    if stated is not None and items > stated:
        return Coverage(stated, None, 0, total)
    return Coverage(stated, items, instrument.areas, total)


def _main_numbers(totals: Totals | Moment) -> tuple[int, ...]:
    """Give the numbers of `_MAIN`, in its order."""
    in_whole = totals.enacted - totals.enacted_in_part
    return totals.contested, in_whole, totals.enacted_in_part, totals.pledged, totals.none
