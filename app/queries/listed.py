"""Finding which commitments a page of a list shows, by what leaves the least to look at.

A list of the present looks at readings alone, by an index that holds all that filters ask for: a
list in which many fit is gone through in its order until the page is full; where few fit, they are
collected and sorted. On a past day readings are looked at in their rows.
"""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, false, func, select
from sqlalchemy.sql import column
from sqlmodel import col

from app.queries.counting import Remembered, count_up_to
from app.queries.cursors import Asked, Cursor, Page
from app.queries.filters import (
    MOST_COUNTED,
    Filters,
    first_matches,
    fitting,
    has_theme,
    read_so,
)
from app.queries.orders import OWN_PLACE, Sort, order_of
from app.queries.tallies import count_fitting
from app.queries.view import Selected, View
from app.store.search_words import holding, sought
from app.store.tables import Commitment, CommitmentTheme, Evidence, Instrument, StoredReading
from app.store.tables.readings import BY_INSTRUMENT, BY_KEY, BY_NEWEST, BY_PLACE, BY_STATUS

FEW = 5_000
"""So many rows are sooner collected and sorted than met in the order of a list."""

_MOST_TRIED = 4_000
_FIRST_TRIED = 4


_newest: Remembered[Any] = Remembered(16)


_NEWEST_OF_ALL = select(func.max(col(Evidence.date_first)))


@dataclass(frozen=True, slots=True)
class Total:
    """How many there are in a list; of a search, `keys` names them unless they are many."""

    number: int
    is_exact: bool = True
    keys: list[int] | None = None

    @property
    def is_few(self) -> bool:
        """Whether to collect and sort them."""
        return self.keys is not None or (self.is_exact and self.number <= FEW)


def total_of(view: View, filters: Filters) -> Total:
    """Count what a list holds: all of it, or up to `MOST_COUNTED` of a search.

    Raises:
        BadParameterError: when more match on a past day than can be looked at.

    """
    if filters.q is None:
        return Total(count_fitting(view, filters))
    keys = _matches(view, filters)
    if keys is None:
        statement = _streamed(view, filters)
    elif is_settled(view):
        statement = by_index(_of_readings(view, filters), BY_KEY).where(
            col(StoredReading.key).in_(keys)
        )
    else:
        statement = fitting(view, filters)
    least = count_up_to(view, statement.add_columns(col(StoredReading.key)), MOST_COUNTED + 1)
    return Total(min(least, MOST_COUNTED), least <= MOST_COUNTED, keys)


def page_of(view: View, filters: Filters, sort: Sort, asked: Asked) -> tuple[Page, Total]:
    """Find a page of a list: rows with `id` and `key`; and count the whole.

    Raises:
        BadParameterError: for a cursor that this list did not give in this order, or when more
            match on a past day than can be looked at.

    """
    total = total_of(view, filters)
    return _page(_Order(view, filters, sort), asked, total), total


def first_listed(view: View, filters: Filters, most: int) -> list[str]:
    """Give the ids of the first commitments that fit, in registry order; no filter is `q`."""
    # Those of an instrument stand together in an index, however many they are.
    total = Total(FEW + 1) if filters.theme is None else total_of(view, filters)
    page = _page(_Order(view, filters, Sort.REGISTRY), Asked(most, None), total)
    return [row.id for row in page.rows]


@dataclass(frozen=True, slots=True)
class _Order:
    """What a list is of, and in which order."""

    view: View
    filters: Filters
    sort: Sort


def _page(of: _Order, asked: Asked, total: Total) -> Page:
    view = of.view
    if not is_settled(view):
        return _past_page(of, asked, total)
    walk = _walk(of, total)
    if total.number == 0:
        return walk.page(view, asked, false())
    if total.keys is not None:
        return walk.page(view, asked, col(StoredReading.key).in_(total.keys))
    if of.filters.q is None:
        return walk.page(view, asked)
    return _sift(view, walk, of.filters.q, asked)


def is_settled(view: View) -> bool:
    """Say whether no evidence is of a later day than the one shown.

    Then nothing but what was known beforehand ends a reading after it, and `is_listed` has all.
    """
    newest = _newest.get(
        view.undated_key,
        lambda: view.columns(_NEWEST_OF_ALL).scalar_one(),
    )
    return newest is None or bool(newest <= view.day)


@dataclass(frozen=True, slots=True)
class _Walk:
    """The statement of a list, and its order."""

    statement: Selected
    cursor: Cursor

    def page(self, view: View, asked: Asked, *conditions: ColumnElement[bool]) -> Page:
        """Read a page of what meets these conditions as well."""
        return self.cursor.page(view.session, self.statement.where(*conditions), asked)


def _of_readings(view: View, filters: Filters) -> Selected:
    """Select the readings of the day that fit, but for words, and for a theme that few have."""
    conditions = list(read_so(filters))
    if filters.instrument is not None:
        conditions.append(col(StoredReading.instrument) == filters.instrument)
    if filters.theme is not None:
        conditions.append(has_theme(col(StoredReading.commitment_id), filters.theme))
    return (
        select()
        .select_from(StoredReading)
        .where(
            col(StoredReading.is_listed),
            col(StoredReading.first_day) <= view.day,
            col(StoredReading.last_day) >= view.day,
            *conditions,
        )
    )


def by_index(statement: Selected, name: str) -> Selected:
    """Let SQLite go by this index; it counts nothing, and would have to guess."""
    return statement.with_hint(StoredReading, f"INDEXED BY {name}", "sqlite")


def _walk(of: _Order, total: Total) -> _Walk:
    view, filters, sort = of.view, of.filters, of.sort
    cursor = order_of(view, sort)
    columns: list[ColumnElement[Any]] = [
        col(StoredReading.commitment_id).label("id"),
        col(StoredReading.key).label("key"),
    ]
    if total.is_few and filters.theme is not None and total.keys is None:
        statement = _of_theme(view, filters)
    else:
        statement = _of_readings(view, filters)
        index = _index_for(filters, sort, total)
        statement = by_index(statement, index) if index else statement
    if sort in {Sort.DUE, Sort.TITLE}:
        its_own = col(Commitment.id) == col(StoredReading.commitment_id)
        statement = statement.join(Commitment, its_own)
        if not total.is_few:
            index = f"ix_commitment_{cast('Any', cursor.steps[0].column).key}_position_key_id"
            statement = statement.with_hint(Commitment, f"INDEXED BY {index}", "sqlite")
    return _Walk(statement.add_columns(*columns), cursor)


def _of_theme(view: View, filters: Filters) -> Selected:
    """Select the readings that fit by going through a theme."""
    of_it = and_(
        col(CommitmentTheme.commitment_id) == col(StoredReading.commitment_id),
        col(CommitmentTheme.theme_id) == filters.theme,
    )
    return _of_readings(view, replace(filters, theme=None)).join(CommitmentTheme, of_it)


def _index_for(filters: Filters, sort: Sort, total: Total) -> str | None:
    """Name the index of the order; where few fit, the one that passes over most of the others."""
    if total.number == 0:  # nothing is looked at, and SQLite finds no use for any
        return None
    if total.keys is not None:
        return BY_KEY
    if sort is not Sort.REGISTRY and not total.is_few:
        return BY_NEWEST if sort is Sort.NEWEST else None
    if filters.instrument is not None:
        return BY_INSTRUMENT
    return BY_STATUS if filters.status is not None else BY_PLACE


def _matches(view: View, filters: Filters) -> list[int] | None:
    """Give the keys of all that match the words, or of all that fit as well; None where many do."""
    query = filters.q or ""
    keys = first_matches(view, query, MOST_COUNTED)
    if not is_settled(view) or len(keys) <= MOST_COUNTED:
        return keys
    others = replace(filters, q=None)
    if others == Filters() or not (total := total_of(view, others)).is_few:
        return None
    fit = _walk(_Order(view, others, Sort.REGISTRY), total).statement
    return sorted(holding(view.session, [row.key for row in view.session.execute(fit)], query))


def _streamed(view: View, filters: Filters) -> Selected:
    """Select what matches and fits by going through the matches, of which the first are enough."""
    matching = sought(view.session, filters.q or "")
    if matching is None:
        return _of_readings(view, filters).where(false())
    found = matching.columns(column("key")).subquery("found")
    fit = by_index(_of_readings(view, filters), BY_KEY)
    return fit.join(found, found.c.key == col(StoredReading.key))


def _sift(view: View, walk: _Walk, query: str, asked: Asked) -> Page:
    """Read a page of a search with many matches: a list's first rows soon have enough of them.

    Where they have not, all matches are looked at.
    """
    rows: list[Any] = []
    tried, at = 0, asked.cursor
    for power in count():
        page = walk.page(view, Asked(asked.limit * _FIRST_TRIED**power, at))
        held = holding(view.session, [row.key for row in page.rows], query)
        rows += [row for row in page.rows if row.key in held]
        tried, at = tried + len(page.rows), page.next
        if len(rows) > asked.limit or at is None:
            shown = rows[: asked.limit]
            return Page(shown, walk.cursor.after(shown[-1]) if len(rows) > len(shown) else None)
        if tried > _MOST_TRIED:
            break
    matching = sought(view.session, query)
    # A sum has no index: with one, SQLite would collect all the matches and sort them.
    among = false() if matching is None else (col(StoredReading.key) + 0).in_(matching)
    return walk.page(view, asked, among)


def _past_page(of: _Order, asked: Asked, total: Total) -> Page:
    """Read a page of a past day, by the readings' own rows."""
    view, filters, sort = of.view, of.filters, of.sort
    cursor = order_of(view, sort)
    if sort is Sort.REGISTRY and filters.status is None:
        cursor = Cursor(cursor.name, OWN_PLACE)
    statement = fitting(view, filters)
    if total.number == 0:
        statement = statement.where(false())
    elif total.is_few and total.number <= asked.limit and filters.q is None:
        # All of them are looked for: among what had been made by then.
        made = select(col(Instrument.id)).where(col(Instrument.adopted_first) <= view.day)
        hint = "INDEXED BY ix_commitment_instrument_position"
        statement = statement.where(col(Commitment.instrument).in_(made))
        statement = statement.with_hint(Commitment, hint, "sqlite")
    found = statement.add_columns(col(Commitment.id).label("id"), col(Commitment.key))
    return cursor.page(view.session, found, asked)
