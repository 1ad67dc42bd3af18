"""Random texts that prove something, and the hashes that are kept in their place.

They are too random to be guessed, so a fast hash without salt is enough; passwords are not, and
have a module of their own.
"""

import hashlib
import secrets

_BYTES = 32
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
