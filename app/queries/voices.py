"""Whose voices the evidence carries that counts towards the statuses of a day.

How many pieces of evidence begin to count on which day is asked of the database once; it does not
depend on the day shown.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from pydantic import Field
from sqlalchemy import func, select
from sqlmodel import col

from app.domain.vocabulary import Origin, Role
from app.queries.counting import Remembered
from app.queries.shapes import Shape
from app.queries.view import View
from app.store.readings import counts
from app.store.tables import Commitment, Document, Evidence, Instrument, Link

_Heard = tuple[str, dt.date, dt.date, int]

_heard: Remembered[Sequence[_Heard]] = Remembered(16)


class Voices(Shape):
    """How many pieces of evidence that bear on a commitment come from each sort of voice."""

    official: int = Field(description="The state itself, or a text that carries its account.")
    legal_text: int = Field(description="The law or the act itself.")
    independent: int = Field(description="Publishers that do not speak for the state.")
    unclear: int = Field(description="Texts of which it cannot be told whose account they carry.")


def count_voices(view: View) -> Voices:
    """Count what had happened by the day and bears on a commitment in force, once each."""
    counted: Counter[str] = Counter()
    for origin, happened, made, number in _all_heard(view):
        if max(happened, made) <= view.day:
            counted[origin] += number
    return Voices(**{one.value: counted[one.value] for one in Origin})


def count_dated(view: View, after: dt.date, last: dt.date) -> int:
    """Count what is of the days after one day, up to the last, and bears on what was made by it."""
    return sum(
        number
        for _, happened, made, number in _all_heard(view)
        if after < happened <= last and made <= last
    )


def _all_heard(view: View) -> Sequence[_Heard]:
    return _heard.get(view.undated_key, lambda: _read(view))


def _read(view: View) -> Sequence[_Heard]:
    """Give origin, day, the day of the first instrument, and how many pieces of evidence."""
    adopted = func.min(col(Instrument.adopted_first)).label("adopted")
    bearing = (
        select(col(Link.evidence_id), adopted)
        .join(Commitment, col(Commitment.id) == col(Link.commitment_id))
        .join(Instrument, col(Instrument.id) == col(Commitment.instrument))
        .where(col(Link.role) == Role.BEARS.value, col(Commitment.retired_on).is_(None))
        .group_by(col(Link.evidence_id))
        .subquery()
    )
    columns = (col(Document.origin), col(Evidence.date_first), bearing.c.adopted)
    rows = view.session.execute(
        select(*columns, func.count())
        .select_from(Evidence)
        .join(Document, col(Document.id) == col(Evidence.source))
        .join(bearing, bearing.c.evidence_id == col(Evidence.id))
        .where(*counts())
        .group_by(*columns)
    )
    return [tuple(row) for row in rows]
