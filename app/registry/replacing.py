"""Entries in the place of others: each names one that is there and withdrawn, and none goes round.

In canonical JSON no text can look like a key: its quotes are escaped. So entries are searched for
these keys as they are packed, and only the few that have them are opened.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from app.registry.raw import Path
from app.store.replacements import last_of

_REPLACES = re.compile(rb'"replaces":"([^"]+)"')
_WITHDRAWN = b'"withdrawn":'

Found = Iterator[tuple[Path, str]]


def replacing_in(entries: Mapping[str, bytes]) -> dict[str, str]:
    """Give, by the id of each entry that is replaced, the first entry that replaces it."""
    found: dict[str, str] = {}
    for name, packed in entries.items():
        replaced = _REPLACES.search(packed)
        if replaced:
            found.setdefault(replaced[1].decode(), name)
    return found


def withdrawn_in(entries: Mapping[str, bytes]) -> frozenset[str]:
    """Give the ids of those entries that the file itself withdraws."""
    return frozenset(name for name, packed in entries.items() if _WITHDRAWN in packed)


class Replacements:
    """What is replaced and withdrawn in one section of a file, `documents` or `evidence`."""

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        """Keep the packed entries; they are searched when first asked about."""
        self._entries = entries

    @cached_property
    def _replacing(self) -> dict[str, str]:
        return replacing_in(self._entries)

    @cached_property
    def _withdrawn(self) -> frozenset[str]:
        return withdrawn_in(self._entries)

    def dead_end_of(self, name: str) -> str | None:
        """Give the last in the line of replacements from `name`, if that one is withdrawn."""
        if _WITHDRAWN not in self._entries.get(name, b""):
            return None
        last = last_of(self._replacing, name)
        return last if last in self._withdrawn else None

    def check(self, entry: dict[str, Any]) -> Found:
        """Say what is wrong with an entry in the place of another; that there is one is known."""
        place: Path = ("replaces",)
        name, replaced = entry.get("id"), entry.get("replaces")
        if replaced not in self._entries:
            return
        if name == replaced:
            yield place, "it cannot replace itself: name the entry that it corrects"
            return
        first = self._replacing.get(str(replaced), name)
        if first != name:
            yield place, f"'{replaced}' is replaced by '{first}' already: keep one of the two"
        circle = self._circle(name)
        if circle:
            message = f"these replace each other in a circle ({', '.join(circle)}): leave one out"
            yield place, message
        if replaced not in self._withdrawn:
            yield place, f"'{replaced}' is not withdrawn: give it withdrawn, with on: and reason:"

    def _circle(self, name: str | None) -> list[str]:
        """Give the circle that an entry is in, if it comes first in it by its id."""
        line: list[str] = []
        following = name
        while following is not None and following not in line:
            line.append(following)
            following = self._replaced_by(following)
        is_circle = following == name and min(line) == name
        return line if is_circle else []

    def _replaced_by(self, name: str) -> str | None:
        replaced: str | None = json.loads(self._entries.get(name, b"{}")).get("replaces")
        return replaced
