"""Reading what was done, act by act, newest first: of everything, or of what a feed is about.

The revisions of one transaction at the desk have one time and one actor, and are one act. Those of
a load name it, and are counted: a load may have a hundred thousand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Subquery, and_, func, or_, select
from sqlmodel import col

from app.domain.vocabulary import Action
from app.queries.act_concerns import concerned, concerns
from app.queries.act_shapes import Act, Part, Scope
from app.queries.counting import Remembered
from app.queries.names import Thing
from app.queries.revisions import BESIDES_ADDED
from app.queries.view import Selected, View
from app.store.tables import Revision

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
_IS_TOLD = col(Revision.action).in_(_TOLD)
_LOAD = col(Revision.load)
_DONE = (
    *(col(Revision.sequence), col(Revision.hash), col(Revision.time), col(Revision.actor)),
    *(col(Revision.action), col(Revision.subject), col(Revision.subject_id)),
)


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
    if scope.filters is not None and not scope.query:
        scope = Scope()  # A list of everything is followed as everything is.
    acts = [*_at_the_desk(view, scope), *_loads(view, scope)]
    return sorted(acts, key=lambda one: one.sequence, reverse=True)[:MOST_ACTS]


def _at_the_desk(view: View, scope: Scope) -> Iterator[Act]:
    """Yield what was done at the desk, but for an act that is not read to its beginning."""
    rows = view.session.execute(_done_at_the_desk(view, scope)).all()
    acts = [list(some) for _, some in groupby(rows, key=lambda row: (row.time, row.actor))]
    if len(rows) == _MOST_REVISIONS and len(acts) > 1:
        acts.pop()
    for newest_first in acts[:MOST_ACTS]:
        parts = [_part(row) for row in reversed(newest_first)]
        yield _act(newest_first[-1], newest_first[0].sequence, parts)


def _done_at_the_desk(view: View, scope: Scope) -> Selected:
    """Select the newest revisions of the desk that concern what a feed is about."""
    told = (
        select()
        .add_columns(*_DONE)
        .where(_IS_TOLD)
        .order_by(col(Revision.sequence).desc())
        .limit(_MOST_REVISIONS)
    )
    if scope.noun == "commitments" and scope.filters is None:
        # A sum has no index: with one, all that was ever done at the desk is looked at.
        return _done_to(concerned(view, scope), told).where((_LOAD + 0).is_(None))
    told = told.where(_LOAD.is_(None))
    return told if scope.noun == "scorecard" else told.where(concerns(view, scope))


def _done_to(about: Subquery, statement: Selected) -> Selected:
    """Select what a statement selects of the revisions of some things."""
    # From the things to the revisions: a joined text has no index, so they are not looked up.
    its = and_(
        col(Revision.subject_id) == about.c.id.concat(""),
        col(Revision.subject) == about.c.subject.concat(""),
    )
    return statement.select_from(about).join(Revision, its)


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


def _loads(view: View, scope: Scope) -> Iterator[Act]:
    number = col(Revision.sequence)
    newest = select(Revision).order_by(number.desc()).limit(MOST_ACTS)
    if scope.noun == "scorecard":
        is_load = and_(_LOAD.is_(None), col(Revision.action) == Action.LOAD.value)
        headlines = view.session.execute(newest.where(is_load, BESIDES_ADDED)).scalars().all()
        among = select().where(_LOAD.in_([row.sequence for row in headlines]))
        # What a load did to all is so for good; to an entry, it depends on what is linked to it.
        key = (view.key[0], *(row.hash for row in headlines))
        loaded = _whole_loads.get(key, lambda: _loaded(view, among))
    else:
        # A sum has no index: with one, SQLite looks at all that a load did for one commitment.
        among = _done_to(concerned(view, scope), select()).where((_LOAD + 0).is_not(None))
        loaded = _loaded(view, among)
        named = sorted(loaded.counts, reverse=True)[:MOST_ACTS]
        headlines = view.session.execute(newest.where(number.in_(named))).scalars().all()
    for row in headlines:
        if row.sequence in loaded.counts:
            yield _act(row, row.sequence, loaded.parts[row.sequence], loaded.counts[row.sequence])


def _loaded(view: View, among: Selected) -> _Loaded:
    """Count what loads did, and read the first of each sort.

    The last of a sort comes as well, by whose place they are counted: a second window over all
    rows would cost as much as the first.
    """
    sort = (_LOAD, col(Revision.subject), col(Revision.action))
    window: Any = {"partition_by": sort, "order_by": col(Revision.sequence)}
    place = func.row_number().over(**window).label("place")
    following = func.lead(col(Revision.sequence)).over(**window).label("following")
    columns = (*sort, col(Revision.subject_id), col(Revision.sequence))
    numbered = among.add_columns(*columns, place, following).where(_IS_TOLD).subquery()
    is_first, is_last = numbered.c.place <= NAMED, numbered.c.following.is_(None)
    found = _Loaded({}, {})
    ends = select(numbered).where(or_(is_first, is_last)).order_by(numbered.c.sequence)
    for row in view.session.execute(ends):
        found.counts.setdefault(row.load, {})[row.subject, row.action] = row.place
        if row.place <= NAMED:
            found.parts.setdefault(row.load, []).append(_part(row))
    return found
