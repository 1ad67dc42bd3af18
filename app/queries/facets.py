"""How many commitments each choice of a filter would give, with the other filters as they are.

What is counted is remembered before any filter but the words: how many commitments there are of
each combination of values. Every count of a page is a sum over that.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, select
from sqlmodel import col

from app.domain.alphabets import order_key
from app.domain.vocabulary import NO_STATUS
from app.queries.commitments import count_commitments
from app.queries.counting import Remembered
from app.queries.filters import MOST_COUNTED, Filters, first_matches, in_force, refuse_unknown
from app.queries.found_shapes import Facets
from app.queries.shapes import Named
from app.queries.view import View
from app.store.tables import Commitment, CommitmentTheme, Instrument, StoredReading, Theme

_OF_READING = ("status", "stage", "extent", "corroboration", "overdue")
_PLAIN = (*_OF_READING, "instrument")
_THEMED = (*_PLAIN, "theme")

Value = str | bool | None

Values = tuple[Value, ...]
"""A combination of values: of `_PLAIN`, or of `_THEMED`, in their order."""


@dataclass(frozen=True, slots=True)
class _Cube:
    """How many commitments there are of each combination; of `themed`, once in each theme."""

    plain: Sequence[tuple[Values, int]]
    themed: Sequence[tuple[Values, int]]


_cubes: Remembered[_Cube | None] = Remembered(64)


def count_choices(view: View, filters: Filters) -> Facets:
    """Count for every choice of every filter, and for every filter in force without it.

    Raises:
        BadParameterError: for an instrument or theme that does not exist.

    """
    refuse_unknown(view, filters)
    whole, cube = _cube(view, None), _cube(view, filters.q)
    given = _given(filters)
    return Facets(
        as_of=view.day,
        total=count_commitments(view, filters) if cube is None else _sum(cube, given),
        commitments=0 if whole is None else _sum(whole, {}),
        choices=None if cube is None else {one: _choices(cube, given, one) for one in _THEMED},
        without={} if cube is None else _without(cube, whole, filters),
        instruments=_named(view, Instrument),
        themes=_in_alphabet(view, _named(view, Theme)),
    )


def _named(view: View, table: type[Instrument | Theme]) -> list[Named]:
    rows = view.session.execute(
        select()
        .add_columns(col(table.id), col(table.title), col(table.translated))
        .where(col(table.retired_on).is_(None))
        .order_by(col(table.position), col(table.id))
    )
    return [Named(id=row.id, title=view.tongue.pick(row.title, row.translated)) for row in rows]


def _in_alphabet(view: View, named: Iterable[Named]) -> list[Named]:
    return sorted(named, key=lambda one: order_key(one.title.text, view.tongue.language))


def _given(filters: Filters) -> dict[str, Value]:
    """Give the values asked for, as rows have them: no status is None there."""
    given = {name: getattr(filters, name) for name in _THEMED}
    wanted = {name: value for name, value in given.items() if value is not None}
    return wanted | ({"status": None} if wanted.get("status") == NO_STATUS else {})


def _without(cube: _Cube, whole: _Cube | None, filters: Filters) -> dict[str, int]:
    given = _given(filters)
    found = {
        name: _sum(cube, {one: value for one, value in given.items() if one != name})
        for name in given
    }
    if filters.q is not None and whole:
        found["q"] = _sum(whole, given)
    return found


def _sum(cube: _Cube, given: dict[str, Value]) -> int:
    return sum(count for _, count in _fitting(cube, given, themed="theme" in given))


def _choices(cube: _Cube, given: dict[str, Value], facet: str) -> dict[str, int]:
    others = {name: value for name, value in given.items() if name != facet}
    rows = _fitting(cube, others, themed=facet == "theme" or "theme" in others)
    place, counted = _THEMED.index(facet), Counter[str]()
    for values, count in rows:
        value = values[place]
        if value is not None or facet == "status":
            counted[_written(value)] += count
    return dict(sorted(counted.items()))


def _written(value: Value) -> str:
    """Write a value as addresses have it."""
    if value is None:
        return NO_STATUS
    return str(value).lower() if isinstance(value, bool) else value


def _fitting(cube: _Cube, given: dict[str, Value], *, themed: bool) -> Iterator[tuple[Values, int]]:
    names = [name for name in _THEMED if name in given]
    wanted = tuple(given[name] for name in names)
    pick = _picking([_THEMED.index(name) for name in names])
    for row in cube.themed if themed else cube.plain:
        if pick(row[0]) == wanted:
            yield row


def _picking(places: Sequence[int]) -> Callable[[Values], Hashable]:
    return lambda values: tuple(values[place] for place in places)


def _cube(view: View, query: str | None) -> _Cube | None:
    """Count all combinations of what a search finds; None when it finds more than are counted."""
    return _cubes.get((*view.key, query), lambda: _counted(view, query))


def _counted(view: View, query: str | None) -> _Cube | None:
    only: list[ColumnElement[bool]] = []
    if query is not None:
        keys = first_matches(view, query, MOST_COUNTED)
        if len(keys) > MOST_COUNTED:
            return None
        only = [col(Commitment.key).in_(keys)]
    plain = [*(getattr(StoredReading, name) for name in _OF_READING), col(Commitment.instrument)]
    themed = [*plain, col(CommitmentTheme.theme_id)]
    standing = in_force(view).where(*only)
    in_themes = standing.join(
        CommitmentTheme, col(CommitmentTheme.commitment_id) == col(Commitment.id)
    )
    counted = [
        view.session.execute(
            statement.add_columns(*columns, func.count(literal(1))).group_by(*columns)
        )
        for statement, columns in ((standing, plain), (in_themes, themed))
    ]
    return _Cube(*([(tuple(row[:-1]), row[-1]) for row in rows] for rows in counted))
