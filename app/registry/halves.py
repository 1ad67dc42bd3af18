"""Reading a large registry file as two halves at once: its entries, as long as nothing is wrong.

A half is read as if it were a file. Whatever is wrong in one, or with how they fit together, is
not told from here: the file is then read as one, which names every fault with its line.
"""

import re
from dataclasses import dataclass

from pydantic import ValidationError

from app.registry.cycles import without_search_for_cycles
from app.registry.entries import BY_SECTION
from app.registry.progress import Progress, counted, no_progress
from app.registry.tree import Tree
from app.store.beside import Beside, processors

LARGE = 4 * 2**20
"""From so many bytes on, a second process is worth its beginning, which takes half a second."""

_ENTRY = b"\n- id:"
# Where YAML ends a document, a half would end in silence, and the whole does not.
_DOCUMENT = re.compile(rb"^(?:---|\.\.\.)", re.MULTILINE)

Entries = dict[str, dict[str, bytes]]
"""Canonical JSON by section and id, each section in the order of the file."""


@dataclass(frozen=True, slots=True)
class Half:
    """What a half holds: its sections in order, empty ones too, and their entries."""

    sections: list[str]
    entries: Entries


def halves_of(text: bytes) -> list[bytes]:
    """Cut a text in its middle; give nothing when it is small, or is to be read as one."""
    return cut(text, len(text) // 2) if len(text) >= LARGE and processors() > 1 else []


def cut(text: bytes, place: int) -> list[bytes]:
    """Cut a text before the first entry behind a place; give nothing where that cannot be.

    The second half begins with the name of the section that goes on in it.
    """
    middle = text.find(_ENTRY, place) + 1
    begun = {name: text.rfind(f"\n{name}:".encode(), 0, middle) for name in BY_SECTION}
    section = max(begun, key=lambda name: begun[name])
    if not middle or _DOCUMENT.search(text):
        return []
    return [text[:middle], f"{section}:\n".encode() + text[middle:]]


def read_halves(halves: list[bytes], progress: Progress) -> Entries | None:
    """Read the halves that `halves_of` gave, and let go of them; put together what they hold.

    `progress` is told of what is read here and, as far as can be known, of what is read there
    meanwhile. None when anything is wrong with them.
    """
    told = _Told(progress, *(half.count(_ENTRY) for half in halves))
    with Beside(read_half) as beside:
        beside.give(halves.pop())
        first = _read(halves.pop(), told.here)
        second = beside.take() if first else None
    entries = joined(first, second) if first and second else None
    told.finish(entries or {})
    return entries


@dataclass(slots=True)
class _Told:
    """What was told of two halves with about so many entries; only of the first is it known."""

    progress: Progress
    first: int
    second: int
    read: int = 0
    told: int = 0

    def here(self, done: int) -> None:
        """Tell of entries of the first half, and of as large a part of the second."""
        self.read += done
        self._tell(self.read + self.read * self.second // max(self.first, 1))

    def finish(self, entries: Entries) -> None:
        """Tell of those that were not told of."""
        self._tell(sum(map(len, entries.values())))

    def _tell(self, number: int) -> None:
        if number > self.told:
            self.progress(number - self.told)
            self.told = number


@without_search_for_cycles()
def read_half(text: bytes) -> Half | None:
    """Read a text that begins with a section; None when anything is wrong with it."""
    return _read(text, no_progress)


def _read(text: bytes, progress: Progress) -> Half | None:
    tree = Tree(text, BY_SECTION)
    entries: Entries = {section: {} for section in BY_SECTION}
    for raw in counted(tree.entries(), progress):
        try:
            entry = BY_SECTION[raw.section].model_validate(raw.value)
        except ValidationError:
            return None
        if raw.faults or entry.id in entries[raw.section]:
            return None
        entries[raw.section][entry.id] = entry.packed()
    return None if tree.faults or not tree.is_complete else Half(tree.sections, entries)


def joined(first: Half, second: Half) -> Entries | None:
    """Put two halves together, if the second goes on where the first ended."""
    goes_on, *others = second.sections
    if first.sections[-1] != goes_on or not set(others).isdisjoint(first.sections):
        return None
    entries = first.entries
    for section, more in second.entries.items():
        if not more.keys().isdisjoint(entries[section]):
            return None
        entries[section] |= more
    return entries
