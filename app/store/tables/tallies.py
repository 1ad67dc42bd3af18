"""How many there are of what reads how: counted as rows change, so that nobody counts them all.

Each row says by how many a number rises, or falls, in a year, in a month, or on a day. The number
on a day is the sum of the years before its own, of the months before its own, and of the days of
its month so far: however long the time and however many the rows, that is soon added up. A day
that has not come yet is there, too, so that midnight writes nothing.

A period is written as partial dates are (`2023`, `2023-04`, `2023-04-11`); the empty one is before
all others. All of it can be derived anew: see `app/store/tallies.py`.
"""

import datetime as dt
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, SQLModel

from app.store.columns import id_column, one_of, period_column

# A key is nearly all there is of a row: SQLite need not keep it twice.
_BY_KEY = {"sqlite_with_rowid": False}


class Unit(StrEnum):
    """How long a period is."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


LENGTHS = {Unit.YEAR: 4, Unit.MONTH: 7, Unit.DAY: 10}
"""How many characters of a day name the period of each length it lies in."""


class ReadingTally(SQLModel, table=True):
    """How many commitments in force begin or cease to read so; an empty word is what is missing.

    Once for each instrument and theme, and once more under an empty id for all instruments, or
    themes, together.
    """

    __tablename__: ClassVar[str] = "reading_tally"
    __table_args__ = (one_of("unit", Unit), _BY_KEY)

    instrument: str = id_column(primary_key=True)
    theme: str = id_column(primary_key=True)
    unit: str = Field(primary_key=True)
    period: str = period_column()
    status: str = Field(primary_key=True)
    stage: str = Field(primary_key=True)
    extent: str = Field(primary_key=True)
    corroboration: str = Field(primary_key=True)
    overdue: bool = Field(primary_key=True)
    number: int


class LookTally(SQLModel, table=True):
    """How many commitments in force were last looked at then; never, where the period is empty."""

    __tablename__: ClassVar[str] = "look_tally"
    __table_args__ = (one_of("unit", Unit), _BY_KEY)

    instrument: str = id_column(primary_key=True)
    unit: str = Field(primary_key=True)
    period: str = period_column()
    kind: str = Field(primary_key=True)
    number: int


class EvidenceTally(SQLModel, table=True):
    """How many pieces of evidence happened then that count.

    `made` is the day of the first instrument of what they bear on, as far as it is in force; the
    last of all days, where they bear on nothing.
    """

    __tablename__: ClassVar[str] = "evidence_tally"
    __table_args__ = (one_of("unit", Unit), _BY_KEY)

    unit: str = Field(primary_key=True)
    period: str = period_column()
    made: dt.date = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    number: int


class DocumentTally(SQLModel, table=True):
    """How many sources were published then, without withdrawn and retired; empty where undated."""

    __tablename__: ClassVar[str] = "document_tally"
    __table_args__ = (one_of("unit", Unit), _BY_KEY)

    unit: str = Field(primary_key=True)
    period: str = period_column()
    consulted: str = Field(primary_key=True)
    mirror: bool = Field(primary_key=True)
    number: int
