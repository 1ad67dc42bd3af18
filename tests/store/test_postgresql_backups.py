"""Backups of PostgreSQL: what its own programs need, and what they are never asked to do."""

from pathlib import Path

import pytest

from app.store.backup_files import BackupError, Choice
from app.store.backups import restore_backup, write_backup
from tests.conftest import Databases
from tests.store.backup_places import nowhere


def test_database_with_tables_is_not_restored_over_even_by_force(
    postgresql_databases: Databases, tmp_path: Path
) -> None:
    url = postgresql_databases.make("filled")
    write_backup(url, tmp_path / "x.backup", Choice())
    with pytest.raises(BackupError, match="createdb"):
        restore_backup(url, tmp_path / "x.backup", Choice(force=True))


def test_missing_programs_are_named_with_what_to_install(
    postgresql_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="postgresql-client"):
        write_backup(postgresql_databases.make("filled"), tmp_path / "x.backup", Choice())
    assert list(tmp_path.iterdir()) == []


def test_server_that_is_away_is_told_with_advice(
    postgresql_databases: Databases, tmp_path: Path
) -> None:
    url = nowhere(postgresql_databases, tmp_path) + "_missing"
    with pytest.raises(BackupError, match="SCORECARD_DATABASE_URL"):
        write_backup(url, tmp_path / "x.backup", Choice())
    (tmp_path / "x.backup").write_bytes(b"SQLite format 3\0")
    with pytest.raises(BackupError, match="backup of SQLite"):
        restore_backup(url, tmp_path / "x.backup", Choice())


def test_password_goes_to_no_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spy = tmp_path / "pg_dump"
    spy.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/said"\necho $PGPASSWORD >&2\nexit 1\n')
    spy.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    url = "postgresql+psycopg://keeper:very-secret@127.0.0.1:1/scorecard?sslmode=disable"
    with pytest.raises(BackupError):
        write_backup(url, tmp_path / "x.backup", Choice())
    said = (tmp_path / "said").read_text()
    assert "very-secret" not in said
    assert "sslmode=disable" in said
