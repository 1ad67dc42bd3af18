"""The folder of snapshots: which there are, what each is of, and by what it is known again.

A snapshot has a name by which nothing else can be reached, and is a file of this folder itself,
never a link to another. What it is of stands within it: the folder needs no list.
"""

import json
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from app.exports.checkpoints import Checkpoint
from app.exports.snapshots.archives import (
    CHECKPOINT,
    PUBLIC_KEY,
    REPLACED,
    DamagedFileError,
    UnreadableSnapshotError,
    mark_of_file,
    open_archive,
)
from app.exports.snapshots.contents import FileMark
from app.store.signing import NoteFaultError

_NAME = re.compile(r"scorecard-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([2-9]|[1-9][0-9]{1,2}))?\.zip")
_MOST_REMEMBERED = 1_000
_NOT_ONE = (
    DamagedFileError,
    UnreadableSnapshotError,
    NoteFaultError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    OverflowError,
    RecursionError,
)


class State(NamedTuple):
    """By what a file on the disk is seen to have changed."""

    place: int
    changed: int
    size: int


@dataclass(frozen=True, slots=True)
class Emptied:
    """What one redaction took out of a snapshot: numbers of revisions, perhaps none."""

    revision: int
    emptied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """That a snapshot was made anew without what was redacted since, and the files it lost so."""

    on: date
    redactions: tuple[Emptied, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One snapshot in the folder; `key` is the public key it is signed with, if any.

    `state` changes with the file.
    """

    path: Path
    day: date
    checkpoint: Checkpoint
    key: str | None
    replacement: Replacement | None
    state: State

    @property
    def mark(self) -> FileMark:
        """By what the file is known again: computed when it is first asked for."""
        return _mark(self.path, self.state)

    @property
    def name(self) -> str:
        """The name of its file, which is also how it is asked for."""
        return self.path.name


def list_kept(folder: Path) -> list[Kept]:
    """List the snapshots, newest first; what cannot be read as one is left out."""
    found = [one for path in snapshot_files(folder) if (one := read_kept(path)) is not None]
    return sorted(found, key=lambda one: _order(one.name), reverse=True)


def find_kept(folder: Path, name: str) -> Kept | None:
    """Find one snapshot by its name; None when there is none, or the name cannot be one."""
    return read_kept(folder / name) if day_of(name) is not None else None


def snapshot_files(folder: Path) -> Iterator[Path]:
    """Yield the files that are called as snapshots are."""
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if day_of(path.name) is not None)


def day_of(name: str) -> date | None:
    """Give the day in the name of a snapshot; None for any other name."""
    found = _NAME.fullmatch(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def free_name(folder: Path, day: date) -> str:
    """Give the name that the next snapshot of a day gets: the second ends in -2."""
    taken = {path.name for path in snapshot_files(folder)}
    names = (f"scorecard-{day}{ending}.zip" for ending in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if name not in taken)


def _order(name: str) -> tuple[str, int]:
    found = _NAME.fullmatch(name)
    return (found[1], int(found[2] or 1)) if found else ("", 0)


def read_kept(path: Path) -> Kept | None:
    """Read what a snapshot says of itself; None when it is none, or no file of its own."""
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode):
            return None
        return _read(path, State(state.st_ino, state.st_mtime_ns, state.st_size))
    except _NOT_ONE:
        return None


@lru_cache(maxsize=_MOST_REMEMBERED)
def _mark(path: Path, _state: State) -> FileMark:
    """Compute it once for as long as the file stays the same: that takes a look at every byte."""
    return mark_of_file(path)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _read(path: Path, state: State) -> Kept:
    """Read it once for as long as the file stays the same."""
    with open_archive(path) as archive:
        note = archive.text(REPLACED)
        return Kept(
            path,
            day_of(path.name) or date.min,
            Checkpoint.read(archive.text(CHECKPOINT) or "", None),
            (archive.text(PUBLIC_KEY) or "").strip() or None,
            read_replacement(note) if note else None,
            state,
        )


def read_replacement(note: str) -> Replacement:
    """Read what `written_replacement` wrote.

    Raises:
        ValueError: or LookupError or TypeError, when it is something else.

    """
    said = json.loads(note)
    redactions = (
        Emptied(int(one["revision"]), tuple(int(each) for each in one["emptied"]))
        for one in said["redactions"]
    )
    return Replacement(
        date.fromisoformat(said["on"]),
        tuple(redactions),
        tuple(str(name) for name in said["left_out"]),
    )


def written_replacement(replacement: Replacement, why: str) -> str:
    """Write down in a snapshot that it was replaced, when and why."""
    said: dict[str, Any] = {
        "on": replacement.on.isoformat(),
        "why": why,
        "redactions": [
            {"revision": one.revision, "emptied": list(one.emptied)}
            for one in replacement.redactions
        ],
        "left_out": list(replacement.left_out),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
