"""Opening a snapshot that may come from anybody: what is in it, read no further than it says.

A snapshot is a ZIP file without folders. What is asked of it here is only that it can be read.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.errors import ScorecardError
from app.exports.snapshots.contents import FileMark

CONTENTS, CHECKPOINT, PUBLIC_KEY = "contents", "checkpoint", "key.pub"
LEDGER, REPLACED, README = "revisions.ndjson", "replaced.json", "README.txt"
"""The files of a snapshot that have a meaning of their own."""

_LARGEST_NOTE = 10_000_000
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class UnreadableSnapshotError(ScorecardError):
    """A file is no snapshot, so that nothing can be said about it."""

    title = "This cannot be read as a snapshot"


class DamagedFileError(Exception):
    """A file in a snapshot cannot be unpacked: its bytes were changed."""


class Archive:
    """An opened snapshot."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        """Take an opened ZIP file."""
        self._packed = packed
        self.names = packed.namelist()

    def size(self) -> int:
        """Give how many bytes its files say they have, unpacked."""
        return sum(one.file_size for one in self._packed.infolist())

    def text(self, name: str) -> str | None:
        """Give a small text file; None when there is none.

        Raises:
            DamagedFileError: when it cannot be unpacked, or is no text.

        """
        if name not in self.names:
            return None
        with self.opened(name) as file:
            try:
                return file.read(_LARGEST_NOTE).decode()
            except UnicodeDecodeError as error:
                raise DamagedFileError(name) from error

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file to be read once.

        Raises:
            DamagedFileError: when it cannot be unpacked, at once or while it is read.

        """
        try:
            with self._packed.open(name) as file:
                yield file
        except _BROKEN as error:
            raise DamagedFileError(name) from error

    def mark_of(self, name: str, advance: Callable[[int], None]) -> FileMark:
        """Compute by what a file is known again, telling how many bytes were read."""
        with self.opened(name) as file:
            return mark_of(file, advance)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a snapshot.

    Raises:
        UnreadableSnapshotError: when there is no such file, or it is no ZIP file.

    """
    try:
        packed = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise UnreadableSnapshotError(f"there is no file {path}") from error
    except _BROKEN as error:
        raise UnreadableSnapshotError(
            f"{path} is no ZIP file, or only part of one: download it again"
        ) from error
    with packed:
        yield Archive(packed)


def mark_of(file: IO[bytes], advance: Callable[[int], None]) -> FileMark:
    """Compute by what an opened file is known again."""
    total, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        total.update(chunk)
        size += len(chunk)
        advance(len(chunk))
    return FileMark(total.hexdigest(), size)


def mark_of_file(path: Path) -> FileMark:
    """Compute by what a file on the disk is known again."""
    with path.open("rb") as file:
        return mark_of(file, lambda _: None)
