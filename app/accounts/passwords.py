"""Hashing passwords with argon2id, two at a time: each takes 64 MB, and a tenth of a second.

Nothing here may be called while a transaction that writes is open.
"""

import base64
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import NewType

from pwdlib.hashers.argon2 import Argon2Hasher

from app.accounts.guessing import is_guessable
from app.domain.messages import message
from app.errors import TooManyAttemptsError

HashedPassword = NewType("HashedPassword", str)

SHORTEST = 12
LONGEST = 1000
_MEMORY_KB = 65_536
_ROUNDS = 3
_LANES = 4
_AT_ONCE = BoundedSemaphore(2)
_QUEUE = BoundedSemaphore(12)
_BUSY_SECONDS = 5
_SHORTEST_PART = 4
_BETWEEN = re.compile(r"[\W_]+")

TOO_SHORT = message("Choose a password of at least 12 characters; several words are easy to keep.")
TOO_LONG = message("Choose a password of at most 1,000 characters.")
NAMES_YOU = message("Choose a password that does not contain your name or login.")
TOO_COMMON = message(
    "This password is among the first that would be tried: choose four or more words that do not "
    "belong together, or let a password manager make one."
)
BUSY = message("Many people are signing in at this moment: wait a few seconds, then try again.")

_hasher = Argon2Hasher(time_cost=_ROUNDS, memory_cost=_MEMORY_KB, parallelism=_LANES)


def nobodys_hash() -> HashedPassword:
    """Give a hash that no password has, and that costs as much to verify as any other."""
    salt, digest = (_base64(secrets.token_bytes(size)) for size in (16, 32))
    shape = f"m={_MEMORY_KB},t={_ROUNDS},p={_LANES}"
    return HashedPassword(f"$argon2id$v=19${shape}${salt}${digest}")


@contextmanager
def queueing() -> Iterator[None]:
    """Hold a place among the few who may wait for hashing: the others are not kept waiting.

    Raises:
        TooManyAttemptsError: when all places are taken.

    """
    if not _QUEUE.acquire(blocking=False):
        raise TooManyAttemptsError(BUSY, _BUSY_SECONDS)
    try:
        yield
    finally:
        _QUEUE.release()


def hash_password(password: str) -> HashedPassword:
    """Hash a new password, which was checked before."""
    with _AT_ONCE:
        return HashedPassword(_hasher.hash(_prepared(password)))


def verify_password(password: str, stored: str | None) -> bool:
    """Compare a password to a stored hash; without one, do the same work and say no."""
    with _AT_ONCE:
        is_same = _hasher.verify(_prepared(password), stored or _NOBODYS)
    return is_same and stored is not None and len(password) <= LONGEST


def check_new_password(password: str, *names: str) -> list[str]:
    """Say what is wrong with a password that somebody chose; empty when it will do.

    `names` are their login and what they are called. The sentences are message ids.
    """
    if len(password) > LONGEST:
        return [TOO_LONG]
    folded = unicodedata.normalize("NFKC", password)
    checks = [
        (len(folded) < SHORTEST, TOO_SHORT),
        (_contains_any(folded, names), NAMES_YOU),
        (len(folded) >= SHORTEST and is_guessable(folded), TOO_COMMON),
    ]
    return [sentence for is_wrong, sentence in checks if is_wrong]


def _contains_any(password: str, names: Iterable[str]) -> bool:
    """Say whether a name, or a part of one that is long enough to matter, is in a password."""
    parts = {part.casefold() for name in names for part in [name, *_BETWEEN.split(name)]}
    return any(part in password.casefold() for part in parts if len(part) >= _SHORTEST_PART)


def _prepared(password: str) -> bytes:
    """Fold what keyboards write in different ways; cut what is longer than any password."""
    # surrogatepass: half a character, which only an attacker sends, is no reason to crash.
    folded = unicodedata.normalize("NFKC", password[:LONGEST])
    return folded.encode("utf-8", "surrogatepass")


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


_NOBODYS = nobodys_hash()
