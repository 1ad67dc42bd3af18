"""How many commitments each choice of a filter would give, with the other filters as they are.

Every count is a sum over how many there are of each combination of values: read from the kept
numbers, or for a search counted among the few that match.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, literal, select
from sqlmodel import col

from app.domain.alphabets import order_key
from app.domain.vocabulary import NO_STATUS
from app.queries.commitments import count_commitments
from app.queries.filters import MOST_COUNTED, Filters, first_matches, in_force, refuse_unknown
from app.queries.found_shapes import Facets
from app.queries.shapes import Named
from app.queries.tallies import (
    ALL,
    READS,
    Scope,
    Value,
    Values,
    count_readings,
    read_so,
    reads_asked,
    scope_of,
)
from app.queries.view import View
from app.store.tables import Commitment, CommitmentTheme, Instrument, StoredReading, Theme

_INSTRUMENT, _THEME = "instrument", "theme"
_FACETS = (*READS, _INSTRUMENT, _THEME)

_Counted = Sequence[tuple[Values, int]]
_Counts = Mapping[Scope, _Counted]
"""How many there are of each combination of values, within each scope that is needed."""


_NAMES = {
    table: select()
    .add_columns(col(table.id), col(table.title), col(table.translated))
    .where(col(table.retired_on).is_(None))
    .order_by(col(table.position), col(table.id))
    for table in (Instrument, Theme)
}


def count_choices(view: View, filters: Filters) -> Facets:
    """Count for every choice of every filter, and for every filter in force without it.

    Raises:
        BadParameterError: for an instrument or theme that does not exist.

    """
    refuse_unknown(view, filters)
    scopes = _needed(filters)
    whole: _Counts = dict(zip(scopes, count_readings(view, view.day, scopes), strict=True))
    counts = whole if filters.q is None else _of_search(view, filters.q, scopes)
    found = count_commitments(view, filters) if counts is None else _sum(counts, filters)
    return Facets(
        as_of=view.day,
        total=found,
        commitments=_sum(whole, Filters()),
        choices=None
        if counts is None
        else {one: _choices(counts, filters, one) for one in _FACETS},
        without={} if counts is None else _without(counts, whole, filters),
        instruments=_named(view, Instrument),
        themes=_in_alphabet(view, _named(view, Theme)),
    )


def _named(view: View, table: type[Instrument | Theme]) -> list[Named]:
    rows = view.columns(_NAMES[table])
    return [Named(id=row.id, title=view.tongue.pick(row.title, row.translated)) for row in rows]


def _in_alphabet(view: View, named: Iterable[Named]) -> list[Named]:
    return sorted(named, key=lambda one: order_key(one.title.text, view.tongue.language))


def _needed(filters: Filters) -> list[Scope]:
    """Give everything, what is asked for, and that without its instrument or theme, or of each."""
    asked = scope_of(filters)
    others = [replace(asked, instrument=one) for one in ("", None)]
    others += [replace(asked, theme=one) for one in ("", None)]
    return list(dict.fromkeys([ALL, asked, *others]))


def _without(counts: _Counts, whole: _Counts, filters: Filters) -> dict[str, int]:
    given = [name for name in _FACETS if getattr(filters, name) is not None]
    found = {name: _sum(counts, replace(filters, **{name: None})) for name in given}
    if filters.q is not None:
        found["q"] = _sum(whole, filters)
    return found


def _sum(counts: _Counts, filters: Filters) -> int:
    asked = reads_asked(filters)
    rows = counts[scope_of(filters)]
    return sum(number for values, number in rows if read_so(values, asked))


def _choices(counts: _Counts, filters: Filters, facet: str) -> dict[str, int]:
    others = replace(filters, **{facet: None})
    scope, asked = scope_of(others), reads_asked(others)
    if facet not in READS:
        scope = replace(scope, **{facet: None})
    place, counted = _FACETS.index(facet), Counter[str]()
    for values, number in counts[scope]:
        value = values[place]
        if read_so(values, asked) and (value is not None or facet == "status"):
            counted[_written(value)] += number
    return dict(sorted(counted.items()))


def _written(value: Value) -> str:
    """Write a value as addresses have it."""
    if value is None:
        return NO_STATUS
    return str(value).lower() if isinstance(value, bool) else value


def _of_search(view: View, query: str, scopes: Iterable[Scope]) -> _Counts | None:
    """Count what a search finds; None when it finds more than are counted."""
    keys = first_matches(view, query, MOST_COUNTED)
    if len(keys) > MOST_COUNTED:
        return None
    plain = [*(getattr(StoredReading, name) for name in READS), col(Commitment.instrument)]
    standing = in_force(view).where(col(Commitment.key).in_(keys))
    in_themes = standing.join(
        CommitmentTheme, col(CommitmentTheme.commitment_id) == col(Commitment.id)
    )
    by_plain, by_theme = (
        view.session.execute(
            statement.add_columns(*columns, func.count(literal(1))).group_by(*columns)
        ).all()
        for statement, columns in (
            (standing, plain),
            (in_themes, [*plain, col(CommitmentTheme.theme_id)]),
        )
    )
    return {
        scope: [
            (tuple(values), number)
            for *values, number in (by_plain if scope.theme == "" else by_theme)
            if _is_within(values, scope)
        ]
        for scope in scopes
    }


def _is_within(values: Sequence[Value], scope: Scope) -> bool:
    """Say whether a combination is of the instrument and theme of a scope, where it names one."""
    named = zip((scope.instrument, scope.theme), values[len(READS) :], strict=False)
    return all(not name or name == value for name, value in named)
