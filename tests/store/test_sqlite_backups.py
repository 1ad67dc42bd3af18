"""Backups of SQLite: what a plain copy would carry along or leave behind, and who is in the way."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from app.store.backup_files import BackupError, Choice
from app.store.backups import restore_backup, write_backup
from app.store.condition import sqlite_file
from app.store.engine import open_engine, reading
from tests.conftest import Databases
from tests.registry.tampering import tamper
from tests.store.backup_places import append

BY_FORCE = Choice(force=True)


@pytest.fixture
def url(sqlite_databases: Databases, tmp_path: Path) -> str:
    """A filled database alone in its folder."""
    (tmp_path / "served").mkdir()
    path = tmp_path / "served" / "scorecard.db"
    shutil.copy(sqlite_file(sqlite_databases.make("filled")), path)
    return f"sqlite:///{path}"


@pytest.fixture
def file(url: str, tmp_path: Path) -> Path:
    """A backup of that database."""
    write_backup(url, tmp_path / "scorecard.backup", Choice())
    return tmp_path / "scorecard.backup"


def _beside(url: str) -> set[str]:
    return {path.name for path in sqlite_file(url).parent.iterdir()}


def test_what_was_deleted_is_not_in_the_backup(url: str, tmp_path: Path) -> None:
    engine = open_engine(url)
    append(engine, "a text that was taken back")
    tamper(
        engine,
        "DELETE FROM desk_revision",
        "UPDATE ledger_head SET sequence = 0, hash = (SELECT substr(hex(zeroblob(32)), 1, 64))"
        " WHERE ledger = 'desk'",
    )
    engine.dispose()
    write_backup(url, tmp_path / "x.backup", Choice())
    assert b"that was taken back" in sqlite_file(url).read_bytes()
    assert b"that was taken back" not in (tmp_path / "x.backup").read_bytes()


def test_restoring_by_force_keeps_the_former_database_beside(url: str, file: Path) -> None:
    engine = open_engine(url)
    append(engine, "written after the backup")
    engine.dispose()
    _, aside = restore_backup(url, file, BY_FORCE)
    assert aside is not None
    assert _beside(url) == {"scorecard.db", aside.name}
    assert b"written after the backup" in aside.read_bytes()
    assert b"written after the backup" not in sqlite_file(url).read_bytes()


def test_no_log_of_a_killed_server_is_left_for_the_restored_database(
    url: str, file: Path, tmp_path: Path
) -> None:
    engine = open_engine(url)
    append(engine, "only in the log")
    killed = tmp_path / "killed"
    shutil.copytree(sqlite_file(url).parent, killed)
    engine.dispose()
    assert (killed / "scorecard.db-wal").stat().st_size
    place = f"sqlite:///{killed / 'scorecard.db'}"
    _, aside = restore_backup(place, file, BY_FORCE)
    assert aside is not None
    assert _beside(place) == {"scorecard.db", aside.name}
    assert b"only in the log" in aside.read_bytes()


def test_database_that_somebody_has_open_is_not_replaced(url: str, file: Path) -> None:
    engine = open_engine(url)
    with reading(engine) as session:
        session.execute(text("SELECT 1 FROM commitment")).first()
    with pytest.raises(BackupError, match="stop the server"):
        restore_backup(url, file, BY_FORCE)
    engine.dispose()
    assert _beside(url) == {"scorecard.db"}


def test_damaged_database_is_not_backed_up_and_can_be_replaced(
    url: str, file: Path, tmp_path: Path
) -> None:
    path = sqlite_file(url)
    content = bytearray(path.read_bytes())
    content[4096 * 20 : 4096 * 60] = b"\xff" * 4096 * 40
    path.write_bytes(content)
    with pytest.raises(BackupError):
        write_backup(url, tmp_path / "x.backup", Choice())
    assert not (tmp_path / "x.backup").exists()
    _, aside = restore_backup(url, file, BY_FORCE)
    assert aside is not None
    assert aside.read_bytes() == content


def test_break_far_back_is_found_before_anything_is_replaced(url: str, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE revision SET actor = 'nobody' WHERE sequence = 5")
    connection.close()
    with pytest.raises(BackupError, match="revision 5"):
        restore_backup(url, file, BY_FORCE)
    assert _beside(url) == {"scorecard.db"}


def test_live_database_is_neither_written_over_nor_taken_for_a_backup(url: str, file: Path) -> None:
    with pytest.raises(BackupError, match="database itself"):
        write_backup(url, sqlite_file(url), BY_FORCE)
    with pytest.raises(BackupError, match="database itself"):
        restore_backup(url, sqlite_file(url), BY_FORCE)
    engine = open_engine(url)
    append(engine, "{}")
    with pytest.raises(BackupError, match="in use"):
        restore_backup(f"sqlite:///{file.parent}/other.db", sqlite_file(url), Choice())
    engine.dispose()


def test_database_of_another_program_is_no_backup(url: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE notes (line)")
    connection.close()
    with pytest.raises(BackupError, match="does not hold a scorecard"):
        restore_backup(url, tmp_path / "other.db", BY_FORCE)


def test_progress_is_told_up_to_the_end(url: str, file: Path) -> None:
    told: list[tuple[int, int]] = []
    choice = Choice(force=True, progress=lambda done, total: told.append((done, total)))
    restore_backup(url, file, choice)
    assert told[-1] == (file.stat().st_size, file.stat().st_size)
