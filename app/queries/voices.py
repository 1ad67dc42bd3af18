"""Whose voices the evidence carries that counts towards the statuses of a day.

Evidence counts once it happened and something it bears on was made: both are days of its tally.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlalchemy import Row, bindparam, select
from sqlmodel import col

from app.domain.vocabulary import Origin
from app.queries.shapes import Shape
from app.queries.tallies import added_up, on, standing
from app.queries.view import View
from app.store.tables import EvidenceTally


class Voices(Shape):
    """How many pieces of evidence that bear on a commitment come from each sort of voice."""

    official: int = Field(description="The state itself, or a text that carries its account.")
    legal_text: int = Field(description="The law or the act itself.")
    independent: int = Field(description="Publishers that do not speak for the state.")
    unclear: int = Field(description="Texts of which it cannot be told whose account they carry.")


@dataclass(frozen=True, slots=True)
class Heard:
    """All the evidence that had happened by a day, and whose voices what counts of it carries."""

    evidence: int
    voices: Voices


def count_heard(view: View) -> Heard:
    """Count what had happened by the day, without withdrawn and retired, once each.

    Voices are those of what bears on a commitment in force.
    """
    heard = _heard(view, view.day, view.day)
    counted = Counter({row.origin: row.number for row in heard if row.is_about_it})
    voices = Voices(**{one.value: counted[one.value] for one in Origin})
    return Heard(sum(row.number for row in heard), voices)


def count_dated(view: View, after: dt.date, last: dt.date) -> int:
    """Count what is of the days after one day, up to the last, and bears on what was made by it."""
    by_then, before = (
        sum(int(row.number) for row in _heard(view, day, last) if row.is_about_it)
        for day in (last, after)
    )
    return by_then - before


def count_evidence(view: View) -> int:
    """Count the evidence that had happened by the day, without withdrawn and retired."""
    return count_heard(view).evidence


_rows = select(
    col(EvidenceTally.origin),
    (col(EvidenceTally.made) <= bindparam("made")).label("is_about_it"),
    col(EvidenceTally.number),
)
_HEARD = added_up(standing(_rows, EvidenceTally).subquery())


def _heard(view: View, day: dt.date, made: dt.date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Count what happened by a day, by whose voice it is and whether it is about what was made."""
    return view.columns(_HEARD, on(day) | {"made": made}).all()
