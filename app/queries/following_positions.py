"""How far somebody has followed: the cursor of the changes, which says all that a copy depends on.

A copy is that of one revision, but not of it alone. A new day can change what is read without any
revision, and so can a file in another order, or another version of the rule. The cursor holds all
of these, and the newest revision there was with the beginning of its hash: a ledger that a backup
was restored over is recognised, and its followers begin again.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.domain.identifiers import LONGEST_IDENTIFIER
from app.domain.messages import message
from app.domain.readings import RULE_VERSION
from app.errors import BadParameterError, GoneError
from app.queries.view import View
from app.store.ledger import GENESIS
from app.store.tables import Revision

BAD_SINCE = message(
    "This is neither the number of a revision nor a `next` that was given here: leave `since` "
    "out, and follow `next` from the beginning."
)
BEYOND = message(
    "There is no revision {sequence} here: the newest is {newest}. This server was restored, or "
    "the cursor is of another one. Begin again without `since`, with an empty copy."
)
OF_ANOTHER = message(
    "Revision {sequence} here is not the one that this cursor was given after: the server was "
    "restored, or the cursor is of another one. Begin again without `since`, with an empty copy."
)
OTHER_RULE = message(
    "Since this cursor was given, the rule that statuses follow from has changed, and with it what "
    "is said of any commitment. Begin again without `since`, with an empty copy."
)

NAME = "changes"
_NUMBER = re.compile("[0-9]{1,16}", re.ASCII)
_SHOWN = 8
_LONGEST = 400
Key = tuple[int, str]
"""The place of a noun among the nouns, and an id: what records are ordered by."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state that a copy was brought to: the number of a revision, a day, an order of entries.

    `loaded` is the beginning of the SHA-256 of the file that gives the order; "" before any.
    """

    sequence: int
    day: date
    loaded: str

    def written(self) -> list[Any]:
        """Give it as JSON values."""
        return [self.sequence, self.day.isoformat(), self.loaded]


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody is: all up to `reached` is read, but what is touched after `since` and `key`.

    `since` and `key` are None but in the middle of a page whose records were too many for one.
    `seen` is the newest revision there was, with the beginning of its hash: records are of then.
    """

    seen: tuple[int, str]
    reached: Mark
    since: Mark | None = None
    key: Key | None = None

    def encode(self) -> str:
        """Write it as an opaque text."""
        values: list[Any] = [NAME, RULE_VERSION, *self.seen, *self.reached.written()]
        if self.since and self.key:
            values += [*self.since.written(), *self.key]
        text = json.dumps(values, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def present_mark(view: View, sequence: int) -> Mark:
    """Mark a revision, with the day and the order of the view."""
    return Mark(sequence, view.day, (view.loaded or "")[:_SHOWN])


def seen_in(view: View) -> tuple[int, str]:
    """Give the newest revision of the view, with the beginning of its hash."""
    return view.revision, view.head[:_SHOWN]


def position_asked(view: View, since: str | None) -> Position:
    """Read where somebody is: at the beginning, after a number, or at a cursor.

    Raises:
        BadParameterError: for what is neither a number nor a cursor.
        GoneError: for what cannot be gone on from: another ledger, or another rule.

    """
    if since is None:
        return Position(seen_in(view), present_mark(view, 0))
    if _NUMBER.fullmatch(since):
        return Position(seen_in(view), _mark_of_number(view, int(since)))
    position = _decode(view, since)
    sequence, beginning = position.seen
    if not _hash_of(view, sequence)[0].startswith(beginning):
        raise GoneError(view.tongue.say(OF_ANOTHER, sequence=sequence))
    return position


def _mark_of_number(view: View, sequence: int) -> Mark:
    """Mark a revision by its number alone: a copy may be as old as it, counted in any time zone."""
    _, time = _hash_of(view, sequence)
    mark = present_mark(view, sequence)
    if time is None:
        return mark
    return Mark(sequence, date.fromisoformat(time[:10]) - timedelta(days=1), mark.loaded)


def _hash_of(view: View, sequence: int) -> tuple[str, str | None]:
    """Give hash and time of a revision, of none before the first.

    Raises:
        GoneError: when there is no such revision.

    """
    if sequence == 0:
        return GENESIS, None
    found = None
    if sequence <= view.revision:
        row = select(col(Revision.hash), col(Revision.time))
        found = view.session.execute(row.where(col(Revision.sequence) == sequence)).one_or_none()
    if found is None:
        raise GoneError(view.tongue.say(BEYOND, sequence=sequence, newest=view.revision))
    return found.hash, found.time


def _decode(view: View, cursor: str) -> Position:
    """Read a cursor; it is accepted only in the exact form in which it was given."""
    refused = BadParameterError("since", view.tongue.say(BAD_SINCE))
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, rule, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if name != NAME or type(rule) is not int or len(cursor) > _LONGEST:
            raise refused
        position = _position(values)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise refused from None
    if rule != RULE_VERSION:
        raise GoneError(view.tongue.say(OTHER_RULE))
    if position.encode() != cursor:
        raise refused
    return position


def _position(values: list[Any]) -> Position:
    sequence, beginning, *marks = values
    reached = _mark(marks[:3])
    if not isinstance(beginning, str) or len(beginning) != _SHOWN:
        raise ValueError(values)
    if type(sequence) is not int or not reached.sequence <= sequence < 2**63:
        raise ValueError(values)
    seen, rest = (sequence, beginning), marks[3:]
    return (
        Position(seen, reached, _mark(rest[:3]), _key(rest[3:]))
        if rest
        else Position(seen, reached)
    )


def _mark(values: list[Any]) -> Mark:
    sequence, day, loaded = values
    if type(sequence) is not int or sequence < 0:
        raise ValueError(sequence)
    if not isinstance(loaded, str) or len(loaded) > _SHOWN:
        raise ValueError(values)
    return Mark(sequence, date.fromisoformat(day), loaded)


def _key(values: list[Any]) -> Key:
    place, name = values
    if type(place) is not int or not isinstance(name, str) or len(name) > LONGEST_IDENTIFIER:
        raise ValueError(values)
    return place, name
