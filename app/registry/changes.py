"""How an entry of the file differs from its row: changed, adopted from the desk, contradicting it.

docs/design.md, section 4: the file owns what it names, and the desk what staff found.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.registry.additions import NOTHING_ADDED, Additions, additions_in
from app.registry.adoption import Content, Lost, with_adopted
from app.registry.raw import Path
from app.registry.reader import Registry
from app.registry.rows import entries_in
from app.registry.scalars import quote
from app.registry.texts import TEXT_KEYS
from app.store.batches import batches
from app.store.redactions import MARKER

_BATCH = 500
_DESK_OWNS = (
    "{key} is not what the desk published ({stands}): correct it at the desk, where it belongs, "
    "and export anew"
)
_WITHDRAWN = (
    "withdrawn is not what stands at the desk (since {on}, {reason}): "
    "export anew, or leave the key out"
)
_REDACTED = (
    "{key} is not what stands here since the desk redacted it ({stands}): "
    "export anew, or remove the entry"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One key of an entry whose value is another than before; None where there was or is none."""

    key: str
    old: Any
    new: Any


def differences(old: Content, new: Content) -> list[Change]:
    """Give the keys in which two forms of an entry differ, in alphabetical order."""
    keys = sorted(old.keys() | new.keys())
    return [Change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


@dataclass(slots=True)
class Compared:
    """How the file's entry stands to the row of the same id.

    `is_adopted` when all the difference is what the desk had added. `contradictions` are what the
    file says against the desk: where in the entry, and what to do.
    """

    changes: list[Change]
    is_adopted: bool
    contradictions: list[tuple[Path, str]] = field(default_factory=list)


class Comparison:
    """Compares entries of a file with the rows that have their ids."""

    def __init__(self, session: Session, registry: Registry) -> None:
        """Prepare to compare `registry` with the database; nothing is read yet."""
        self._session = session
        self._registry = registry
        self._lost = Lost(session, registry)

    def of_registry(self, section: str, names: Sequence[str]) -> Iterator[tuple[str, Compared]]:
        """Compare entries whose rows the registry owns already."""
        for batch in batches(names, _BATCH):
            added = additions_in(self._session, section, batch)
            for name, entry in self._entries(section, batch):
                given = self._given(section, name)
                own = added.get(name, NOTHING_ADDED)
                rest = differences(with_adopted(entry, own, given), given)
                found = list(_against_withdrawal(own, given))
                if is_redacted(entry):
                    found += _against_content(_REDACTED, rest, given)
                yield name, Compared(differences(entry, given), not rest, found)

    def of_desk(self, section: str, names: Sequence[str]) -> Iterator[tuple[str, Compared]]:
        """Compare entries whose rows the desk owns: the file may say the same, and nothing else."""
        for batch in batches(names, _BATCH):
            added = additions_in(self._session, section, batch)
            for name, entry in self._entries(section, batch):
                given = self._given(section, name)
                own = added.get(name, NOTHING_ADDED)
                nameable = self._lost.leave_out(section, entry, given)
                rest = differences(with_adopted(nameable, own, given), given)
                found = list(_against_withdrawal(own, given))
                others = [change for change in rest if not (found and change.key == "withdrawn")]
                found += _against_content(_DESK_OWNS, others, given)
                yield name, Compared(differences(entry, given), not rest, found)

    def _entries(self, section: str, batch: Sequence[str]) -> list[tuple[str, Content]]:
        entries = entries_in(self._session, section, batch)
        return [(name, entries[name]) for name in batch]

    def _given(self, section: str, name: str) -> Content:
        given: Content = json.loads(self._registry.entries[section][name])
        return given


def is_redacted(entry: Content) -> bool:
    """Say whether the words of an entry were removed at the desk: only a marker is left of them."""
    return any(MARKER in (entry.get(key) or {}).values() for key in TEXT_KEYS)


def _against_withdrawal(added: Additions, given: Content) -> Iterator[tuple[Path, str]]:
    stands = added.withdrawn
    if stands is None or given.get("withdrawn") in (None, stands):
        return
    message = _WITHDRAWN.format(on=stands["on"], reason=_shown(stands["reason"]))
    yield ("withdrawn",), message


def _against_content(
    sentence: str, changes: Sequence[Change], given: Content
) -> Iterator[tuple[Path, str]]:
    for change in changes:
        path: Path = (change.key,) if change.key in given else ()
        yield path, sentence.format(key=change.key, stands=_shown(change.old))


def _shown(value: object) -> str:
    """Show a value of an entry on one line: of texts by language, the first."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        first = next(iter(value.items()), ("", ""))
        return _shown(first[1]) if isinstance(first[1], str) else quote(first[0])
    return quote(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
