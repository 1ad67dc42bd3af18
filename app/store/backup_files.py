"""What a backup is, whichever database it was taken from."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from app.errors import ScorecardError
from app.store.condition import known_migrations

Progress = Callable[[int, int], None]
"""Told how many bytes are done, of how many; never called where nobody can know."""


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether to write over what is there, and whom to tell how far the work is."""

    force: bool = False
    progress: Progress = no_progress


class BackupError(ScorecardError):
    """A backup could not be written or restored; what was there before is as it was."""

    title = "No backup was made or restored"


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup holds: its migration, and the newest revision of each ledger by name."""

    size: int
    migration: str
    heads: Mapping[str, int]

    def sentence(self) -> str:
        """Say it for whoever keeps the backup."""
        ledgers = ", ".join(
            f"{name} ledger to revision {head}" for name, head in self.heads.items()
        )
        return f"{self.size / 1_000_000:.1f} MB, tables of migration {self.migration}, {ledgers}"

    def demand_known(self) -> None:
        """Refuse what this version of the program cannot read.

        Raises:
            BackupError: when the tables are from a newer version.

        """
        if self.migration not in known_migrations():
            raise BackupError(
                f"it was made by a newer version of this program (tables of migration "
                f"{self.migration}, known here up to {known_migrations()[0]}): "
                "install that version, and restore with it"
            )


@contextmanager
def partial_file(final: Path) -> Iterator[Path]:
    """Make an empty file beside `final` that only its owner may read; gone at the end.

    Raises:
        BackupError: when the folder cannot be written.

    """
    try:
        descriptor, name = mkstemp(prefix=f".{final.name}.", suffix=".partial", dir=final.parent)
    except OSError as error:
        raise BackupError(
            f"{final.parent} cannot be written ({error.strerror}): "
            "name a folder that exists and that this user may write"
        ) from error
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{name}{ending}").unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk itself before going on."""
    # Windows opens no folder, and flushes only what was opened for writing.
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
