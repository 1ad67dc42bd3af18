"""Whose voices the evidence carries that counts towards the statuses of a day.

Evidence counts once it happened and something it bears on was made: both are days of its tally.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.domain.vocabulary import Origin
from app.queries.shapes import Shape
from app.queries.tallies import added_up, standing
from app.queries.view import View
from app.store.tables import EvidenceTally


class Voices(Shape):
    """How many pieces of evidence that bear on a commitment come from each sort of voice."""

    official: int = Field(description="The state itself, or a text that carries its account.")
    legal_text: int = Field(description="The law or the act itself.")
    independent: int = Field(description="Publishers that do not speak for the state.")
    unclear: int = Field(description="Texts of which it cannot be told whose account they carry.")


def count_voices(view: View) -> Voices:
    """Count what had happened by the day and bears on a commitment in force, once each."""
    counted = Counter(dict(_heard(view, view.day, view.day)))
    return Voices(**{one.value: counted[one.value] for one in Origin})


def count_dated(view: View, after: dt.date, last: dt.date) -> int:
    """Count what is of the days after one day, up to the last, and bears on what was made by it."""
    by_then, before = (sum(n for _, n in _heard(view, day, last)) for day in (last, after))
    return by_then - before


def count_evidence(view: View) -> int:
    """Count the evidence that had happened by the day, without withdrawn and retired."""
    return sum(number for _, number in _heard(view, view.day, dt.date.max))


def _heard(view: View, day: dt.date, made: dt.date) -> Sequence[tuple[str, int]]:
    """Count what happened by a day and bears on what was made by another, by whose voice it is."""
    rows = select(col(EvidenceTally.origin), col(EvidenceTally.number))
    of_them = rows.where(col(EvidenceTally.made) <= made)
    found = view.session.execute(added_up(standing(of_them, EvidenceTally, day).subquery()))
    return [(row.origin, row.number) for row in found]
