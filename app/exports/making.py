"""Making one export file: written beside, read back and checked, and only then given its name."""

import csv
import hashlib
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from app.domain.vocabulary import Language
from app.errors import ScorecardError
from app.queries.view import View

Advance = Callable[[int], None]
"""Is told how many rows more are written: for a progress bar."""

# What goes wrong in writing a file, or in reading back one that is not what it should be.
_FAILURES = (
    OSError,
    ValueError,
    LookupError,
    csv.Error,
    sqlite3.Error,
    BadZipFile,
    ExpatError,
)


class BrokenExportError(ScorecardError):
    """A file that was made is not whole: it is empty, or lacks columns or rows. Nobody gets it."""

    status = 503
    title = "This file cannot be given now"


NOT_WHOLE = (
    "{name} could not be made whole, so it is not given out at all: ask again in some minutes. "
    "What was wrong is in the log of this server; everything can be read under /api/v1 meanwhile."
)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished file; `name` is what the API calls it, `rows` how many records it holds."""

    path: Path
    name: str
    media_type: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Export:
    """One file that can be had: what it is, how it is written, and how it is read back.

    `check` gives the number of its records, and raises BrokenExportError, or what its format's
    reader raises, where it is not what the database has. `length` counts the rows that `write`
    tells of. `noun` is the table it holds, or None for a whole copy. One that `speaks` is written
    in the language of the view.
    """

    name: str
    noun: str | None
    media_type: str
    description: str
    write: Callable[[View, Path, Advance], None]
    check: Callable[[View, Path], int]
    length: Callable[[View], int]
    speaks: bool = False

    def file_name(self, language: Language) -> str:
        """Give the name of its file, which says the language where that is not English."""
        if not self.speaks or language is Language.ENGLISH:
            return self.name
        stem, _, ending = self.name.partition(".")
        return f"{stem}.{language.value}.{ending}"


def nothing_shown(_rows: int) -> None:
    """Show no progress."""


def make(view: View, export: Export, path: Path, advance: Advance = nothing_shown) -> ExportFile:
    """Write an export to `path`, which comes into being whole and checked, or not at all.

    Raises:
        BrokenExportError: when it could not be written, or is not whole; its cause says why.

    """

    def write(partial: Path) -> int:
        export.write(view, partial, advance)
        return export.check(view, partial)

    return whole(path, export.name, export.media_type, write)


def whole(path: Path, name: str, media_type: str, write: Callable[[Path], int]) -> ExportFile:
    """Let `write` write beside `path`, check that, and say how many records it has; then name it.

    Raises:
        BrokenExportError: when that failed; its cause says why, and `path` is as it was.

    """
    # Of its own for every process: several may share a folder, and make the same.
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        rows = write(partial)
        made = ExportFile(path, name, media_type, rows, partial.stat().st_size, sha256_of(partial))
        partial.replace(path)
    except (BrokenExportError, *_FAILURES) as error:
        raise BrokenExportError(NOT_WHOLE.format(name=name)) from error
    finally:
        partial.unlink(missing_ok=True)
    return made


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file in lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def expect(what: str, found: object, wanted: object) -> None:
    """Compare what a finished file holds with what it should.

    Raises:
        BrokenExportError: when they differ.

    """
    if found != wanted:
        raise BrokenExportError(f"{what}: {found!r} instead of {wanted!r}")
