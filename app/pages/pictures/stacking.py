"""Stacking marks in rows, so that none touches another, and counting those without room."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from app.domain.dates import parse_partial_date
from app.pages.pictures.axis import INSET, Axis
from app.queries.shapes import EvidenceLink

ROWS = 7
"""How many rows of single marks there are at most; one more holds the counts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence stands on an axis, in pixels: `start` to `end` are its days.

    `others` are how many more share the place; it is then the newest of them.
    """

    evidence: EvidenceLink
    start: float
    end: float
    others: int = 0

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return (self.start + self.end) / 2

    def touches(self, other: "Place") -> bool:
        """Whether the two cannot stand in one row."""
        left, right = min(self.start, self.middle - INSET), max(self.end, self.middle + INSET)
        before = min(other.start, other.middle - INSET)
        return left < max(other.end, other.middle + INSET) and before < right


def stacked(axis: Axis, evidence: Iterable[EvidenceLink]) -> list[list[Place]]:
    """Give rows: exact days first, nearest to the middle, then the rest by how vague it is."""
    places = (place_of(axis, one) for one in evidence)
    rows: list[list[Place]] = []
    crowded: list[Place] = []
    for one in sorted(places, key=lambda one: (one.end - one.start, one.start)):
        free = (row for row in rows if not any(map(one.touches, row)))
        if row := next(free, None):
            row.append(one)
        elif len(rows) < ROWS:
            rows.append([one])
        else:
            crowded.append(one)
    return [*rows, _counted(crowded)] if crowded else rows


def place_of(axis: Axis, evidence: EvidenceLink) -> Place:
    """Give the place of a piece of evidence."""
    day = parse_partial_date(evidence.date)
    return Place(evidence, axis.pixel(day.first), axis.pixel(day.last))


def _counted(crowded: list[Place]) -> list[Place]:
    """Put together what stands in one column of the width of a mark."""
    found = []
    by_column = sorted(crowded, key=lambda one: (_column(one), one.evidence.date))
    for column, group in groupby(by_column, _column):
        *others, newest = group
        middle = (2 * column + 1) * INSET
        found.append(Place(newest.evidence, middle, middle, len(others)))
    return found


def _column(place: Place) -> int:
    return int(place.middle // (2 * INSET))
