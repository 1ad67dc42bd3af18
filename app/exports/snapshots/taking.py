"""Taking a dated snapshot of all that is public: written beside, checked, then given its name.

A snapshot is the data package with the signed checkpoint of the ledger and a signed table of
contents. It stays: nothing is ever written over it, but for what a redaction takes out.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.errors import ScorecardError
from app.exports.checkpoints import Checkpoint
from app.exports.making import Advance
from app.exports.package import Package, pack, write_package
from app.exports.snapshots.archives import (
    CHECKPOINT,
    CONTENTS,
    PUBLIC_KEY,
    README,
    mark_of_file,
)
from app.exports.snapshots.checks import Held, check_snapshot
from app.exports.snapshots.contents import Contents, FileMark
from app.exports.snapshots.shelf import Kept, day_of, free_name, read_kept, snapshot_files
from app.queries.view import View
from app.store.backup_files import settle
from app.store.signing import SigningKey

_README = """{name}

A copy of all that this reform scorecard published by {day}, with every revision of its ledger.
To cite it, name this file, the site it is from ({site}) and revision {length} of its ledger.
To check that nobody altered it, run `python verify_snapshot.py {name} KEY` with the script and the
public key that the site gives at /en/ledger: take the key from somebody you trust, not from here.
{note}"""
_WORK = (".scorecard-", ".partial")
_LONG_AGO = 6 * 60 * 60  # seconds, far more than a snapshot takes
_UNSIGNED = "\nIt is not signed: nothing in it proves who made it.\n"


class SnapshotError(ScorecardError):
    """A snapshot could not be made or replaced; those there were are as they were."""

    title = "No snapshot was made"


@dataclass(frozen=True, slots=True)
class Taken:
    """The snapshot of a state; `is_new` unless that day had one of the same state already."""

    kept: Kept
    is_new: bool


def take_snapshot(view: View, folder: Path, key: SigningKey | None, advance: Advance) -> Taken:
    """Make the snapshot of what a present view sees, if the day has none of the same ledger.

    Raises:
        SnapshotError: when nothing was recorded yet, or the folder cannot be written.
        BrokenExportError: when one of its files is not whole.

    """
    point = checkpoint_of(view)
    if point is None:
        raise SnapshotError("nothing was ever loaded here: check SCORECARD_DATABASE_URL")
    of_today = (path for path in snapshot_files(folder) if day_of(path.name) == view.day)
    for one in map(read_kept, of_today):
        if one is not None and one.checkpoint == point:
            return Taken(one, is_new=False)
    with beside(folder) as work:
        name = free_name(folder, view.day)
        finish(write_package(view, work, advance), Paper(name, point, key), work / name)
        return Taken(publish(work / name, folder / name, key), is_new=True)


def checkpoint_of(view: View) -> Checkpoint | None:
    """Give how far the ledger has come; None before anything is recorded."""
    return Checkpoint(view.revision, view.head, view.revised) if view.revised else None


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Make a folder to work in beside the snapshots, and remove it with all that is left in it.

    Raises:
        SnapshotError: when something cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _tidy(folder)
        with TemporaryDirectory(prefix=_WORK[0], suffix=_WORK[1], dir=folder) as work:
            yield Path(work)
    except OSError as error:
        raise SnapshotError(
            f"{error.filename or folder} cannot be written ({error.strerror}): check "
            "SCORECARD_SNAPSHOTS, your rights to that folder, and the free space of its disk"
        ) from error


def _tidy(folder: Path) -> None:
    """Remove what an attempt that was killed long ago left behind."""
    for path in folder.glob(_WORK[0] + "*" + _WORK[1]):
        if time.time() - path.stat().st_mtime > _LONG_AGO:
            shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Paper:
    """What goes with the files of a snapshot: its name, its checkpoint, who signs, what to add."""

    name: str
    point: Checkpoint
    key: SigningKey | None
    replaced: tuple[Path, str] | None = None


def finish(package: Package, paper: Paper, path: Path) -> None:
    """Put checkpoint, key, README and the signed table of contents to a package, and pack all."""
    notes = {CHECKPOINT: paper.point.signed(paper.key), README: _readme(paper)}
    if paper.key is not None:
        notes[PUBLIC_KEY] = f"{paper.key.public}\n"
    others = [_written(package.folder / name, text) for name, text in notes.items()]
    if paper.replaced is not None:
        others.append(_written(*paper.replaced))
    files = {file.name: FileMark(file.sha256, file.bytes) for file in package.files}
    files |= {path.name: mark_of_file(path) for path in (package.descriptor, *others)}
    contents = Contents(paper.name, files).signed(paper.key)
    others.append(_written(package.folder / CONTENTS, contents))
    pack(package, path, others)


def publish(path: Path, final: Path, key: SigningKey | None, *, over: bool = False) -> Kept:
    """Give a finished snapshot its name, once it was checked as anybody would check it.

    Raises:
        SnapshotError: when it is not right, or another one got the name meanwhile.

    """
    held = Held(key.public if key else None)
    verdict = check_snapshot(path, held, lambda _done, _size: None)
    if verdict.faults:
        raise SnapshotError(f"what was made is not right: {verdict.faults[0]}")
    settle(path)
    try:
        if over:
            path.replace(final)
        else:
            _name(path, final)
    except FileExistsError as error:
        raise SnapshotError(f"{final} was made by somebody else just now: try again") from error
    settle(final.parent)
    kept = read_kept(final)
    if kept is None:
        raise SnapshotError(f"{final} cannot be read any more: check the disk")
    return kept


def _name(path: Path, final: Path) -> None:
    """Give a file a name that nothing has: a plain renaming would write over what has it."""
    try:
        os.link(path, final)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if final.exists():
            raise FileExistsError from None
        path.rename(final)


def _readme(paper: Paper) -> str:
    return _README.format(
        name=paper.name,
        day=paper.name[len("scorecard-") :][:10],
        site=paper.key.public.name if paper.key else "which you know",
        length=paper.point.length,
        note="" if paper.key else _UNSIGNED,
    )


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
