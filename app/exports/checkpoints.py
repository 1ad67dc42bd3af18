"""Checkpoints: how far the public ledger had come, in four lines that can be signed and kept.

    example.org/ledger                     whose ledger this is
    592                                    how many revisions it had
    6f1c...                                the hash of the newest, in hexadecimal
    2026-11-22T00:31:18.814+00:00          when that one was recorded, UTC

Whoever keeps one can tell later whether anything up to there was altered. The same state of the
ledger gives the same checkpoint to the letter.
"""

import re
from dataclasses import dataclass
from typing import Self

from app.store.signing import NoteFaultError, PublicKey, SigningKey, open_note, sign_note

UNSIGNED = "unsigned"
"""What stands for the name of a key where an installation has none."""

_ORIGIN = "/ledger"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_HASH = re.compile(r"[0-9a-f]{64}")
_LINES = 5  # four, and what follows the last line break


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a ledger had come: its number of revisions, and hash and time of the newest."""

    length: int
    hash: str
    time: str

    def signed(self, key: SigningKey | None) -> str:
        """Give the signed note; without a key, the bare text."""
        origin = (key.public.name if key else UNSIGNED) + _ORIGIN
        text = "".join(f"{line}\n" for line in (origin, self.length, self.hash, self.time))
        return sign_note(key, text) if key else text

    @classmethod
    def read(cls, note: str, key: PublicKey | None) -> Self:
        """Read a checkpoint that this key signed; without a key nobody asks who signed it.

        Raises:
            NoteFaultError: when it did not sign it, or what it signed is no checkpoint of a ledger.

        """
        lines = text_of(note, key).split("\n")
        origin = (key.name if key else lines[0].removesuffix(_ORIGIN)) + _ORIGIN
        if len(lines) != _LINES or lines[0] != origin:
            raise NoteFaultError(f"it is no checkpoint of the ledger of {key.name if key else '?'}")
        _, length, newest, time, _ = lines
        if not _NUMBER.fullmatch(length):
            raise NoteFaultError(f"its line 2 is no number of revisions: {length[:40]!r}")
        if not _HASH.fullmatch(newest):
            raise NoteFaultError(f"its line 3 is no hash: {newest[:80]!r}")
        return cls(int(length), newest, time)


def text_of(note: str, key: PublicKey | None) -> str:
    """Give the text of a note: as this key signed it, or without a key whatever it says.

    Raises:
        NoteFaultError: when the key did not sign it.

    """
    if key is not None:
        return open_note(note, key)
    text, break_, _ = note.rpartition("\n\n")
    return f"{text}\n" if break_ else note
