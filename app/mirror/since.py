"""What may have changed since the last run, so that only the stamps of that are made anew.

Too much may be named here, and costs a moment; too little would leave a copy wrong. So whatever is
not quite ordinary gives None, and everything is looked at: another day, a redaction, a file in
another order, a ledger that is not the one of before. A test compares the plan made from here with
that of a look at everything, after every kind of change.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlmodel import col

from app.domain.vocabulary import Action, Subject
from app.mirror.dependents import Touched
from app.queries.following_touched import NOUNS, Stretch, touched_by
from app.queries.view import View
from app.store.batches import batches
from app.store.tables import Commitment, Document, Evidence, Link, Revision

_MOST_REVISIONS, _MOST_TOUCHED = 500, 2_000
_BATCH = 1_000
_REPLACES = '"key":"replaces"'


class Seen(NamedTuple):
    """The state of which a copy is: of the ledger, of the file, the day, and how all was ordered.

    `commitments` are all that existed, in the order of the registry.
    """

    revision: int
    head: str
    loaded: str | None
    day: str
    commitments: Sequence[str]


def touched_since(view: View, seen: Seen | None) -> Touched | None:
    """Give what may read otherwise than in that state; None where all has to be looked at."""
    if seen is None or seen.day != view.day.isoformat() or not _goes_on(view, seen):
        return None
    rows = _revisions(view, seen.revision)
    if rows is None or any(_is_unusual(one) for one in rows) or _is_reordered(view, seen):
        return None
    names = touched_by(view, Stretch(rows, view.day, view.day, is_reordered=False))
    touched = {noun: {name for n, name in names if NOUNS[n] == noun} for noun in NOUNS}
    found = _with_neighbours(view, rows, touched)
    return found if len(found.commitments) + len(found.documents) < _MOST_TOUCHED else None


def _goes_on(view: View, seen: Seen) -> bool:
    """Say whether the ledger is that of before, with or without more: not a backup, not another."""
    then = select(col(Revision.hash)).where(col(Revision.sequence) == seen.revision)
    return view.session.execute(then).scalar() == seen.head


def _revisions(view: View, after: int) -> list[Revision] | None:
    """Give what was recorded since; None where that is a lot."""
    if view.revision - after > _MOST_REVISIONS:
        return None
    since = select(Revision).where(col(Revision.sequence) > after)
    return list(view.session.execute(since.order_by(col(Revision.sequence))).scalars())


def _is_unusual(row: Revision) -> bool:
    """Say whether a revision took away what the ledger knew, or what replaced something."""
    is_emptied = row.payload is None or row.action == Action.REDACTED.value
    return is_emptied or _REPLACES in (row.payload or "")


def _is_reordered(view: View, seen: Seen) -> bool:
    """Say whether the order of entries may be another than before: only a file gives one."""
    if view.loaded == seen.loaded:
        return False
    for table in (Evidence, Document):
        # Those that replace the same entry are named in the order of the file.
        replaced = select(col(table.replaces)).where(col(table.replaces).is_not(None))
        several = replaced.group_by(col(table.replaces)).having(func.count() > 1).limit(1)
        if view.session.execute(several).first():
            return True
    in_order = select(col(Commitment.id)).order_by(col(Commitment.position), col(Commitment.key))
    now, then = view.session.execute(in_order).scalars().all(), set(seen.commitments)
    return [one for one in now if one in then] != list(seen.commitments)


def _with_neighbours(
    view: View, rows: Iterable[Revision], touched: Mapping[str, set[str]]
) -> Touched:
    """Add what shows a word of something touched: its source, what it replaces or bears on."""

    def changed(subject: Subject) -> set[str]:
        return {row.subject_id for row in rows if row.subject == subject.value}

    documents, evidence = set(touched["documents"]), set(touched["evidence"])
    evidence |= _found(view, evidence, lambda ids: _of(Evidence.replaces, Evidence.id, ids))
    documents |= _found(view, documents, lambda ids: _of(Document.replaces, Document.id, ids))
    cited = changed(Subject.DOCUMENT)
    evidence |= _found(view, cited, lambda ids: _of(Evidence.id, Evidence.source, ids))
    documents |= _found(view, evidence, lambda ids: _of(Evidence.source, Evidence.id, ids))
    bearing = _found(view, evidence, lambda ids: _of(Link.commitment_id, Link.evidence_id, ids))
    return Touched(frozenset(touched["commitments"] | bearing), frozenset(documents))


def _found(
    view: View, names: Iterable[str], statement: Callable[[list[str]], Select[Any]]
) -> set[str]:
    found: set[str] = set()
    for batch in batches(sorted(names), _BATCH):
        found.update(filter(None, view.session.execute(statement(batch)).scalars()))
    return found


def _of(wanted: Any, known: Any, ids: list[str]) -> Select[Any]:  # noqa: ANN401 - columns
    return select(wanted).where(known.in_(ids)).distinct()
