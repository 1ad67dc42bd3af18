"""Pieces of pages that are kept from one page to the next, by what they show.

A change touches one or two entries of a list. The lines of the others are the same objects as
before (`queries/standing.py`), and are shown in the same markup.
"""

from collections.abc import Hashable
from datetime import date
from typing import Protocol

from jinja2.runtime import Macro

from app.queries.counting import Remembered
from app.queries.shapes import CommitmentLine

_MOST = 4_096


class Dated(Protocol):
    """What a fragment asks of the page that it is on: to which day its links lead."""

    @property
    def past_day(self) -> date | None:
        """The day shown, where it is not today."""


class Fragments:
    """What macros gave, in one language."""

    def __init__(self) -> None:
        """Keep none yet."""
        # With what it shows: as long as that is there, nothing else can have its identity.
        self._kept: Remembered[tuple[object, str]] = Remembered(_MOST)

    def of(self, macro: Macro, page: Dated, *shown: Hashable) -> str:
        """Give what a macro makes of what never changes: lines, or values that can be compared.

        Nothing else may go into it, and no two macros that are used so may have the same name.
        """
        # To compare all of a line would take as long as to show it.
        told = (id(one) if isinstance(one, CommitmentLine) else one for one in shown)
        key = (macro.name, page.past_day, *told)
        return self._kept.get(key, lambda: (shown, macro(*shown)))[1]
