"""Totals: how many commitments read how.

Each commitment is counted once by its status, whatever its stage: one that was enacted and is
disputed counts as contested. The other figures are parts of those, never added to them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

from app.domain.vocabulary import NO_STATUS, Corroboration, Extent, Status

TallyRow = tuple[str | None, str | None, str | None, bool, int]
"""Status, extent, corroboration, overdue, and how many commitments read so: codes or words."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of commitments; tallies of groups that share no commitment add up with `+`.

    `enacted_in_part` and `self_reported` are parts of `enacted`; `overdue` is a part of `total`
    and may have any status.
    """

    pledged: int = 0
    enacted: int = 0
    contested: int = 0
    none: int = 0
    enacted_in_part: int = 0
    self_reported: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        """All of them: those with a status, and those without any evidence yet."""
        return self.pledged + self.enacted + self.contested + self.none

    @property
    def enacted_in_whole(self) -> int:
        """The enacted ones that are not enacted in part only."""
        return self.enacted - self.enacted_in_part

    def __add__(self, other: Self) -> Self:
        """Add two tallies, figure by figure."""
        return type(self)(**{name: getattr(self, name) + getattr(other, name) for name in _FIGURES})


_FIGURES = [figure.name for figure in fields(Tally)]


def tally_of(rows: Iterable[TallyRow]) -> Tally:
    """Add up grouped counts, in any order and with any group given more than once.

    Raises:
        ValueError: when a status is none of the three words.

    """
    figures = dict.fromkeys(_FIGURES, 0)
    for status, extent, corroboration, overdue, count in rows:
        figures[NO_STATUS if status is None else Status(status).value] += count
        if status == Status.ENACTED:
            figures["enacted_in_part"] += count * (extent == Extent.PART)
            figures["self_reported"] += count * (corroboration == Corroboration.SELF_REPORTED)
        figures["overdue"] += count * overdue
    return Tally(**figures)
