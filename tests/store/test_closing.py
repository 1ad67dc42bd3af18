"""Leaving a database tidy: what was deleted is in no file of it any more."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert

from app.store.closing import close_engine, write_anew
from app.store.engine import open_engine, writing
from app.store.tables.accounts import SignInAttempt
from tests.conftest import Databases

TEXT = "What stood here once."


def forgotten(engine: Engine) -> list[Path]:
    """Write something, delete it again, and give the files of the database."""
    row = {"key": TEXT * 9, "failures": 1, "last_at": "2026-11-21T12:00:00.000+00:00"}
    with writing(engine) as session:
        session.execute(insert(SignInAttempt), [row])
    with writing(engine) as session:
        session.execute(delete(SignInAttempt))
    return [Path(f"{engine.url.database}{ending}") for ending in ("", "-wal")]


def has_text(files: list[Path]) -> bool:
    """Say whether any of these files that is there holds the text."""
    return any(TEXT.encode() in file.read_bytes() for file in files if file.exists())


def test_a_file_written_anew_holds_nothing_that_was_deleted(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    files = forgotten(engine)
    assert has_text(files)
    write_anew(engine)
    assert not has_text(files)
    close_engine(engine)
    assert not has_text(files)


def test_a_file_that_cannot_be_written_anew_is_told_to_the_operator(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(TEXT.encode() * 400)
    write_anew(open_engine(f"sqlite:///{broken}"))
    assert "restore from that backup" in caplog.text
    assert has_text([broken])
