"""The whole benchmark in a shortened form; how long anything takes is nobody's business here."""

from pathlib import Path

import pytest

from tests.benchmarks.generate import RARE_MATCHES, RARE_SEARCH
from tests.benchmarks.measure import Figures, Wish, measure_size
from tests.benchmarks.report import report

SIZE = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the benchmark keeps its files."""
    return tmp_path_factory.mktemp("benchmark")


@pytest.fixture(scope="module")
def figures(folder: Path) -> Figures:
    """What was measured of a very small registry."""
    return measure_size(SIZE, folder, Wish(rounds=1, requests=2))


def test_parse_and_load_are_measured_each_in_a_process_of_its_own(figures: Figures) -> None:
    loads = figures.loads
    entries = loads.parses[0].outcome.removesuffix(" entries")
    assert int(entries) > SIZE * 4
    (load,) = loads.loads
    assert load.outcome == f"{entries} added, 0 changed, 0 retired, 0 unchanged"
    assert loads.again.outcome == f"0 added, 0 changed, 0 retired, {entries} unchanged"
    assert loads.ratio > 0
    assert loads.database_mb > 0
    assert all(stage.peak_mb > 0 for stage in [*loads.parses, *loads.loads])


def test_every_request_is_answered_and_says_how_many_commitments_match(figures: Figures) -> None:
    matches = {answered.name: answered.matches for answered in figures.answers}
    assert matches["list"] == f"{SIZE}"
    assert matches[f"search for {RARE_SEARCH}"] == f"{RARE_MATCHES}"
    assert all(matches.values())
    assert all(answered.median > 0 for answered in figures.answers)


def test_nothing_is_left_but_the_log_of_the_server(figures: Figures, folder: Path) -> None:
    assert figures.size == SIZE
    assert [path.name for path in folder.iterdir()] == ["server.log"]


def test_the_report_names_the_machine_the_sizes_and_the_requests(figures: Figures) -> None:
    lines = list(report([figures, figures], None))
    assert lines[0].startswith("Measured on ")
    assert "SQLite" in lines[0]
    loads = [line for line in lines if line.startswith(f"| {SIZE} |")]
    assert len(loads) == 2
    searches = [line for line in lines if line.startswith(f"| search for {RARE_SEARCH} |")]
    assert searches[0].count(f"x 1.0; {RARE_MATCHES} |") == 2
