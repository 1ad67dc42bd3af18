"""From YAML events to plain mappings, lists and texts, refusing what an editor never means.

PyYAML's C parser delivers events; its loaders are not used, because they take the last of two
equal keys in silence, read `NO` as false, follow aliases, and nest until the process dies. Here
scalars stay text, and every key keeps the line it stands on.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

import yaml
from yaml import ScalarEvent

from app.errors import Fault
from app.registry.comments import Comments
from app.registry.faults import MOST_COUNTED
from app.registry.raw import Path, RawEntry, where
from app.registry.scalars import quote
from app.registry.source import HIDDEN_IN_TEXT, hidden_faults
from app.registry.syntax import syntax_fault
from app.registry.texts import TEXT_KEYS

# PyYAML declares that an event may have no marks; those of the C parser always have them.
Event = Any

DEEPEST = 12
"""How many mappings and lists may stand inside each other."""

_MOST_VALUES = 10_000
# The parser's time grows with the square of the depth: beyond this, nothing more is read.
_HOPELESSLY_DEEP = 100
_REASON = ("withdrawn", "reason")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def line_of(event: Event) -> int:
    """Give the line, from 1, on which an event begins."""
    return int(event.start_mark.line) + 1


class StopReadingError(Exception):
    """The rest of the file is not worth the time."""


class Values:
    """The values of a YAML text, read event by event.

    `faults` are those outside entries; those within one are kept by the entry being read.
    `is_complete` turns false when the text is no YAML, or not worth reading on.
    """

    def __init__(self, content: bytes) -> None:
        """Prepare to read `content`; nothing is parsed yet."""
        self.faults: list[Fault] = []
        self.is_complete = True
        self.events = self._parse(content)
        self.entry = self._outside = RawEntry("", 1, faults=self.faults)
        self._count = 0
        self._comments = Comments(content)
        self._key: Event = None
        self._cut_on = 0

    def begin_entry(self, section: str, event: Event) -> RawEntry:
        """Read one entry, which begins with `event`."""
        raw = self.entry = RawEntry(section, line_of(event))
        raw.value = self._value(event, (), 3)
        return raw

    @property
    def is_inside_entry(self) -> bool:
        """Whether an entry was begun and not read to its end."""
        return self.entry is not self._outside

    def end_entry(self) -> None:
        """Leave an entry that was read to its end."""
        self.entry = self._outside

    def abandon_entry(self) -> None:
        """Leave the entry that could not be read to its end, and keep its faults."""
        if self.is_inside_entry:
            self.faults += self.entry.faults
        self.entry = self._outside

    def _parse(self, content: bytes) -> Iterator[Any]:
        try:
            # As yaml.parse, which asks of every event first whether it is there.
            yield from iter(yaml.CSafeLoader(content).get_event, None)
        except yaml.YAMLError as error:
            self.is_complete = False
            fault = syntax_fault(error, content)
            if not self._follows_cut(fault, content):
                self.faults.append(fault)

    def _follows_cut(self, fault: Fault, content: bytes) -> bool:
        """Whether it comes of a text cut short just before, of which was told already."""
        between = islice(BytesIO(content), self._cut_on, max(self._cut_on, fault.line - 1))
        return self._cut_on > 0 and not any(line.strip() for line in between)

    def _value(self, event: Event, path: Path, depth: int) -> object:
        if isinstance(event, ScalarEvent):
            return self._text(event, path)
        self.refuse_marks(event)
        if isinstance(event, yaml.AliasEvent):
            self.entry.spoilt.add(path)
            return None
        if event.tag is not None:
            self.entry.spoilt.add(path)
        if depth > DEEPEST:
            self.fault(event, f"{where(path[:1])} is nested more than {DEEPEST} deep: flatten it")
            self.entry.spoilt.add(path[:1])
            self.skip(event)
            return None
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path, depth)
        return self._mapping(path, depth)

    def _text(self, event: Event, path: Path) -> str | None:
        if event.anchor or event.tag:
            self.refuse_marks(event)
        text: str = event.value
        is_cut = event.end_mark.line >= self._comments.line and self._refuse_cut(event, path)
        if text in _NOTHING and not event.style:
            if not is_cut:
                self.fault(event, f"{where(path)} has no value: write one, or remove the line")
            self.entry.spoilt.add(path)
            return None
        return text if text.isprintable() else self._visible(event)

    def _refuse_cut(self, event: Event, path: Path) -> bool:
        """Note that a comment cuts a text short, where one does."""
        if event.style or not (path and (path[0] in TEXT_KEYS or path[:2] == _REASON)):
            return False
        line = self._comments.cutting(event, self._key)
        if line is None:
            return False
        self._cut_on = line
        message = "is cut off at ' #', which begins a comment: put the text in quotes"
        self._add(Fault(line, f"{where(path)} {message}"))
        return True

    def _visible(self, event: Event) -> str:
        """Give the text without signs that nobody sees; only escapes in quotes bring them here."""
        text = str(event.value)
        for fault in hidden_faults(text, line_of(event), HIDDEN_IN_TEXT):
            self._add(fault)
        return HIDDEN_IN_TEXT.sub("", text)

    def _list(self, path: Path, depth: int) -> list[Any]:
        values: list[Any] = []
        lines = self.entry.lines
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            place = (*path, len(values))
            lines[place] = line_of(event)
            values.append(self._value(event, place, depth + 1))
            if len(lines) > _MOST_VALUES:
                self._give_up_entry()
        return values

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines, events = self.entry.lines, self.events
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self.key(event)
            place = (*path, name) if name is not None else path
            value = next(events, None)
            if value is None:
                break
            if name is None or name in values:
                self._refuse_repeated(event, name, place)
                self.skip(value)
                continue
            # The same as `line_of`, here for every key of the file: calls are what costs time.
            lines[place] = event.start_mark.line + 1
            self._key = event
            values[name] = self._value(value, place, depth + 1)
            if len(lines) > _MOST_VALUES:
                self._give_up_entry()
        return values

    def key(self, event: Event) -> str | None:
        """Give the key, or None (and a fault) when it is no text."""
        if not isinstance(event, ScalarEvent) or not event.value:
            self.refuse_marks(event)
            self.fault(event, "a key must be a word followed by a colon: write one")
            self.skip(event)
            return None
        if event.anchor or event.tag:
            self.refuse_marks(event)
        word: str = event.value
        return word if word.isprintable() else self._visible(event)

    def _refuse_repeated(self, event: Event, name: str | None, place: Path) -> None:
        if name is not None:
            first = self.entry.lines[place]
            self.fault(event, f"{quote(name)} stands twice, first on line {first}: keep one")

    def refuse_marks(self, event: Event) -> None:
        """Note an anchor, an alias or a tag."""
        if event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            name = quote(f"{mark}{event.anchor}")
            self.fault(event, f"{name}: aliases are not used here, write the text out")
        if getattr(event, "tag", None) is not None:
            tag = quote(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self.fault(event, f"{tag}: tags are not used here, remove it")

    def _give_up_entry(self) -> None:
        message = f"the entry has more than {_MOST_VALUES:,} values: split it"
        self._add(Fault(self.entry.line, message))
        raise StopReadingError

    def skip(self, event: Event) -> None:
        """Pass over the rest of a mapping or list without going deeper ourselves."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            if depth > _HOPELESSLY_DEEP:
                raise StopReadingError
            event = next(self.events, None)
            if event is None:
                return
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)

    def fault(self, event: Event, message: str) -> None:
        """Note a fault on the line of an event, with the entry being read or with the file."""
        self._add(Fault(line_of(event), message))

    def _add(self, fault: Fault) -> None:
        self.entry.faults.append(fault)
        self._count += 1
        if self._count > MOST_COUNTED:
            raise StopReadingError
