"""What became of an entry, value by value: from entries as the ledger holds them.

Knows the form of entries (`app/registry/entries.py`) and of the payloads of revisions, and asks no
database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.labels import FIELDS
from app.domain.vocabulary import Action, Role, Subject

Entry = Mapping[str, Any]

WHOLE = frozenset({Action.ADDED, Action.PUBLISHED, Action.RESTORED})
"""Actions whose payload is the whole entry."""

_REFERS = {
    "document": Subject.DOCUMENT,
    "instrument": Subject.INSTRUMENT,
    "themes": Subject.THEME,
    "answered_by": Subject.EVIDENCE,
}
_REFERS_TO_ITS_KIND = frozenset({"replaces", "by"})
_ORDER = {field: place for place, field in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an entry a value stands; `member` tells the members of a list apart."""

    field: str
    language: str | None = None
    commitment: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Altered:
    """A place whose value is another than before; None where nothing stood or stands."""

    place: Place
    old: str | None
    new: str | None


def refers_to(field: str, subject: str) -> Subject | None:
    """Say what sort of thing the ids in a field name; None for a field without ids."""
    return Subject(subject) if field in _REFERS_TO_ITS_KIND else _REFERS.get(field)


def altered(old: Entry, new: Entry) -> list[Altered]:
    """Compare two entries, or parts of them, in the order in which a reader wants to know."""
    before, after = dict(_values(old)), dict(_values(new))
    places = sorted({**before, **after}, key=lambda one: _ORDER.get(one.field, len(_ORDER)))
    return [
        Altered(place, before.get(place), after.get(place))
        for place in places
        if before.get(place) != after.get(place)
    ]


def sides(action: str, payload: Entry, before: Entry | None) -> tuple[Entry, Entry]:
    """Give what a revision's payload says stood before and stands since.

    `before` is the entry that a whole one is to be compared with, where there is one.
    """
    if action in WHOLE:
        return before or {}, payload
    return _SIDES[Action(action)](payload)


def entry_after(revisions: Iterable[tuple[str, Entry | None]]) -> Entry | None:
    """Give an entry as these revisions of it, the oldest first, left it.

    Each is an action and a payload. None when no whole entry is among them, or a payload of those
    since was redacted.
    """
    entry: dict[str, Any] | None = None
    for action, payload in revisions:
        if action in WHOLE:
            entry = None if payload is None else dict(payload)
        elif action == Action.CHANGED and entry is not None:
            entry = None if payload is None else {**entry, **_changed(payload)[1]}
    return entry


def _values(entry: Entry) -> Iterator[tuple[Place, str]]:
    for field, value in entry.items():
        if field != "id" and value is not None:
            yield from _NESTED[field](value) if field in _NESTED else _plain(field, value)


def _plain(
    field: str,
    value: Any,  # noqa: ANN401 - a scalar, a list, or texts by language
    commitment: str | None = None,
) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        yield from ((Place(field, language=one), str(text)) for one, text in value.items())
    elif isinstance(value, list):
        for member in map(str, value):
            yield Place(field, commitment=commitment, member=member), member
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield Place(field, commitment=commitment), text


def _bearing(bears_on: Entry) -> Iterator[tuple[Place, str]]:
    for commitment, standing in bears_on.items():
        for field, value in standing.items():
            yield from _plain(field, value, commitment)


def _context(commitments: Sequence[str]) -> Iterator[tuple[Place, str]]:
    for commitment in commitments:
        yield Place("role", commitment=commitment), Role.CONTEXT.value


_NESTED: dict[str, Callable[[Any], Iterator[tuple[Place, str]]]] = {
    "bears_on": _bearing,
    "context_for": _context,
    "withdrawn": _values,
}


def _changed(payload: Entry) -> tuple[Entry, Entry]:
    changes = payload["changes"]
    return {one["key"]: one["old"] for one in changes}, {one["key"]: one["new"] for one in changes}


def _only(*names: str) -> Callable[[Entry], tuple[Entry, Entry]]:
    """Read a payload as values that were not there before."""
    return lambda payload: ({}, {name: payload[name] for name in names if name in payload})


def _answered(payload: Entry) -> tuple[Entry, Entry]:
    answer = {"answered_by": [payload["answer"]]}
    return {}, {"bears_on": {payload["commitment"]: answer}}


_SIDES: dict[Action, Callable[[Entry], tuple[Entry, Entry]]] = {
    Action.CHANGED: _changed,
    Action.RETIRED: _only("retired_on"),
    Action.ADOPTED: _only(),
    Action.WITHDRAWN: _only("on", "reason"),
    Action.REPLACED: _only("on", "reason", "by"),
    Action.ANSWERED: _answered,
    Action.LOOKED_AT: lambda payload: ({}, {"looked_at": payload["on"]}),
    Action.REDACTED: _only("revisions"),
    Action.LOAD: _only(),
}
