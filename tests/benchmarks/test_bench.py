"""The benchmark in a shortened form; how long anything takes is nobody's business here."""

import importlib.util
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.benchmarks import __main__ as bench
from tests.benchmarks.driving import Answer, Load, Target, drive, read_wrk
from tests.benchmarks.loading import measure_loads, real_size
from tests.benchmarks.peers import (
    DATASETTE_HTML,
    DATASETTE_JSON,
    NGINX,
    OBVIOUS,
    bare_server,
    record,
)
from tests.benchmarks.wish import Wish
from tests.conftest import Databases

SMALLEST = 20
SECTIONS = [
    "## What must hold",
    "## Ready answers, 77 commitments",
    "## The first answer after a change",
    "## Memory and start",
]
WRK = """\
  Latency Distribution
     50%  380.00us
     75%    1.02ms
     99%    1.20s\x20
  36808 requests in 3.00s, 1.68GB read
Requests/sec:  12269.33
"""


def shortest(prepared: Path | None = None, load_size: int = 0) -> Wish:
    """A run in which everything happens once, for as short as it can."""
    return Wish(
        sizes=[real_size()],
        load_size=load_size,
        client="own",
        rounds=1,
        seconds=0.05,
        turns=1,
        pages=2,
        starts=0,
        targets=1,
        prepared=prepared,
        say=lambda _line: None,
    )


@pytest.fixture
def prepared(sqlite_databases: Databases, tmp_path: Path) -> Path:
    """A folder in which the database with the shipped registry is found."""
    folder = tmp_path / "prepared"
    folder.mkdir()
    place = make_url(sqlite_databases.make("filled")).database
    assert place
    shutil.copy(place, folder / f"r{real_size()}.db")
    return folder


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without nginx and Datasette; gives its folder for what is temporary."""
    which, find = shutil.which, importlib.util.find_spec
    monkeypatch.setattr(shutil, "which", lambda name, **how: _but("nginx", which, name, how))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: _but("datasette", find, name, {}))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def _but(absent: str, find: object, name: str, how: dict[str, str]) -> object:
    assert callable(find)
    return None if name == absent else find(name, **how)


@pytest.fixture
def stopped_as_before() -> Iterator[None]:
    """Let SIGTERM do afterwards what it did."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_a_run_writes_a_whole_page_that_says_who_was_absent(
    prepared: Path, alone: Path, tmp_path: Path
) -> None:
    output = tmp_path / "performance.md"
    words = ["--turns", "1", "--prepared", str(prepared), "--database-url=secret"]
    bench.run(shortest(prepared), words, output)
    text = output.read_text(encoding="utf-8")
    assert text.startswith("<!-- Written by `python3 run.py bench`")
    assert "\n`python3 run.py bench --turns 1` took " in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == SECTIONS
    goals = text.partition(SECTIONS[0])[2].partition(SECTIONS[1])[0]
    # The ten goals, of which two are about two registries; what a short run has not is said.
    assert goals.count("\n| ") == 2 + 11
    assert goals.count("| not measured |") == 5
    rows = {line.split(" | ")[0]: line.split(" | ") for line in text.splitlines()}
    for absent in (NGINX, DATASETTE_JSON, DATASETTE_HTML):
        assert f"| {absent} (not installed)" in rows
    assert any(name.startswith(f"| {OBVIOUS} (FastAPI ") for name in rows)
    assert rows["| publishing"][1].endswith(") |")
    assert "\n| page: scorecard | browser | " in text
    assert list(alone.iterdir()) == []


@pytest.mark.usefixtures("stopped_as_before")
def test_a_server_that_fails_fails_the_command_and_no_page_is_written(
    prepared: Path,
    alone: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = prepared / "performance.md"
    broken = shutil.which("false")
    assert broken
    monkeypatch.setattr(sys, "executable", broken)
    words = ["--sizes", "77", "--prepared", str(prepared), "--output", str(output)]
    assert bench.main(words) == 1
    assert "the scorecard answered nothing" in capsys.readouterr().err
    assert not output.exists()
    assert list(alone.iterdir()) == []


def test_an_answer_with_another_status_is_no_measurement(tmp_path: Path) -> None:
    unchanged = Answer(304, [("etag", '"1"')], b"")
    record([Answer(200, [("content-length", "2")], b"ok"), unchanged], tmp_path)
    with bare_server(tmp_path) as server:
        assert drive(Target(server, "/1", status=304), 0.05, "own").rate > 0
        with pytest.raises(RuntimeError, match="answered with 304"):
            drive(Target(server, "/1"), 0.05, "own")


def test_what_wrk_prints_is_read_and_its_errors_are_errors() -> None:
    assert read_wrk(WRK) == (Load(12269.33, 0.38, 1200.0), 36808)
    with pytest.raises(RuntimeError, match="Non-2xx or 3xx responses: 5"):
        read_wrk(f"{WRK}  Non-2xx or 3xx responses: 5\n")


def test_parse_and_load_take_turns_and_a_second_load_changes_nothing(tmp_path: Path) -> None:
    loads = measure_loads(tmp_path, shortest(load_size=SMALLEST))
    entries = loads.parses[0].outcome.removesuffix(" entries")
    assert int(entries) > SMALLEST * 4
    assert loads.loads[0].outcome == f"{entries} added, 0 changed, 0 retired, 0 unchanged"
    assert loads.again.outcome == f"0 added, 0 changed, 0 retired, {entries} unchanged"
    assert loads.ratio > 0
    assert loads.database_mb > 0
    assert list(tmp_path.iterdir()) == []
