"""The sections of a registry file and their entries, one after the other, as they are written."""

from collections.abc import Collection, Iterator

import yaml

from app.errors import Fault
from app.registry.raw import RawEntry
from app.registry.scalars import quote
from app.registry.spelling import nearest
from app.registry.values import Event, StopReadingError, Values, line_of


class Tree:
    """One reading of a YAML text: `entries()` yields items, `faults` collects what was wrong.

    Afterwards `is_complete` says whether the text was read to its end, and `unread` names the
    sections of which nothing is known, so that nobody is blamed for referring to them.
    """

    def __init__(self, content: bytes, sections: Collection[str]) -> None:
        """Prepare to read `content`, whose sections may have these names; nothing is parsed yet."""
        self.unread: set[str] = set()
        self._known = sections
        self._seen: dict[str, int] = {}
        self._has_unknown = False
        self._values = Values(content)

    @property
    def faults(self) -> list[Fault]:
        """What was wrong outside the entries that were yielded."""
        return self._values.faults

    @property
    def is_complete(self) -> bool:
        """Whether the text was read to its end."""
        return self._values.is_complete

    @property
    def sections(self) -> list[str]:
        """The sections met so far, in the order of the text."""
        return list(self._seen)

    def entries(self) -> Iterator[RawEntry]:
        """Yield every item of every known section, in the order of the file.

        Where the text turns out to be no YAML, the entry before that place may be cut short, and
        is left out.
        """
        held: RawEntry | None = None
        for raw in self._until_stopped():
            if held is not None:
                yield held
            held = raw
        is_whole = self.is_complete or self._values.is_inside_entry
        if held is not None and is_whole:
            yield held
        elif held is not None:
            self._values.faults += held.faults
        self._values.abandon_entry()

    def _until_stopped(self) -> Iterator[RawEntry]:
        try:
            yield from self._file()
        except StopReadingError:
            self._values.is_complete = False

    def _file(self) -> Iterator[RawEntry]:
        for event in self._values.events:
            if isinstance(event, yaml.MappingStartEvent):
                self._values.refuse_marks(event)
                yield from self._sections()
                self._refuse_second_document()
                return
            if isinstance(event, yaml.NodeEvent):
                if not isinstance(event, yaml.ScalarEvent) or event.value:
                    message = "the file must begin with a section such as 'commitments:'"
                    self._values.fault(event, message)
                return

    def _refuse_second_document(self) -> None:
        for event in self._values.events:
            if isinstance(event, yaml.DocumentStartEvent):
                message = "a second YAML document begins here: remove the line '---'"
                self._values.fault(event, message)
                return

    def _sections(self) -> Iterator[RawEntry]:
        for key in self._values.events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            name = self._section(key)
            value = next(self._values.events, None)
            if value is not None:
                yield from self._content(name, value)
        if self._has_unknown:
            # Any of those that are not there may be meant by it.
            self.unread.update(name for name in self._known if name not in self._seen)

    def _section(self, event: Event) -> str | None:
        """Give the section that a key means; one that is misspelt or repeated is read all the same.

        Otherwise every reference to its entries would be reported as well.
        """
        word = self._values.key(event)
        name = word if word is None or word in self._known else nearest(word, self._known)
        if name is None:
            self._has_unknown = True
        if word is not None and name != word:
            hint = f". Did you mean '{name}'?" if name else f": use {', '.join(self._known)}"
            self._values.fault(event, f"there is no section {quote(word)}{hint}")
        elif name in self._seen:
            first = self._seen[name]
            message = f"'{name}' stands twice, first on line {first}: put the two together"
            self._values.fault(event, message)
        if name is not None:
            self._seen.setdefault(name, line_of(event))
        return name

    def _content(self, name: str | None, value: Event) -> Iterator[RawEntry]:
        self._values.refuse_marks(value)
        if name is not None and isinstance(value, yaml.SequenceStartEvent):
            yield from self._items(name)
            return
        if name is not None:
            self.unread.add(name)
            self._values.fault(value, f"'{name}' must be a list: begin each entry with '- id:'")
        self._values.skip(value)

    def _items(self, section: str) -> Iterator[RawEntry]:
        for event in self._values.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            raw = self._values.begin_entry(section, event)
            if not self.is_complete:
                break
            self._values.end_entry()
            yield raw
