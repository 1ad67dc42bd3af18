"""The data package: every export in one folder, with `datapackage.json` describing them.

How to use it, for other rooms:

    package = write_package(view, folder, advance)   # folder exists and is empty
    package.files        # every ExportFile in it, datapackage.json not among them
    package.descriptor   # Path of datapackage.json
    pack(package, folder / "scorecard-2026-11-22.zip")   # the same content gives the same bytes

Memory stays flat: rows are streamed. Nothing is left behind by an attempt that failed but files
without a name in `datapackage.json`, which is written last. `revisions.ndjson` is the public ledger
line by line, in order, with sequence, time, actor, action, subject, subject_id, load, payload (the
exact text that was hashed, or null), salt, digest and hash.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.domain.vocabulary import Language
from app.exports.descriptor import describe
from app.exports.files import EXPORTS, PACKAGE, ZIP
from app.exports.lines import NDJSON
from app.exports.making import (
    Advance,
    Export,
    ExportFile,
    expect,
    make,
    nothing_shown,
    sha256_of,
    whole,
)
from app.queries.languages import Tongue
from app.queries.view import View

DESCRIPTOR = "datapackage.json"
_PIECE = 2**18
_PACKED_ALREADY = (".xlsx", ".zip")


@dataclass(frozen=True, slots=True)
class Package:
    """A folder with every export; `files` are in the order of the list that the API gives."""

    folder: Path
    files: tuple[ExportFile, ...]
    descriptor: Path


def write_package(view: View, folder: Path, advance: Advance = nothing_shown) -> Package:
    """Write all export files and their description into an empty folder.

    `view` is a present one; the sheets for people are in English. `advance` is told rows, of
    which there are `rows_to_write(view)`.

    Raises:
        BrokenExportError: when a file that was written is not whole.

    """
    english = replace(view, tongue=Tongue(Language.ENGLISH))
    files = [make(english, export, folder / export.name, advance) for export in EXPORTS]
    return described(english, folder, files)


def described(view: View, folder: Path, files: Sequence[ExportFile]) -> Package:
    """Write the description of files that are there already, and give them as a package."""
    descriptor = folder / DESCRIPTOR
    text = json.dumps(describe(view, files), ensure_ascii=False, indent=2)
    descriptor.write_text(text + "\n", encoding="utf-8", newline="\n")
    return Package(folder, tuple(files), descriptor)


def pack(package: Package, path: Path, others: Sequence[Path] = ()) -> ExportFile:
    """Write the package, and `others` beside it, as one ZIP file that the same content gives again.

    Others are files that belong to it and are not described in it, such as a signed checkpoint.

    Raises:
        BrokenExportError: when what was packed cannot be read back as it was.

    """
    first = {package.descriptor.name: package.descriptor}
    parts = first | {file.name: file.path for file in package.files}
    parts |= {other.name: other for other in others}
    hashes = {name: sha256_of(part) for name, part in parts.items()}

    def write(partial: Path) -> int:
        with ZipFile(partial, "w") as packed:
            for name, part in parts.items():
                _add(packed, name, part)
        expect("content", _hashes_in(partial), hashes)
        return sum(file.rows for file in package.files if file.media_type == NDJSON)

    return whole(path, PACKAGE, ZIP, write)


def rows_to_write(view: View, exports: Sequence[Export] = EXPORTS) -> int:
    """Count how many rows these exports have together: where a progress bar ends."""
    return sum(export.length(view) for export in exports)


def _add(packed: ZipFile, name: str, part: Path) -> None:
    """Add a file without anything that differs from machine to machine: time, owner, rights."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_STORED if name.endswith(_PACKED_ALREADY) else ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # Unix, wherever it is made
    entry.file_size = part.stat().st_size  # says whether its sizes need 64 bits
    with part.open("rb") as file, packed.open(entry, "w") as into:
        shutil.copyfileobj(file, into, _PIECE)


def _hashes_in(path: Path) -> dict[str, str]:
    with ZipFile(path) as packed:
        found = {}
        for name in packed.namelist():
            with packed.open(name) as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return found
