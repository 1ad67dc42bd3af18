"""The manifest of a copy: every file with its size and SHA-256, and a signed note that vouches.

The note names the manifest by its SHA-256, and the ledger by length and hash. Neither says when it
was made: the same content gives the same bytes.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.mirror.files import CopyFaultError, Written
from app.mirror.plan import Plan
from app.store.signing import NoteFaultError, PublicKey, SigningKey, open_note, sign_note

MANIFEST, NOTE = "manifest.json", "manifest.note"
FORM = "scorecard-site/1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy should hold: size and SHA-256 by path; and the ledger it shows."""

    files: dict[str, tuple[int, str]]
    revisions: int
    hash: str


def manifest_text(plan: Plan, files: Iterable[Written], program: str) -> bytes:
    """Write the manifest, a line for each file, in the order given."""
    head = {
        "form": FORM,
        "program": program,
        "ledger": {"revisions": plan.revision, "hash": plan.head},
    }
    lines = [f'{json.dumps(one.path)}:[{one.size},"{one.sha256}"]' for one in files]
    start = json.dumps(head, separators=(",", ":"))[:-1]
    return (f'{start},"files":{{\n' + ",\n".join(lines) + "\n}}\n").encode()


def note_text(plan: Plan, manifest: bytes) -> str:
    """Say in a few lines what is vouched for."""
    digest = hashlib.sha256(manifest).hexdigest()
    return f"{FORM}\nmanifest {digest}\nledger {plan.revision} {plan.head}\n"


def signed(key: SigningKey, plan: Plan, manifest: bytes) -> bytes:
    """Give the signed note for a manifest."""
    return sign_note(key, note_text(plan, manifest)).encode()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a copy.

    Raises:
        CopyFaultError: when there is none, or it is not one of a copy of this site.

    """
    path = folder / MANIFEST
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        _demand_form(told["form"])
        return Manifest(
            {str(name): (int(size), str(digest)) for name, (size, digest) in told["files"].items()},
            int(told["ledger"]["revisions"]),
            str(told["ledger"]["hash"]),
        )
    except OSError as error:
        raise CopyFaultError(
            f"{folder} holds no {MANIFEST} that can be read ({error.strerror}): name the top "
            "folder of a copy that `scorecard site` finished writing."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CopyFaultError(
            f"{path} is no manifest of a copy of this site: name the top folder of one that "
            "`scorecard site` finished writing, or fetch the copy again."
        ) from error


def signed_files(folder: Path, key: PublicKey) -> dict[str, tuple[int, str]]:
    """Give the files of a copy that the holder of a key vouched for; none where nobody did."""
    try:
        vouched_for(folder, key)
        return read_manifest(folder).files
    except (CopyFaultError, NoteFaultError):
        return {}


def _demand_form(form: object) -> None:
    if form != FORM:
        raise ValueError(form)


def vouched_for(folder: Path, key: PublicKey) -> None:
    """Check that the holder of a key signed the manifest that is here.

    Raises:
        CopyFaultError: when there is no note, or it vouches for another manifest.
        NoteFaultError: when this key did not sign it.

    """
    try:
        note = (folder / NOTE).read_text(encoding="utf-8")
        digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except (OSError, ValueError) as error:
        raise CopyFaultError(
            f"{folder} has no {NOTE} that can be read, so nobody vouches for this copy: ask its "
            "operator for a signed one, or check it without --key."
        ) from error
    if f"manifest {digest}" not in open_note(note, key).splitlines():
        raise CopyFaultError(
            f"{NOTE} vouches for another {MANIFEST} than the one that is here: the list of files "
            "was changed after it was signed, or the two are of different days."
        )
