"""Small ledgers, made as the real one is, and snapshots that hold nothing but such a ledger."""

import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.exports.checkpoints import Checkpoint
from app.exports.ledger_lines import line_of
from app.exports.snapshots.contents import Contents, FileMark
from app.store.ledger import GENESIS, link_hash, seal
from app.store.signing import SigningKey

TIME = "2026-11-21T10:00:00.000+00:00"
KEY = SigningKey.of("example.org", Ed25519PrivateKey.from_private_bytes(b"a" * 32))
OTHER_KEY = SigningKey.of("example.org", Ed25519PrivateKey.from_private_bytes(b"b" * 32))
SUMMARY = '{"id":"decree-2021","summary":{"ru":"Указ «О мерах»\u2028\\u0001","en":"1.0"}}'

Row = dict[str, Any]


def chain() -> list[Row]:
    """Give five revisions: the third was emptied, which the fifth says."""
    rows: list[Row] = []
    for action, payload in (
        ("load", '{"added":3}'),
        ("added", SUMMARY),
        ("added", '{"id":"other"}'),
        ("changed", SUMMARY),
        ("redacted", '{"entry_sha256":null,"revisions":[3]}'),
    ):
        rows.append(_row(len(rows) + 1, action, payload, rows[-1]["hash"] if rows else GENESIS))
    rows[2] |= {"payload": None, "salt": None}
    return rows


def _row(sequence: int, action: str, payload: str, previous: str) -> Row:
    salt = f"{sequence:032x}"
    row: Row = {
        "sequence": sequence,
        "time": TIME,
        "actor": "registry",
        "action": action,
        "subject": "instrument",
        "subject_id": "2021",
        "load": None if sequence == 1 else 1,
        "payload": payload,
        "salt": salt,
        "digest": seal(salt, payload),
    }
    return row | {"hash": link_hash(previous, row)}


def lines(rows: Sequence[Row]) -> list[bytes]:
    """Write revisions as the exports do."""
    return [line_of(row) for row in rows]


def checkpoint(rows: Sequence[Row]) -> Checkpoint:
    """Give the checkpoint of a whole chain."""
    return Checkpoint(len(rows), rows[-1]["hash"], TIME)


def snapshot(
    path: Path, ledger: bytes, point: Checkpoint | str, key: SigningKey | None = KEY
) -> Path:
    """Pack a ledger and a checkpoint, with a table of contents that fits what is packed.

    So packs whoever may sign again what they altered, but for the checkpoint that others have.
    """
    note = point if isinstance(point, str) else point.signed(key)
    parts = {"revisions.ndjson": ledger, "checkpoint": note.encode()}
    if key is not None:
        parts["key.pub"] = f"{key.public}\n".encode()
    marks = {name: FileMark(sha256(part).hexdigest(), len(part)) for name, part in parts.items()}
    parts["contents"] = Contents(path.name, marks).signed(key).encode()
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return path
