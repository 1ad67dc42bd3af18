"""Following: what changed after a place in the ledger, with the present state of what it touches.

Whoever asks page after page, and puts every record in the place of the older one, has what the
lists of the API have, whatever is published meanwhile: a later revision is still to come, and it
names again whatever it changes. So nothing needs to be remembered here of who follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from app.queries.corrections import BY_FILE, ending_of
from app.queries.following_positions import (
    Key,
    Mark,
    Position,
    position_asked,
    present_mark,
    seen_in,
)
from app.queries.following_records import records_of
from app.queries.following_shapes import Changes, Ended, RevisionTold, Tombstone
from app.queries.following_touched import Stretch, touched_by
from app.queries.names import Thing, names_of
from app.queries.revisions import brief_fields
from app.queries.view import View
from app.store.tables import Revision

MOST_RECORDS = 1_000
"""How many records a page has; the rest of what its revisions touch comes on the next."""

_TAKING_BACK = frozenset(Ended)


@dataclass(frozen=True, slots=True)
class _Part:
    """One page: from where on, up to where, and the revisions between."""

    since: Mark
    reached: Mark
    key: Key | None
    rows: Sequence[Revision]


def follow(view: View, since: str | None, limit: int) -> Changes:
    """Give the next page after `since`: at most `limit` revisions, and what they touch.

    Raises:
        BadParameterError: for what is no place in a ledger.
        GoneError: for a place in another ledger than this one, or before another rule.

    """
    part = _part_asked(view, position_asked(view, since), limit)
    is_reordered = part.since.loaded != present_mark(view, 0).loaded
    touched = touched_by(view, Stretch(part.rows, part.since.day, view.day, is_reordered))
    rest = [one for one in touched if part.key is None or one > part.key]
    shown = rest[:MOST_RECORDS]
    is_whole = len(rest) == len(shown)
    left = (None, None) if is_whole else (part.since, shown[-1])
    return Changes(
        items=[] if part.key else _told(view, part.rows),
        records=records_of(view, shown),
        next=Position(seen_in(view), part.reached, *left).encode(),
        has_more=not is_whole or part.reached.sequence < view.revision,
    )


def _part_asked(view: View, position: Position, limit: int) -> _Part:
    """Read the revisions of the page; of one whose records went on, those same ones again."""
    if position.since is not None:
        rows = _revisions(view, position.since.sequence, position.reached.sequence, None)
        return _Part(position.since, position.reached, position.key, rows)
    since = position.reached
    rows = _revisions(view, since.sequence, view.revision, limit)
    reached = rows[-1].sequence if rows else since.sequence
    return _Part(since, present_mark(view, reached), None, rows)


def _revisions(view: View, after: int, until: int, limit: int | None) -> list[Revision]:
    number = col(Revision.sequence)
    rows = select(Revision).where(number > after, number <= until).order_by(number)
    return list(view.session.execute(rows.limit(limit)).scalars())


def _told(view: View, rows: Sequence[Revision]) -> list[RevisionTold]:
    things: list[Thing] = [(row.subject, row.subject_id) for row in rows]
    names = names_of(view, things)
    return [
        RevisionTold(**brief_fields(row, names), tombstone=_tombstone(view, row)) for row in rows
    ]


def _tombstone(view: View, row: Revision) -> Tombstone | None:
    """Say what a revision took back: by its action, or because the file says so in an entry."""
    told = ending_of(row)
    is_by_file = row.action in BY_FILE and bool(told)
    if row.action not in _TAKING_BACK and not is_by_file:
        return None
    return Tombstone(
        kind=Ended.WITHDRAWN if is_by_file else Ended(row.action),
        on=told.get("on", told.get("retired_on")),
        reason=view.tongue.pick_optional(told.get("reason")),
        replaced_by=told.get("by"),
    )
