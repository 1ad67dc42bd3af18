"""Writing files into a copy: each whole or not at all, and none that is the same already."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple, Self

from app.errors import ScorecardError

PARTIAL = ".partial"
"""What the name of a file ends with until it is whole."""


class CopyFaultError(ScorecardError):
    """A copy of the site cannot be written, or cannot be checked."""

    title = "The copy of the site"


NO_FILE = -1
"""What stands for the size of a link, a socket, or whatever else is no file."""

There = Mapping[str, tuple[int, int]]
"""The files of a folder by path: the size of each in bytes, and its time in nanoseconds."""


class Written(NamedTuple):
    """One file of a copy: its path from the top, its size in bytes, its SHA-256 and its time."""

    path: str
    size: int
    sha256: str
    changed: int
    """When its content was last written, as the file system counts (nanoseconds)."""

    @classmethod
    def of(cls, folder: Path, path: str, sha256: str) -> Self:
        """Look at a file that is there."""
        there = (folder / path).stat()
        return cls(path, there.st_size, sha256, there.st_mtime_ns)

    def is_as_written(self, folder: Path, there: There) -> bool:
        """Say whether the file is there as it was written: by size and time, else by content."""
        size, changed = there.get(self.path, (-1, 0))
        if size != self.size:
            return False
        return changed == self.changed or digest_of(folder / self.path) == self.sha256


def put(folder: Path, path: str, content: bytes) -> Written:
    """Write a file of a copy, unless it has this content.

    Raises:
        CopyFaultError: when the folder cannot be written to.

    """
    target = folder / path
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        if not _has(target, content):
            partial = target.with_name(target.name + PARTIAL)
            try:
                partial.write_bytes(content)
            except FileNotFoundError:  # of a thousand files, the folder is missing for one
                target.parent.mkdir(parents=True, exist_ok=True)
                partial.write_bytes(content)
            partial.replace(target)
        return Written.of(folder, path, sha256)
    except OSError as error:
        raise unwritable(target, error) from error


def adopt(folder: Path, path: str, made: Path) -> Written:
    """Take over a large file that was made elsewhere, unless the copy has the same.

    Raises:
        CopyFaultError: when the folder cannot be written to.

    """
    target = folder / path
    try:
        sha256 = digest_of(made)
        if not target.is_file() or digest_of(target) != sha256:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(target.name + PARTIAL)
            _pour(made, partial)
            partial.replace(target)
        return Written.of(folder, path, sha256)
    except OSError as error:
        raise unwritable(target, error) from error


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unwritable(path: Path, error: OSError) -> CopyFaultError:
    """Say why something could not be written, and what can be done."""
    return CopyFaultError(
        f"{path} cannot be written ({error.strerror}). What is there already stays, and the next "
        "run goes on from it: check the free space, your rights to the folder, and that nothing "
        "else stands where a file or folder is to be."
    )


def _has(target: Path, content: bytes) -> bool:
    try:
        same = target.stat().st_size == len(content) and target.read_bytes() == content
        return same and not target.is_symlink()
    except (FileNotFoundError, NotADirectoryError):
        return False


def _pour(made: Path, partial: Path) -> None:
    """Copy bytes alone: rights and times are those of the copy."""
    with made.open("rb") as source, partial.open("wb") as file:
        while piece := source.read(1 << 20):
            file.write(piece)


def remove(folder: Path, path: str) -> None:
    """Remove a file of a copy, and the folders that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()


def all_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Give every file in a folder, with its size and time; `/` on any system.

    Of what is no file, such as a link, the size is `NO_FILE`. What begins with a dot at the top is
    not looked at: a repository or the settings of a web server may stand there. One look at each
    folder, because a large copy has tens of thousands of files.
    """
    return dict(_in(str(folder), ""))


def without_links(folder: Path, there: There) -> There:
    """Remove from a copy what is no file, lest writing follow it to somewhere else.

    Raises:
        CopyFaultError: when the folder cannot be written to.

    """
    for path, (size, _) in there.items():
        if size == NO_FILE:
            try:
                remove(folder, path)
            except OSError as error:
                raise unwritable(folder / path, error) from error
    return {path: seen for path, seen in there.items() if seen[0] != NO_FILE}


def _in(folder: str, inside: str) -> Iterator[tuple[str, tuple[int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = inside + entry.name
            if path.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _in(entry.path, f"{path}/")
            else:
                seen = entry.stat(follow_symlinks=False)
                is_file = S_ISREG(seen.st_mode)
                yield path, (seen.st_size, seen.st_mtime_ns) if is_file else (NO_FILE, 0)
