"""What the doctor finds, without a change to what it looks at."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.doctor import examine, sqlite_finding
from app.cli.findings import Finding, Level
from app.settings import load_settings
from app.store.condition import sqlite_file
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.registry.tampering import tamper


@pytest.fixture(autouse=True)
def fresh_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Read the environment anew in each test, and forget it after."""
    load_settings.cache_clear()
    yield monkeypatch
    load_settings.cache_clear()


def _findings(url: str, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    monkeypatch.setenv("SCORECARD_DATABASE_URL", url)
    return list(examine())


def _lines(findings: list[Finding], *levels: Level) -> list[str]:
    return [finding.line() for finding in findings if finding.level in levels]


def test_sound_database_has_no_failure(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _lines(_findings(database_url, monkeypatch), Level.OK)
    assert any(line.startswith("ok    migrations: 0005, the newest") for line in lines)
    assert any("public ledger to revision 592" in line for line in lines)
    assert f"ok    SCORECARD_DATABASE_URL: {database_url} (environment)" in lines
    assert "ok    SCORECARD_SECOND_FACTOR: required (default)" in lines
    assert _lines(_findings(database_url, monkeypatch), Level.FAIL) == []


@pytest.mark.parametrize(
    ("statement", "level", "said"),
    [
        ("UPDATE revision SET actor = 'x' WHERE sequence = 590", Level.FAIL, "chain: public"),
        ("UPDATE revision SET payload = '' WHERE sequence = 9", Level.FAIL, "what was recorded"),
        ("DELETE FROM revision WHERE sequence = 592", Level.FAIL, "missing at the end"),
        ("UPDATE revision SET time = '2999' WHERE sequence = 592", Level.FAIL, "clock: it is behi"),
        ("UPDATE alembic_version SET version_num = '9'", Level.FAIL, "from a newer version"),
        ("UPDATE alembic_version SET version_num = '0001'", Level.WARN, "make a backup"),
        ("UPDATE registry_state SET faults = '[\"x:1: y\"]'", Level.WARN, "1 faults: x:1: y"),
        ("UPDATE registry_state SET loaded_sha256 = ''", Level.WARN, "not the one that was loaded"),
        ("DELETE FROM registry_state", Level.FAIL, "registry: its row is lost"),
    ],
)
def test_what_is_wrong_is_found(
    statement: str,
    level: Level,
    said: str,
    sqlite_databases: Databases,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = sqlite_databases.make("filled")
    engine = open_engine(url)
    tamper(engine, statement)
    engine.dispose()
    assert any(said in line for line in _lines(_findings(url, monkeypatch), level))


def test_nothing_is_migrated_or_written(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_databases.make("empty")
    with sqlite3.connect(sqlite_file(url)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = sqlite_file(url).read_bytes()
    _findings(url, monkeypatch)
    assert sqlite_file(url).read_bytes() == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "is not an address this project knows"),
        ("sqlite:///{folder}/missing/x.db", "there is no folder"),
        ("sqlite:///{folder}/notes.txt", "it cannot be read"),
        ("postgresql+psycopg://u:hidden@127.0.0.1:1/x", "it cannot be read"),
    ],
)
def test_database_that_cannot_be_opened_is_one_failure_among_the_rest(
    url: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but somebody's notes " * 40)
    findings = _findings(url.format(folder=tmp_path), monkeypatch)
    assert any(said in line for line in _lines(findings, Level.FAIL))
    assert not any("hidden" in finding.line() for finding in findings)
    assert {"Python", "SQLite", "clock"} <= {finding.subject for finding in findings}


def test_impossible_setting_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_LOG", "loud")
    lines = _lines(list(examine()), Level.FAIL)
    assert any("SCORECARD_LOG is 'loud', which cannot be" in line for line in lines)


def test_what_weakens_the_desk_is_warned_of(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_databases.make("empty")
    sqlite_file(url).chmod(0o644)
    monkeypatch.setenv("SCORECARD_SECOND_FACTOR", "optional")
    monkeypatch.setenv("SCORECARD_REVIEW", "single")
    warned = {one.subject for one in _findings(url, monkeypatch) if one.level is Level.WARN}
    assert {"second factor", "review", "rights"} <= warned


def test_an_installation_that_does_not_know_its_address_is_told_what_it_lacks(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_databases.make("empty")
    [said] = [one for one in _findings(url, monkeypatch) if one.subject == "address of the site"]
    assert said.level is Level.OK
    assert "SCORECARD_PUBLIC_URL" in said.sentence
    load_settings.cache_clear()
    monkeypatch.setenv("SCORECARD_PUBLIC_URL", "https://reforms.example.org")
    assert "address of the site" not in {one.subject for one in _findings(url, monkeypatch)}


@pytest.mark.parametrize(
    ("version", "level"),
    [("3.40.1", Level.WARN), ("3.51.2", Level.WARN), ("3.51.3", Level.OK), ("3.53.4", Level.OK)],
)
def test_versions_of_sqlite_that_may_damage_a_database_are_named(
    version: str, level: Level
) -> None:
    assert sqlite_finding(version).level is level
