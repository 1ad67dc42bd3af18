"""Numbers on a day, added up from those kept by year, month and day.

See `app/store/tables/tallies.py`: what is read here does not grow with the registry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    and_,
    bindparam,
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

_YEAR: BindParameter[str] = bindparam(Unit.YEAR.value)
MONTH: BindParameter[str] = bindparam(Unit.MONTH.value)
DAY: BindParameter[str] = bindparam(Unit.DAY.value)
"""What a day is in a statement, which `on` gives; so it is put together once for all days."""


def on(day: date) -> dict[str, str]:
    """Give a day to a statement that is about one."""
    return {unit.value: day.isoformat()[: LENGTHS[unit]] for unit in Unit}


def up_to(table: type[SQLModel]) -> list[ColumnElement[bool]]:
    """Give three conditions; rows that fulfil one of them add up to the numbers on a day."""
    unit, period = (col(getattr(table, name)) for name in ("unit", "period"))
    return [
        and_(unit == Unit.YEAR.value, period < _YEAR),
        and_(unit == Unit.MONTH.value, period >= _YEAR, period < MONTH),
        and_(unit == Unit.DAY.value, period >= MONTH, period <= DAY),
    ]


def standing(rows: Selected, table: type[SQLModel]) -> CompoundSelect[*tuple[Any, ...]]:
    """Select the rows that add up to the numbers on a day, each part by the key of the table.

    With OR instead, a database may go through all of them.
    """
    return union_all(*(rows.where(condition) for condition in up_to(table)))


def added_up(rows: FromClause) -> Selected:
    """Add up the column `number` of rows that are otherwise the same; what is none is left out."""
    columns = [one for one in rows.c if one.name != "number"]
    number = func.sum(rows.c.number)
    return select(*columns, number.label("number")).group_by(*columns).having(number != 0)


def count_readings(
    view: View, day: date, scopes: Sequence[Scope]
) -> list[list[tuple[Values, int]]]:
    """Count the commitments in force on a day by how they read, within each of some scopes."""
    statement = _counting(tuple((one.instrument is None, one.theme is None) for one in scopes))
    named = {
        _parameter(column, place): getattr(scope, column)
        for place, scope in enumerate(scopes)
        for column in _WITHIN
    }
    given = {name: value for name, value in named.items() if value is not None}
    found: list[list[tuple[Values, int]]] = [[] for _ in scopes]
    for place, *words, overdue, instrument, theme, number in view.columns(
        statement, on(day) | given
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


_Each = tuple[bool, bool]
"""Whether a scope takes each instrument by itself, and each theme."""

_WITHIN: dict[str, type[Instrument | Theme]] = {"instrument": Instrument, "theme": Theme}


@cache
def _counting(scopes: tuple[_Each, ...]) -> Selected:
    """Make the statement that counts within some scopes, whatever the day and their names."""
    parts = [
        part
        for place, each in enumerate(scopes)
        for part in standing(_rows(place, each), ReadingTally).selects
    ]
    return added_up(union_all(*parts).subquery())


def _rows(place: int, each: _Each) -> Selected:
    columns = [col(getattr(ReadingTally, name)) for name in (*READS, *_WITHIN)]
    return select(literal(place).label("scope"), *columns, col(ReadingTally.number)).where(
        *(
            col(getattr(ReadingTally, name)).in_(select(col(table.id)))
            if takes_each
            else col(getattr(ReadingTally, name)) == bindparam(_parameter(name, place))
            for takes_each, (name, table) in zip(each, _WITHIN.items(), strict=True)
        )
    )


def _parameter(column: str, place: int) -> str:
    return f"{column}_{place}"
