"""Signed notes: a text, and who vouches for it, checked with a public key that fits on one line.

The form is that of C2SP's signed-note (https://c2sp.org/signed-note), which Go's checksum database
uses: the text, an empty line, and a line `— NAME BASE64` of 4 bytes that name the key and the 64
bytes of an Ed25519 signature over the text. A public key is `NAME+8 hexadecimal digits+BASE64`.
`app/store/key_files.py` makes and reads the file of a private key.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from app.errors import ScorecardError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519 = b"\x01"
_KEY_BYTES = 32
_HASH_BYTES = 4
_SIGNATURE_BYTES = 64
_DASH = "\N{EM DASH} "
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
_NOT_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_HOW_KEYS_LOOK = "a public key is one line such as example.org+0f1e2d3c+AbCd..., copy all of it"


class KeyFaultError(ScorecardError):
    """A key cannot be used: it is missing, in another form, or may not be read."""

    title = "The key cannot be used"


class NoteFaultError(ScorecardError):
    """A signed note is not what its signer signed, or somebody else signed it."""

    title = "The signature does not hold"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What signatures are checked with: the name of the key and its 32 bytes."""

    name: str
    raw: bytes

    def __str__(self) -> str:
        """Write it on one line, as `read_public_key` reads it."""
        encoded = base64.b64encode(_ED25519 + self.raw).decode()
        return f"{self.name}+{self.short_hash.hex()}+{encoded}"

    @property
    def short_hash(self) -> bytes:
        """The 4 bytes by which a signature says which key made it."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[
            :_HASH_BYTES
        ]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of its 32 bytes in groups of four digits, to be read out on the telephone."""
        digits = hashlib.sha256(self.raw).hexdigest()
        return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What notes are signed with. Whoever has it can sign: it is printed nowhere."""

    public: PublicKey
    private: "Ed25519PrivateKey"

    @classmethod
    def of(cls, name: str, private: "Ed25519PrivateKey") -> Self:
        """Name a private key.

        Raises:
            KeyFaultError: when the name cannot stand in a note.

        """
        demand_name(name)
        return cls(PublicKey(name, private.public_key().public_bytes_raw()), private)

    def pem(self) -> bytes:
        """Write the private key as PKCS #8, unencrypted."""
        from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - 7 MB, for who signs
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def demand_name(name: str) -> None:
    """Refuse the name of a key that cannot stand in a note.

    Raises:
        KeyFaultError: when it is empty or long, or has spaces, a plus sign or control characters.

    """
    if not _NAME.fullmatch(name):
        raise KeyFaultError(
            f"{name[:60]!r} cannot name a key: take the name of the site, such as example.org, "
            "without spaces and plus signs"
        )


def read_public_key(text: str) -> PublicKey:
    """Read a public key as `str(PublicKey)` writes it; spaces around it are no matter.

    Raises:
        KeyFaultError: when it is none, or a letter of it was lost.

    """
    name, _, rest = text.strip().partition("+")
    short_hash, _, encoded = rest.partition("+")
    demand_name(name)
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyFaultError(f"This is no public key: {_HOW_KEYS_LOOK}") from error
    if raw[:1] != _ED25519 or len(raw) != 1 + _KEY_BYTES:
        raise KeyFaultError(f"This is no public key of Ed25519: {_HOW_KEYS_LOOK}")
    key = PublicKey(name, raw[1:])
    if str(key) != text.strip() or short_hash != key.short_hash.hex():
        raise KeyFaultError(f"The public key does not fit its own check digits: {_HOW_KEYS_LOOK}")
    return key


def sign_note(key: SigningKey, text: str) -> str:
    """Sign a text, and give the note: always the same one for the same key and text.

    Raises:
        ValueError: when the text does not end in a line break or holds control characters.

    """
    if not text.endswith("\n") or _NOT_TEXT.search(text):
        raise ValueError(text[-40:])
    signature = key.public.short_hash + key.private.sign(text.encode())
    return f"{text}\n{_DASH}{key.public.name} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, public_key: PublicKey) -> str:
    """Give the text of a note which this key signed; other signatures on it are passed over.

    Raises:
        NoteFaultError: when it is no signed note, this key did not sign it, or one letter differs.

    """
    text, break_, signatures = note.rpartition("\n\n")
    text += "\n"
    if not break_ or not signatures.endswith("\n") or _NOT_TEXT.search(note):
        raise NoteFaultError(
            "this is no signed note: it needs a text, an empty line and a signature"
        )
    for line in signatures[:-1].split("\n"):
        signature = _signature_of(line, public_key)
        if signature is not None:
            _check(signature, text, public_key)
            return text
    raise NoteFaultError(f"it is not signed with the key {public_key}")


def _signature_of(line: str, key: PublicKey) -> bytes | None:
    """Give the signature on a line, where the line says that this key made it."""
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    is_whole = line.startswith(_DASH) and base64.b64encode(raw).decode() == encoded
    if not is_whole or len(raw) <= _HASH_BYTES:
        raise NoteFaultError(f"its line {line[:60]!r} is no signature")
    is_ours = name == key.name and raw[:_HASH_BYTES] == key.short_hash
    return raw[_HASH_BYTES:] if is_ours else None


def _check(signature: bytes, text: str, key: PublicKey) -> None:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - 7 MB, for who signs
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - 7 MB, for who signs
        Ed25519PublicKey,
    )

    try:
        if len(signature) != _SIGNATURE_BYTES:
            raise InvalidSignature  # noqa: TRY301 - of the wrong length it is as wrong as any
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, text.encode())
    except InvalidSignature as error:
        raise NoteFaultError(
            f"its text is not what was signed with the key {key.name}, or the signature was changed"
        ) from error
