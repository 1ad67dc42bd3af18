"""The file in which the signing key lies, apart from the database and from every backup of it.

It is a PEM file with one line before the key that names it: `Key-Name: example.org`. Programs that
read PEM pass over that line.
"""

import os
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.store.backup_files import settle
from app.store.signing import KeyFaultError, SigningKey

_LABEL = "Key-Name: "
_ONLY_OWNER = 0o600
_LARGEST = 20_000


def make_key(path: Path, name: str) -> SigningKey:
    """Make a private key in a new file that only its owner can read.

    Raises:
        KeyFaultError: when the file is there already, the folder is not, or the name cannot be.

    """
    key = SigningKey.of(name, Ed25519PrivateKey.generate())
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _ONLY_OWNER)
    except FileExistsError as error:
        raise KeyFaultError(
            f"{path} is there, and a key is never written over: what it signed could not be "
            "followed up. To begin with a new key, first give the old file another name"
        ) from error
    except OSError as error:
        raise KeyFaultError(
            f"{path} cannot be written ({error.strerror}): check SCORECARD_SIGNING_KEY and the "
            "folder it names"
        ) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(f"{_LABEL}{name}\n".encode() + key.pem())
    settle(path)
    settle(path.parent)
    return key


def load_key(path: Path) -> SigningKey:
    """Read the private key from its file.

    Raises:
        KeyFaultError: when there is no such file, or it holds no key that `make_key` made.

    """
    text = _read(path)
    first = text.partition(b"\n")[0].decode(errors="replace").rstrip("\r")
    if not first.startswith(_LABEL):
        raise KeyFaultError(
            f"{path} does not begin with a line '{_LABEL}NAME': take the file that "
            "`scorecard key new` made, or write that line before the key"
        )
    try:
        private = load_pem_private_key(text, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFaultError(f"{path} holds no private key: restore your copy of it") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFaultError(f"{path} holds a key of another kind: `scorecard key new` makes one")
    return SigningKey.of(first.removeprefix(_LABEL), private)


def is_closed(path: Path) -> bool:
    """Say whether nobody but the owner of the file can read or write it."""
    return os.name == "nt" or not stat.S_IMODE(path.stat().st_mode) & 0o077


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except FileNotFoundError as error:
        raise KeyFaultError(
            f"there is no file {path}: make a key with `scorecard key new`, restore your copy of "
            "it, or check SCORECARD_SIGNING_KEY"
        ) from error
    except OSError as error:
        raise KeyFaultError(
            f"{path} cannot be read ({error.strerror}): it must be a file that belongs to the user "
            "that the server runs as"
        ) from error
