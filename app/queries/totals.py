"""Totals on a day: over everything, by instrument and by theme."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.tally import Tally, tally_of
from app.queries.shapes import Totals
from app.queries.tallies import ALL, Scope, Values, count_readings
from app.queries.view import View

NONE_YET = Tally()
"""The tally of a group without commitments."""

_Counted = Iterable[tuple[Values, int]]


@dataclass(frozen=True, slots=True)
class Tallies:
    """The tallies of a day: of everything, and of what has commitments on it."""

    all: Tally
    by_instrument: Mapping[str, Tally]
    by_theme: Mapping[str, Tally]


def read_tallies(view: View) -> Tallies:
    """Give all of them; a commitment counts in each of its themes."""
    scopes = [ALL, Scope(instrument=None), Scope(theme=None)]
    whole, instruments, themes = count_readings(view, view.day, scopes)
    return Tallies(_tally(whole), _by(-2, instruments), _by(-1, themes))


def tally_by_instrument(view: View, instrument: str | None = None) -> Mapping[str, Tally]:
    """Give the tally of each instrument, or of one, that has commitments on the day."""
    return _by(-2, count_readings(view, view.day, [Scope(instrument=instrument)])[0])


def tally_by_theme(view: View, theme: str | None = None) -> Mapping[str, Tally]:
    """Give the tally of each theme, or of one; a commitment counts in each of its themes."""
    return _by(-1, count_readings(view, view.day, [Scope(theme=theme)])[0])


def tally_on(view: View, day: date, scope: Scope = ALL) -> Tally:
    """Give the tally of commitments in force on any day, whichever day is shown."""
    return _tally(count_readings(view, day, [scope])[0])


def totals(tally: Tally) -> Totals:
    """Show a tally."""
    return Totals(
        pledged=tally.pledged,
        enacted=tally.enacted,
        contested=tally.contested,
        none=tally.none,
        commitments=tally.total,
        enacted_in_part=tally.enacted_in_part,
        self_reported=tally.self_reported,
        overdue=tally.overdue,
    )


def _by(place: int, counted: _Counted) -> Mapping[str, Tally]:
    groups: dict[str, list[tuple[Values, int]]] = {}
    for values, number in counted:
        groups.setdefault(str(values[place]), []).append((values, number))
    return {name: _tally(some) for name, some in groups.items()}


def _tally(counted: _Counted) -> Tally:
    rows: list[Any] = [
        (status, extent, corroboration, overdue, number)
        for (status, _, extent, corroboration, overdue, *_), number in counted
    ]
    return tally_of(rows)
