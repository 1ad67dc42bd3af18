"""Read a registry file: checked entries, or every fault of it in one pass."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from app.errors import Fault
from app.registry.complaints import complain, named, salvage
from app.registry.cycles import without_search_for_cycles
from app.registry.entries import BY_SECTION
from app.registry.faults import MOST_COUNTED, MOST_SHOWN, Faults
from app.registry.halves import halves_of, read_halves
from app.registry.parts import pack
from app.registry.progress import Progress, counted, no_progress
from app.registry.raw import RawEntry
from app.registry.references import Misfit, References
from app.registry.source import Source, clean, read_source
from app.registry.tree import Tree


@dataclass(slots=True)
class Registry:
    """A registry file without faults, small in memory: canonical JSON of each entry by id.

    `entries[section][id]` keeps the order of the file. `packed` bytes are what digests and
    revisions are made of.
    """

    source: Source
    entries: dict[str, dict[str, bytes]] = field(
        default_factory=lambda: {section: {} for section in BY_SECTION}
    )

    def __len__(self) -> int:
        """Count the entries of all sections."""
        return sum(len(section) for section in self.entries.values())


@without_search_for_cycles()
def read_registry(
    path: Path,
    max_mb: int,
    today: date,
    progress: Progress = no_progress,
    expect: Progress = no_progress,
) -> Registry:
    """Read the file at `path`, of at most `max_mb` megabytes.

    `today` bounds what can have happened already. `expect` is told, before the first of them is
    read, about how many entries there are.

    Raises:
        FaultyRegistryError: with every fault found, each with its line.

    """
    source, text, hidden = _read(path, max_mb)
    expect(text.count(b"- id:"))
    halves = [] if hidden else halves_of(text)
    if halves:
        del text
        entries = read_halves(halves, progress)
        if entries is not None:
            registry = Registry(source, entries)
            _refuse_misfits(registry, today)
            return registry
        text, progress = clean(source.content)[0], no_progress
    registry = Registry(source)
    _fill(registry, text, hidden, today, progress)
    return registry


def _read(path: Path, max_mb: int) -> tuple[Source, bytes, list[Fault]]:
    source, content = read_source(path, max_mb)
    return source.keeping(content), *clean(content)


def _refuse_misfits(registry: Registry, today: date) -> None:
    """Refuse sound entries that do not fit each other."""
    misfits = References(registry.entries, today).misfits()
    refuse(registry.source, list(islice(misfits, MOST_COUNTED)))


def _fill(
    registry: Registry, text: bytes, hidden: list[Fault], today: date, progress: Progress
) -> None:
    """File all entries of `text`, or refuse it with all that is wrong."""
    reading = _Reading(registry)
    reading.faults.add(hidden)
    tree = Tree(text, BY_SECTION)
    for raw in counted(tree.entries(), progress):
        reading.take(raw)
        if reading.faults.are_too_many:
            break
    reading.faults.add(tree.faults)
    if tree.is_complete and not reading.faults.are_too_many:
        references = References(registry.entries, today, tree.unread)
        reading.faults.add(reading.misfits_of_loose(references))
        reading.faults.add(_locate(text, references.misfits()))
    if not reading.faults and not len(registry):
        reading.faults.add([Fault(1, "the file has no entries: add instruments and commitments")])
    if reading.faults:
        raise reading.faults.as_error(registry.source.name)


def refuse(source: Source, misfits: Sequence[Misfit]) -> None:
    """Refuse a file whose entries are sound, and do not fit what else is known.

    Raises:
        FaultyRegistryError: with each misfit on its line, when there is any.

    """
    if misfits:
        faults = Faults()
        faults.add(_locate(clean(source.content)[0], iter(misfits)))
        raise faults.as_error(source.name)


class _Reading:
    """One pass over the entries: each is filed under its id, or what is wrong with it is noted."""

    def __init__(self, registry: Registry) -> None:
        self.faults = Faults()
        self._filed = registry.entries
        self._lines: dict[str, dict[str, int]] = {section: {} for section in BY_SECTION}
        self._loose: list[tuple[RawEntry, bytes]] = []

    def take(self, raw: RawEntry) -> None:
        """Check one item and file it; what is right of a faulty one is filed too."""
        self.faults.add(named(raw, fault) for fault in raw.faults)
        if not isinstance(raw.value, dict):
            if not raw.spoilt:
                message = f"an entry of {raw.section} must begin with '- id:': write it so"
                self.faults.add([Fault(raw.line, message)])
            return
        model = BY_SECTION[raw.section]
        try:
            packed = model.model_validate(raw.value).packed()
        except ValidationError as error:
            self.faults.add(complain(model, raw, error))
            packed = pack(salvage(model, raw.value, error))
        self._file(raw, packed)

    def _file(self, raw: RawEntry, packed: bytes) -> None:
        lines = self._lines[raw.section]
        line = raw.line_of(("id",))
        if raw.name is not None and raw.name not in lines:
            lines[raw.name] = line
            self._filed[raw.section][raw.name] = packed
            return
        if raw.name is not None:
            first = lines[raw.name]
            message = f"this id stands already on line {first}: give the newer entry another id"
            self.faults.add([named(raw, Fault(line, message))])
        if len(self._loose) < MOST_SHOWN:
            self._loose.append((raw, packed))

    def misfits_of_loose(self, references: References) -> Iterator[Fault]:
        """Check the entries that could not be filed, because their id is taken or missing."""
        for raw, packed in self._loose:
            for place, message in references.check(raw.section, json.loads(packed)):
                yield named(raw, Fault(raw.line_of(place), message))


def _locate(text: bytes, misfits: Iterator[Misfit]) -> Iterator[Fault]:
    """Find the lines of misfits by reading the file once more, only when there are any."""
    wanted: dict[tuple[str, str | None], list[Misfit]] = {}
    for misfit in islice(misfits, MOST_COUNTED):
        wanted.setdefault((misfit.section, misfit.entry), []).append(misfit)
    if not wanted:
        return
    for raw in Tree(text, BY_SECTION).entries():
        for misfit in wanted.pop((raw.section, raw.name), ()):
            yield named(raw, Fault(raw.line_of(misfit.path), misfit.message))
