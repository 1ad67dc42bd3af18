"""The table of contents of a snapshot: every file in it with its SHA-256, signed as one text.

example.org/snapshot                    whose snapshot this is
scorecard-2026-11-22.zip                which one
9f86d081... 48211 commitments.csv       SHA-256, bytes and name of each file but this one
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from app.exports.checkpoints import UNSIGNED, text_of
from app.store.signing import NoteFaultError, PublicKey, SigningKey, sign_note

_ORIGIN = "/snapshot"
_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,17}) ([A-Za-z0-9][A-Za-z0-9._-]{0,99})")
_HEAD = 2
NO_CONTENTS = "it is no table of contents of a snapshot"


@dataclass(frozen=True, slots=True)
class FileMark:
    """By what a file is known again: its SHA-256 in hexadecimal, and its length in bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a snapshot holds; `files` does not name the table itself."""

    snapshot: str
    files: Mapping[str, FileMark]

    def signed(self, key: SigningKey | None) -> str:
        """Give the signed note; without a key, the bare text."""
        origin = (key.public.name if key else UNSIGNED) + _ORIGIN
        marks = (f"{one.sha256} {one.bytes} {name}" for name, one in sorted(self.files.items()))
        text = "".join(f"{line}\n" for line in (origin, self.snapshot, *marks))
        return sign_note(key, text) if key else text

    @classmethod
    def read(cls, note: str, key: PublicKey | None) -> Self:
        """Read a table of contents that this key signed; without a key, whoever signed it.

        Raises:
            NoteFaultError: when it did not sign it, or what it signed is no table of contents.

        """
        lines = text_of(note, key).split("\n")[:-1]
        if len(lines) <= _HEAD:
            raise NoteFaultError(NO_CONTENTS)
        origin = (key.name if key else lines[0].removesuffix(_ORIGIN)) + _ORIGIN
        if lines[0] != origin:
            raise NoteFaultError(NO_CONTENTS)
        files: dict[str, FileMark] = {}
        for number, line in enumerate(lines[_HEAD:], start=_HEAD + 1):
            found = _LINE.fullmatch(line)
            if found is None or found[3] in files:
                raise NoteFaultError(f"its line {number} names no file: {line[:80]!r}")
            files[found[3]] = FileMark(found[1], int(found[2]))
        return cls(lines[1], files)
