"""Backups on either database: whole, checked, private, and never over something by accident."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, select, text
from sqlmodel import col

from app.store.backup_files import BackupError, Choice
from app.store.backups import restore_backup, write_backup
from app.store.engine import open_engine, reading
from app.store.migrate import alembic_config
from app.store.tables.accounts import StaffSession
from app.store.tables.ledgers import DeskRevision
from tests.conftest import Databases
from tests.registry.tampering import found_in, tamper
from tests.store.backup_places import append, four_writers, nowhere

ONCE = Choice()
BY_FORCE = Choice(force=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where backups go, beside nothing else."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "scorecard.backup"


def _numbers(engine: Engine) -> set[int]:
    with reading(engine) as session:
        return set(session.execute(select(col(DeskRevision.sequence))).scalars())


def test_backup_while_four_write_holds_all_that_was_acknowledged_before_it(
    database_url: str, databases: Databases, file: Path, tmp_path: Path
) -> None:
    engine = open_engine(database_url)
    with four_writers(engine) as writers:
        before = set(writers.acknowledged)
        held = write_backup(database_url, file, ONCE)
    engine.dispose()
    place = nowhere(databases, tmp_path)
    assert restore_backup(place, file, ONCE) == (held, None)
    restored = open_engine(place)
    assert found_in(restored) == []
    numbers = _numbers(restored)
    assert before <= numbers
    assert numbers == set(range(1, held.heads["desk"] + 1))
    restored.dispose()


def test_backup_is_its_owners_alone_and_nothing_is_left_beside_it(
    database_url: str, file: Path
) -> None:
    held = write_backup(database_url, file, ONCE)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]
    assert held.size == file.stat().st_size
    assert "public ledger to revision 592" in held.sentence()


def test_backup_of_a_ledger_that_does_not_fit_is_not_kept(engine: Engine, file: Path) -> None:
    tamper(engine, "UPDATE ledger_head SET sequence = 500 WHERE ledger = 'public'")
    url = engine.url.render_as_string(hide_password=False)
    with pytest.raises(BackupError, match="ledger"):
        write_backup(url, file, ONCE)
    assert list(file.parent.iterdir()) == []


def test_restored_database_lets_nobody_in_who_was_in_before(
    engine: Engine, databases: Databases, file: Path, tmp_path: Path
) -> None:
    tamper(
        engine,
        "INSERT INTO account (number, login, name, role, language, created_at)"
        " VALUES (1, 'one', 'One', 'editor', 'en', '2026-11-21')",
        "INSERT INTO staff_session"
        " (id, token_hash, account, is_complete, created_at, seen_at, expires_at)"
        " VALUES ('s', 'h', 1, true, '2026-11-21', '2026-11-21', '2026-11-22')",
    )
    write_backup(engine.url.render_as_string(hide_password=False), file, ONCE)
    place = nowhere(databases, tmp_path)
    restore_backup(place, file, ONCE)
    restored = open_engine(place)
    with reading(restored) as session:
        assert session.execute(text("SELECT login FROM account")).scalars().all() == ["one"]
        assert session.execute(select(StaffSession)).all() == []
    restored.dispose()


def test_backup_of_an_older_version_is_brought_up_to_date(
    databases: Databases, file: Path, tmp_path: Path
) -> None:
    old = nowhere(databases, file.parent)
    engine = open_engine(old)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    backup = tmp_path / "old.backup"
    assert write_backup(old, backup, ONCE).heads == {"public": 0}
    place = nowhere(databases, tmp_path)
    assert restore_backup(place, backup, ONCE)[0].migration == "0001"
    restored = open_engine(place)
    assert append(restored, "{}") == 1
    restored.dispose()


def test_backup_of_a_newer_version_is_refused(
    engine: Engine, databases: Databases, file: Path, tmp_path: Path
) -> None:
    tamper(engine, "UPDATE alembic_version SET version_num = '9999'")
    write_backup(engine.url.render_as_string(hide_password=False), file, ONCE)
    with pytest.raises(BackupError, match="newer version"):
        restore_backup(nowhere(databases, tmp_path), file, ONCE)


def test_shortened_backup_is_refused(
    database_url: str, databases: Databases, file: Path, tmp_path: Path
) -> None:
    write_backup(database_url, file, ONCE)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupError):
        restore_backup(nowhere(databases, tmp_path), file, ONCE)


def test_no_database_is_restored_over_by_accident(database_url: str, file: Path) -> None:
    write_backup(database_url, file, ONCE)
    with pytest.raises(BackupError, match="--force"):
        restore_backup(database_url, file, ONCE)


def test_no_file_is_written_over_by_accident(sqlite_databases: Databases, file: Path) -> None:
    file.write_text("the backup of last year")
    url = sqlite_databases.make("filled")
    with pytest.raises(BackupError, match="--force"):
        write_backup(url, file, ONCE)
    assert file.read_text() == "the backup of last year"
    write_backup(url, file, BY_FORCE)
    assert file.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("content", ["", "somebody's notes", "PGDMP"])
def test_what_is_no_backup_of_this_database_is_refused(
    content: str, sqlite_databases: Databases, file: Path
) -> None:
    file.write_text(content)
    with pytest.raises(BackupError, match="backup"):
        restore_backup(sqlite_databases.make("empty"), file, ONCE)
    with pytest.raises(BackupError, match="no file"):
        restore_backup(sqlite_databases.make("empty"), file.with_name("nowhere"), ONCE)


def test_places_that_cannot_be_written_are_named(sqlite_databases: Databases, file: Path) -> None:
    url = sqlite_databases.make("empty")
    with pytest.raises(BackupError, match="is a folder"):
        write_backup(url, file.parent, ONCE)
    with pytest.raises(BackupError, match="cannot be written"):
        write_backup(url, file.parent / "missing" / "x.backup", ONCE)
    with pytest.raises(BackupError, match="there is no database"):
        write_backup(f"sqlite:///{file.parent}/missing.db", file, ONCE)
    assert list(file.parent.iterdir()) == []
