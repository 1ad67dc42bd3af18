"""Large registry files for the benchmark, put together from the entries of the shipped registry.

Nothing is invented: instruments and themes are the shipped ones, and every commitment, document
and piece of evidence consists of texts, dates and words that stand in the shipped file, shuffled.
So the titles no longer belong to the sources beside them, and such a file is good for measuring
only. The same size and seed always give the same bytes.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

import yaml

from app.settings import bundled

EVIDENCE_EACH = 3
"""Pieces of evidence made for each commitment; some of them concern others as well."""

RARE_SEARCH = "kettling demonstrations"
"""A search that finds `RARE_MATCHES` commitments in a generated registry of any size."""

RARE_MATCHES = 7

COMMON_SEARCH = "rights"
"""A search that finds a large part of a generated registry of any size."""

# Its title and text have a word that stands nowhere else in the shipped registry.
_RARE = "fpc-2021-g06-kettling"
_ANSWERED_ONE_IN = 20
# Room for the rare ones, and for evidence that concerns many commitments at once.
_SMALLEST = 20
_WIDTH = 118
# The other sections are copied as they are.
_GENERATED = ("documents", "commitments", "evidence")

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bearing:
    """How one link of the shipped registry bears on its commitment."""

    status: str
    extent: str | None = None


class Shipped:
    """The shipped registry, taken apart: entries by id, and each key of them as YAML lines."""

    def __init__(self, path: Path) -> None:
        """Read the registry file at `path`, which must be without faults."""
        self.sections: dict[str, list[Entry]] = yaml.load(
            path.read_bytes(), Loader=yaml.CSafeLoader
        )
        self.others = {
            section: entries
            for section, entries in self.sections.items()
            if section not in _GENERATED
        }
        self.commitments = [each for each in self.sections["commitments"] if each["id"] != _RARE]
        self.rare = next(each for each in self.sections["commitments"] if each["id"] == _RARE)
        self.documents = self.sections["documents"]
        self.by_document: dict[str, list[Entry]] = {}
        for each in self.sections["evidence"]:
            self.by_document.setdefault(each["document"], []).append(each)
        self._written: dict[tuple[int, str], str] = {}

    @cached_property
    def bearings(self) -> dict[str, list[Bearing]]:
        """Give what bears on each shipped commitment; nothing for one that has none."""
        found: dict[str, list[Bearing]] = {each["id"]: [] for each in self.sections["commitments"]}
        for evidence in self.sections["evidence"]:
            for commitment, standing in evidence.get("bears_on", {}).items():
                if isinstance(standing, str):
                    found[commitment].append(Bearing(standing))
                else:
                    found[commitment].append(Bearing(standing["status"], standing.get("extent")))
        return found

    def written(self, entry: Entry, key: str) -> str:
        """Give one key of a shipped entry as lines of YAML within a list; empty without the key."""
        if key not in entry:
            return ""
        place = (id(entry), key)
        if place not in self._written:
            lines = yaml.dump(
                [{key: entry[key]}], Dumper=yaml.CSafeDumper, allow_unicode=True, width=_WIDTH
            )
            self._written[place] = " " + lines.removeprefix("-")
        return self._written[place]


def generate_registry(path: Path, size: int, seed: int = 1) -> None:
    """Write a registry of `size` commitments, entry by entry, to `path`.

    It has half as many documents, and `EVIDENCE_EACH` times as many pieces of evidence.

    Raises:
        ValueError: for fewer than 20 commitments.

    """
    if size < _SMALLEST:
        message = f"a registry of {size} commitments is too small: ask for {_SMALLEST} or more"
        raise ValueError(message)
    shipped = Shipped(bundled("data") / "commitments.yaml")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("# Generated for the benchmark: real words, shuffled. Not a registry.\n")
        _Writer(file, shipped, size, seed).write()


class _Writer:
    """Writes one registry; `models[n]` is the shipped commitment that number n is like."""

    def __init__(self, file: TextIO, shipped: Shipped, size: int, seed: int) -> None:
        self._file = file
        self._shipped = shipped
        self._size = size
        self._chance = random.Random(seed)
        rare = {(2 * place + 1) * size // (2 * RARE_MATCHES) for place in range(RARE_MATCHES)}
        self._models = [
            shipped.rare if number in rare else self._chance.choice(shipped.commitments)
            for number in range(size)
        ]
        self._sources = [self._chance.choice(shipped.documents) for _ in range(max(1, size // 2))]

    def write(self) -> None:
        """Write all sections, in the order in which they refer to each other."""
        for section, entries in self._shipped.others.items():
            self._file.write(f"\n{section}:\n")
            for entry in entries:
                self._copy(entry["id"], entry, [key for key in entry if key != "id"])
        self._file.write("\ndocuments:\n")
        for number, entry in enumerate(self._sources):
            self._copy(self._document(number), entry, [key for key in entry if key != "id"])
        self._file.write("\ncommitments:\n")
        for number in range(self._size):
            self._write_commitment(number)
        self._file.write("\nevidence:\n")
        for number in range(self._size):
            self._write_evidence_of(number)

    def _document(self, number: int) -> str:
        return f"{self._sources[number]['id']}-{number}"

    def _commitment(self, number: int) -> str:
        return f"{self._models[number]['id']}-{number}"

    def _copy(self, name: str, entry: Entry, keys: list[str]) -> None:
        self._file.write(f"- id: {name}\n")
        self._file.writelines(self._shipped.written(entry, key) for key in keys)

    def _write_commitment(self, number: int) -> None:
        """Write a commitment with the terms of one shipped, and title and text of two others."""
        model = self._models[number]
        is_rare = model is self._shipped.rare
        self._file.write(f"- id: {self._commitment(number)}\n")
        for key in model:
            if key in {"title", "text"} and not is_rare:
                other = self._chance.choice(self._shipped.commitments)
                self._file.write(self._shipped.written(other, key))
            elif key != "id":
                self._file.write(self._shipped.written(model, key))

    def _write_evidence_of(self, commitment: int) -> None:
        """Write the evidence on one commitment; a few contests are answered by what came before."""
        answer: str | None = None
        for rank in range(EVIDENCE_EACH):
            source = self._chance.randrange(len(self._sources))
            entry = self._chance.choice(self._shipped.by_document[self._sources[source]["id"]])
            name = f"{entry['id']}-{commitment * EVIDENCE_EACH + rank}"
            self._copy(name, {}, [])
            self._file.write(f"  document: {self._document(source)}\n")
            for key in ("locator", "date", "summary"):
                self._file.write(self._shipped.written(entry, key))
            first = self._write_links(entry, commitment, answer)
            self._file.write(self._shipped.written(entry, "note"))
            if first is not None and first.status != "contested":
                answer = name

    def _write_links(self, entry: Entry, commitment: int, answer: str | None) -> Bearing | None:
        """Link evidence to as many neighbours as its model has; give how it bears on the first."""
        targets = iter(self._neighbours(commitment))
        bearing = [next(targets) for _ in entry.get("bears_on", ())]
        context = [next(targets) for _ in entry.get("context_for", ())]
        drawn = [(target, self._draw(target)) for target in bearing]
        context += [target for target, how in drawn if how is None]
        standing = [(target, how) for target, how in drawn if how is not None]
        if standing:
            self._file.write("  bears_on:\n")
        for target, how in standing:
            answered = answer if target == commitment else None
            self._file.write(f"    {self._commitment(target)}:{self._standing(how, answered)}")
        if context:
            self._file.write("  context_for:\n")
            self._file.writelines(f"  - {self._commitment(target)}\n" for target in context)
        return dict(standing).get(commitment)

    def _neighbours(self, commitment: int) -> Iterator[int]:
        for distance in range(self._size):
            yield (commitment + distance) % self._size

    def _draw(self, target: int) -> Bearing | None:
        """Draw how evidence bears on a commitment from what bears on its model, if anything."""
        known = self._shipped.bearings[self._models[target]["id"]]
        return self._chance.choice(known) if known else None

    def _standing(self, how: Bearing, answer: str | None) -> str:
        if how.status == "contested" and answer and not self._chance.randrange(_ANSWERED_ONE_IN):
            return f"\n      status: contested\n      answered_by:\n      - {answer}\n"
        if how.extent:
            return f"\n      status: {how.status}\n      extent: {how.extent}\n"
        return f" {how.status}\n"
