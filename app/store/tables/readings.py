"""What the rule makes of the rows: readings, kept as spans of days, and found by lists."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, false, text
from sqlmodel import Field, SQLModel, col

from app.domain.vocabulary import Corroboration, Extent, Stage, Status
from app.store.columns import id_column, one_of


class StoredReading(SQLModel, table=True):
    """One span of days over which a commitment reads the same; both days are included.

    `newest_first` is the first possible day of the newest evidence that bears on it. `position`,
    `key` and `instrument` are those of the commitment. `is_listed` says that it is in force, and
    that no evidence on it is of a later day than this span: of a day on which no evidence is still
    to come, a list need not look at any other span.
    """

    __tablename__: ClassVar[str] = "reading"
    __table_args__ = (
        one_of("status", Status),
        one_of("stage", Stage),
        one_of("extent", Extent),
        one_of("corroboration", Corroboration),
        CheckConstraint("first_day <= last_day", name="days"),
        Index(None, "status", "position"),
        Index(None, "newest_first", "position"),
    )

    commitment_id: str = id_column(primary_key=True, foreign_key="commitment.id")
    first_day: dt.date = Field(primary_key=True)
    last_day: dt.date
    position: int
    status: str | None = None
    stage: str
    extent: str | None = None
    corroboration: str | None = None
    overdue: bool
    open_contests: int
    deciding: str | None = id_column(default=None)
    deciding_count: int
    newest: str | None = id_column(default=None)
    newest_first: dt.date | None = None
    key: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    instrument: str = id_column(default="", sa_column_kwargs={"server_default": ""})
    is_listed: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


_Columns = Sequence[Any]
_LISTED: _Columns = (
    *(StoredReading.first_day, StoredReading.last_day, StoredReading.status, StoredReading.stage),
    *(StoredReading.extent, StoredReading.corroboration, StoredReading.overdue),
    *(StoredReading.instrument, StoredReading.position, StoredReading.key),
    *(StoredReading.newest_first, StoredReading.commitment_id),
)
_PLACE: _Columns = (StoredReading.position, StoredReading.key)


def _listed_by(name: str, *columns: Any) -> str:  # noqa: ANN401 - mapped columns
    """Index the spans of lists by some columns, and all that a list asks of them behind those.

    So a list of the present reads nothing but this index, whatever its filters pass over.
    """
    first = {getattr(one, "element", one).key for one in columns}
    index = Index(
        f"ix_reading_listed_{name}",
        *columns,
        *(one for one in _LISTED if one.key not in first),
        sqlite_where=text("is_listed = 1"),
        postgresql_where=text("is_listed"),
    )
    return str(index.name)


BY_PLACE = _listed_by("place", *_PLACE)
BY_KEY = _listed_by("key", StoredReading.key)
BY_NEWEST = _listed_by("newest", col(StoredReading.newest_first).desc(), *_PLACE)
BY_STATUS = _listed_by("status", StoredReading.status, *_PLACE)
BY_INSTRUMENT = _listed_by("instrument", StoredReading.instrument, *_PLACE)
"""The names of the indexes that lists go by."""
