"""Numbers on a day, added up from those kept by year, month and day.

See `app/store/tables/tallies.py`: what is read here does not grow with the registry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    and_,
    func,
    literal,
    select,
    union_all,
)
from sqlmodel import SQLModel, col

from app.domain.vocabulary import NO_STATUS
from app.queries.filters import Filters
from app.queries.view import Selected, View
from app.store.tables import Instrument, ReadingTally, Theme
from app.store.tables.tallies import LENGTHS, Unit

READS = ("status", "stage", "extent", "corroboration", "overdue")
"""The columns of a reading that are told apart."""

Value = str | bool | None

Values = tuple[Value, ...]
"""A reading by these columns, its instrument and its theme; these are empty for all together."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which commitments to count: of one instrument, one theme, or both.

    Empty takes all of them together, None each by itself.
    """

    instrument: str | None = ""
    theme: str | None = ""


ALL = Scope()


def up_to(table: type[SQLModel], day: date) -> list[ColumnElement[bool]]:
    """Give three conditions; rows that fulfil one of them add up to the numbers on a day."""
    unit, period = (col(getattr(table, name)) for name in ("unit", "period"))
    year, month, whole = (day.isoformat()[: LENGTHS[one]] for one in Unit)
    return [
        and_(unit == Unit.YEAR.value, period < year),
        and_(unit == Unit.MONTH.value, period >= year, period < month),
        and_(unit == Unit.DAY.value, period >= month, period <= whole),
    ]


def standing(rows: Selected, table: type[SQLModel], day: date) -> CompoundSelect[*tuple[Any, ...]]:
    """Select the rows that add up to the numbers on a day, each part by the key of the table.

    With OR instead, a database may go through all of them.
    """
    return union_all(*(rows.where(condition) for condition in up_to(table, day)))


def added_up(rows: FromClause) -> Selected:
    """Add up the column `number` of rows that are otherwise the same; what is none is left out."""
    columns = [one for one in rows.c if one.name != "number"]
    number = func.sum(rows.c.number)
    return select(*columns, number.label("number")).group_by(*columns).having(number != 0)


def count_readings(
    view: View, day: date, scopes: Sequence[Scope]
) -> list[list[tuple[Values, int]]]:
    """Count the commitments in force on a day by how they read, within each of some scopes."""
    parts = [
        part
        for place, scope in enumerate(scopes)
        for part in standing(_rows(scope, place), ReadingTally, day).selects
    ]
    found: list[list[tuple[Values, int]]] = [[] for _ in scopes]
    for place, *words, overdue, instrument, theme, number in view.session.execute(
        added_up(union_all(*parts).subquery())
    ):
        values = (*(word or None for word in words), overdue, instrument, theme)
        found[place].append((values, number))
    return found


def scope_of(filters: Filters) -> Scope:
    """Give the scope that filters ask for; the rest of them is about how commitments read."""
    return Scope(filters.instrument or "", filters.theme or "")


def reads_asked(filters: Filters) -> dict[str, Value]:
    """Give what filters ask of a reading, by its columns; no status is None there."""
    asked = {name: getattr(filters, name) for name in READS}
    wanted = {name: value for name, value in asked.items() if value is not None}
    return wanted | ({"status": None} if filters.status == NO_STATUS else {})


def read_so(values: Values, asked: Mapping[str, Value]) -> bool:
    """Say whether a reading says what is asked of it."""
    return all(values[READS.index(name)] == value for name, value in asked.items())


def count_fitting(view: View, filters: Filters) -> int:
    """Count the commitments that fit filters without words, on the view's day."""
    asked = reads_asked(filters)
    (counted,) = count_readings(view, view.day, [scope_of(filters)])
    return sum(number for values, number in counted if read_so(values, asked))


def _rows(scope: Scope, place: int) -> Selected:
    columns = [col(getattr(ReadingTally, name)) for name in (*READS, "instrument", "theme")]
    return select(literal(place).label("scope"), *columns, col(ReadingTally.number)).where(
        _within(col(ReadingTally.instrument), scope.instrument, Instrument),
        _within(col(ReadingTally.theme), scope.theme, Theme),
    )


def _within(column: Any, name: str | None, table: type[Instrument | Theme]) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped column
    condition: ColumnElement[bool] = (
        column.in_(select(col(table.id))) if name is None else column == name
    )
    return condition
