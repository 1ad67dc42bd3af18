"""Random texts that prove something, the hashes that are kept in their place, and their ids.

They are too random to be guessed, so a fast hash without salt is enough; passwords are not, and
have a module of their own.
"""

import hashlib
import secrets

_BYTES = 32
_ID_BYTES = 8
_LONGEST = 200


def new_secret() -> str:
    """Make 256 random bits, written with letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(_BYTES)


def hash_secret(text: str) -> str:
    """Give the SHA-256, in hexadecimal, that stands for a text somebody sent.

    What is longer than any of ours is cut, and so matches nothing.
    """
    # surrogatepass: half a character, which only an attacker sends, is no reason to crash.
    return hashlib.sha256(text[:_LONGEST].encode("utf-8", "surrogatepass")).hexdigest()


def new_id() -> str:
    """Make the id by which a session or a token is listed; knowing it proves nothing."""
    return secrets.token_hex(_ID_BYTES)


def is_id(text: str) -> bool:
    """Say whether a text may be such an id: an address may hold what no database takes."""
    return len(text) == 2 * _ID_BYTES and set(text) <= set("0123456789abcdef")
