"""Following the chain of revisions as it travels: one line of JSON each, from the first.

A line has one way to be written, so that no byte of it can change unseen: no byte order mark, keys
in their order, one space behind each colon and comma, letters as they are, one line break. Whatever
a line says is covered: `digest` covers salt and payload, `hash` covers all else and the hash before
it. What is wrong is named with its line and revision, and the walk goes on behind it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from app.store.ledger import GENESIS, link_hash, seal

KEYS = (
    "sequence",
    "time",
    "actor",
    "action",
    "subject",
    "subject_id",
    "load",
    "payload",
    "salt",
    "digest",
    "hash",
)
"""What a line holds, in this order."""

LONGEST_LINE = 64_000_000
"""More bytes than any revision has: what is longer is not read."""

_TEXTS = frozenset(KEYS) - {"sequence", "load", "payload", "salt"}
_SALT = re.compile(r"[0-9a-f]{32}")
_DEEP = (ValueError, RecursionError)
_ENCODER = json.JSONEncoder(ensure_ascii=False)
# Ends of lines for some programs, which would see two lines in one.
_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def line_of(row: dict[str, Any]) -> bytes:
    """Write one revision as its line; `row` has all of KEYS and may have more."""
    return record_line({key: row[key] for key in KEYS})


def record_line(record: dict[str, Any]) -> bytes:
    """Write one row of any table as its line, as the exports do."""
    return f"{_ENCODER.encode(record).translate(_BREAKS)}\n".encode()


@dataclass(slots=True)
class Walk:
    """One walk along a chain: how far it came, and what is yet to be explained.

    `excused` are revisions that were emptied after this copy of the ledger was made, where the
    copy itself cannot hold the redaction that did it. `heads` are the hashes of the revisions
    asked for in `watched`.
    """

    excused: frozenset[int] = frozenset()
    watched: frozenset[int] = frozenset()
    length: int = 0
    hash: str = GENESIS
    time: str = ""
    heads: dict[int, str] = field(default_factory=dict)
    _empty: dict[int, int] = field(default_factory=dict)
    _redacted: dict[int, int] = field(default_factory=dict)

    def follow(self, lines: Iterable[bytes]) -> Iterator[str]:
        """Read lines, each with its line break, and name everything that is wrong."""
        for number, line in enumerate(lines, start=1):
            try:
                row = _read(line)
            except ValueError as error:
                yield f"line {number}: {error}"
                self.length += 1
                continue
            place = f"line {number}, revision {row['sequence']}"
            yield from (f"{place}: {sentence}" for sentence in self._wrong(row))
            self._go_on(number, row)
        yield from self._wrong_redactions()

    def _wrong(self, row: dict[str, Any]) -> Iterator[str]:
        if row["sequence"] != self.length + 1:
            yield f"stands where revision {self.length + 1} should be"
        if ":" in row["subject"]:
            yield "its subject cannot be told from its id"
        if link_hash(self.hash, row) != row["hash"]:
            yield "it was changed, or the one before it: its hash does not fit"
        if row["payload"] is not None and seal(row["salt"], row["payload"]) != row["digest"]:
            yield "its payload is not the one that was recorded: its digest does not fit"

    def _go_on(self, number: int, row: dict[str, Any]) -> None:
        sequence = row["sequence"]
        self.length, self.hash, self.time = sequence, row["hash"], row["time"]
        if sequence in self.watched:
            self.heads[sequence] = row["hash"]
        if row["payload"] is None:
            self._empty[sequence] = number
        elif row["action"] == "redacted":
            named = _named(row["payload"])
            self._redacted |= {one: sequence for one in named if one < sequence}

    def _wrong_redactions(self) -> Iterator[str]:
        for sequence, number in self._empty.items():
            if sequence not in self._redacted and sequence not in self.excused:
                yield (
                    f"line {number}, revision {sequence}: it has lost its payload, and no later "
                    "redaction says why"
                )
        told = (self._redacted.keys() | self.excused) - self._empty.keys()
        for sequence in sorted(told):
            yield f"revision {sequence}: it was redacted, and what it said is still there"


def _named(payload: str) -> list[int]:
    """Give the revisions that a redaction says it emptied."""
    try:
        named = json.loads(payload)["revisions"]
        return [int(one) for one in named]
    except (*_DEEP, LookupError, TypeError, OverflowError):
        return []


def _read(line: bytes) -> dict[str, Any]:
    """Read a line that is written in the one way it can be.

    Raises:
        ValueError: saying what is wrong with it.

    """
    if len(line) > LONGEST_LINE:
        raise ValueError("it is longer than any revision")
    try:
        row = json.loads(line.decode())
        is_exact = isinstance(row, dict) and tuple(row) == KEYS and line_of(row) == line
    except _DEEP as error:
        raise ValueError("it cannot be read: bytes of it were changed") from error
    if not is_exact:
        raise ValueError("it is not written as a revision is: bytes of it were changed")
    _demand_kinds(row)
    return dict(row)


def _demand_kinds(row: dict[str, Any]) -> None:
    numbers = [row["sequence"], *([] if row["load"] is None else [row["load"]])]
    if any(type(number) is not int for number in numbers) or row["sequence"] < 1:
        raise ValueError("its number, or that of its load, is no number")
    if any(not isinstance(row[key], str) for key in _TEXTS):
        raise ValueError("one of its values is no text")
    is_sealed = isinstance(row["payload"], str) and isinstance(row["salt"], str)
    if is_sealed and _SALT.fullmatch(row["salt"]):
        return
    if row["payload"] is not None or row["salt"] is not None:
        raise ValueError("salt and payload are not those of one revision")


def lines_in(file: IO[bytes]) -> Iterator[bytes]:
    """Read a file line by line, and of a line without end no more than shows that it has none."""
    return iter(lambda: file.readline(LONGEST_LINE + 1), b"")
