"""Reading what was done, act by act, newest first: of everything, or of what a feed is about.

The revisions of one transaction at the desk have one time and one actor, and are one act. Those of
a load name it, and are counted: a load may have a hundred thousand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union
from sqlmodel import col

from app.domain.vocabulary import Action, Subject
from app.queries.act_shapes import Act, Part, Scope
from app.queries.counting import Remembered
from app.queries.filters import fitting
from app.queries.names import Thing
from app.queries.view import View
from app.store.tables import Commitment, CommitmentTheme, Evidence, Link, Revision

MOST_ACTS = 50
"""How many acts a feed tells."""

NAMED = 10
"""How many things of one sort a load names."""

_MOST_REVISIONS = 600
_TOLD = tuple(
    one.value
    for one in Action
    if one not in {Action.LOAD, Action.ADOPTED, Action.LOOKED_AT}  # nothing a reader waits for
)
_OWN = {"instruments": Subject.INSTRUMENT, "themes": Subject.THEME}


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What some loads did, by the number of each: how many of what, and the first of each."""

    counts: dict[int, dict[Thing, int]]
    parts: dict[int, list[Part]]


_acts: Remembered[list[Act]] = Remembered(128)
_whole_loads: Remembered[_Loaded] = Remembered(8)


def acts_of(view: View, scope: Scope) -> list[Act]:
    """Give the newest acts that concern what a feed is about, the newest first.

    Raises:
        BadParameterError: when a filter cannot be.

    """
    return _acts.get((*view.key, "acts", scope.key), lambda: _read(view, scope))


def _read(view: View, scope: Scope) -> list[Act]:
    about = _about(view, scope)
    acts = [*_at_the_desk(view, about), *_loads(view, scope, about)]
    return sorted(acts, key=lambda one: one.sequence, reverse=True)[:MOST_ACTS]


def _about(view: View, scope: Scope) -> ColumnElement[bool]:
    """Give the condition of a revision that concerns what a feed is about."""
    told = col(Revision.action).in_(_TOLD)
    if scope.noun == "scorecard":
        return told
    commitments = _commitments(view, scope)
    evidence = select(col(Link.evidence_id)).where(col(Link.commitment_id).in_(commitments))
    documents = union(
        select(col(Evidence.source)).where(col(Evidence.id).in_(evidence)),
        select(col(Evidence.document)).where(col(Evidence.id).in_(evidence)),
    )
    concerned = [
        _is_of(Subject.COMMITMENT, commitments),
        _is_of(Subject.EVIDENCE, evidence),
        _is_of(Subject.DOCUMENT, documents),
    ]
    if scope.noun in _OWN:
        concerned.append(_is_of(_OWN[scope.noun], select(literal(scope.id))))
    return and_(told, or_(*concerned))


def _is_of(subject: Subject, ids: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a statement of ids
    return and_(col(Revision.subject) == subject.value, col(Revision.subject_id).in_(ids))


def _commitments(view: View, scope: Scope) -> Select[Any]:
    """Select the commitments that a feed is about, retired ones too but in a search."""
    if scope.filters is not None:
        return fitting(view, scope.filters).add_columns(col(Commitment.id))
    name = col(Commitment.id)
    if scope.noun == "instruments":
        return select(name).where(col(Commitment.instrument) == scope.id)
    if scope.noun == "themes":
        in_theme = col(CommitmentTheme.commitment_id)
        return select(in_theme).where(col(CommitmentTheme.theme_id) == scope.id)
    return select(name).where(name == scope.id)


def _at_the_desk(view: View, about: ColumnElement[bool]) -> Iterator[Act]:
    """Yield what was done at the desk, but for an act that is not read to its beginning."""
    number = col(Revision.sequence)
    columns = (number, Revision.hash, Revision.time, Revision.actor)
    rows = view.session.execute(
        select(*columns, Revision.action, Revision.subject, Revision.subject_id)  # type: ignore[call-overload]
        .where(col(Revision.load).is_(None), about)
        .order_by(number.desc())
        .limit(_MOST_REVISIONS)
    ).all()
    acts = [list(some) for _, some in groupby(rows, key=lambda row: (row.time, row.actor))]
    if len(rows) == _MOST_REVISIONS and len(acts) > 1:
        acts.pop()
    for newest_first in acts[:MOST_ACTS]:
        parts = [_part(row) for row in reversed(newest_first)]
        yield _act(newest_first[-1], newest_first[0].sequence, parts)


def _part(row: Any) -> Part:  # noqa: ANN401 - a row
    return Part(row.action, row.subject, row.subject_id)


def _act(
    first: Any,  # noqa: ANN401 - a row
    last: int,
    parts: Sequence[Part],
    counts: Mapping[Thing, int] | None = None,
) -> Act:
    return Act(
        sequence=first.sequence,
        last=last,
        hash=first.hash,
        time=first.time,
        actor=first.actor,
        is_load=counts is not None,
        parts=tuple(parts),
        counts=counts or {},
    )


def _loads(view: View, scope: Scope, about: ColumnElement[bool]) -> Iterator[Act]:
    headlines = list(view.session.execute(_headlines(scope, about)).scalars())
    numbers = [row.sequence for row in headlines]
    load = col(Revision.load)
    among = and_(load.in_(numbers), about)
    if scope.noun == "scorecard":
        # What a load did to all is so for good; to an entry, it depends on what is linked to it.
        key = (view.key[0], *(row.hash for row in headlines))
        loaded = _whole_loads.get(key, lambda: _loaded(view, among))
    else:
        # A sum has no index: with one, SQLite looks at all that a load did for one commitment.
        of_one = scope.noun == "commitments" and scope.id is not None
        loaded = _loaded(view, and_((load + 0).in_(numbers), about) if of_one else among)
    for row in headlines:
        number = row.sequence
        if number in loaded.counts:
            yield _act(row, number, loaded.parts[number], loaded.counts[number])


def _headlines(scope: Scope, about: ColumnElement[bool]) -> Select[Any]:
    """Select the first revision of each of the newest loads."""
    number = col(Revision.sequence)
    newest = select(Revision).order_by(number.desc()).limit(MOST_ACTS)
    if scope.noun == "scorecard":
        is_load = col(Revision.action) == Action.LOAD.value
        return newest.where(col(Revision.load).is_(None), is_load)
    load = col(Revision.load)
    return newest.where(number.in_(select(load).where(load.is_not(None), about)))


def _loaded(view: View, among: ColumnElement[bool]) -> _Loaded:
    found = _Loaded({}, {})
    sort = (col(Revision.load), col(Revision.subject), col(Revision.action))
    place = func.row_number().over(partition_by=sort, order_by=col(Revision.sequence))
    how_many = func.count().over(partition_by=sort)
    columns = (*sort, col(Revision.subject_id), col(Revision.sequence))
    numbered = (
        select(*columns, place.label("place"), how_many.label("how_many")).where(among).subquery()
    )
    first = select(numbered).where(numbered.c.place <= NAMED).order_by(numbered.c.sequence)
    for row in view.session.execute(first):
        found.counts.setdefault(row.load, {})[row.subject, row.action] = row.how_many
        found.parts.setdefault(row.load, []).append(_part(row))
    return found
