"""Figures as Markdown, with the machine they were taken on."""

import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from statistics import median

from sqlalchemy import text

from app.store.engine import SQLITE_VERSION, open_engine
from tests.benchmarks.asking import Answered
from tests.benchmarks.measure import Figures

_LOAD_COLUMNS = (
    *("commitments", "file", "CSafeLoader alone", "whole load", "ratio", "same file again"),
    *("memory: CSafeLoader", "memory: load", "database"),
)


def report(figures: Sequence[Figures], server: str | None) -> Iterator[str]:
    """Yield the lines of the report: machine, loads, requests beside those of the first size."""
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine(server)}."
    yield ""
    yield from _loads(figures)
    yield ""
    yield from _requests(figures)


def machine(server: str | None) -> str:
    """Name processor, cores, system, Python and database, with their versions."""
    version = _server_version(server) if server else SQLITE_VERSION
    python = f"{platform.python_implementation()} {platform.python_version()}"
    database = f"{'PostgreSQL' if server else 'SQLite'} {version}"
    return f"{_processor()}, {cpu_count()} cores, {platform.system()}, {python}, {database}"


def _server_version(url: str) -> str:
    engine = open_engine(url)
    with engine.connect() as connection:
        version = connection.execute(text("SHOW server_version")).scalar_one()
    engine.dispose()
    return str(version)


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if sys.platform == "linux" and known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _loads(figures: Sequence[Figures]) -> Iterator[str]:
    yield _row(_LOAD_COLUMNS)
    yield _row(["--:"] * len(_LOAD_COLUMNS))
    for each in figures:
        loads = each.loads
        yield _row(
            [
                f"{each.size:,}",
                f"{loads.file_mb:.1f} MB",
                f"{median(one.seconds for one in loads.parses):.2f} s",
                f"{median(one.seconds for one in loads.loads):.2f} s",
                f"{loads.ratio:.2f}",
                f"{loads.again.seconds:.2f} s",
                f"{max(one.peak_mb for one in loads.parses):,.0f} MB",
                f"{max(one.peak_mb for one in loads.loads):,.0f} MB",
                f"{loads.database_mb:,.1f} MB",
            ]
        )


def _requests(figures: Sequence[Figures]) -> Iterator[str]:
    """Yield a row for each request: its matches, first and median time at each size, the ratio."""
    smallest = {one.name: one for one in figures[0].answers}
    yield _row(["request", *(f"{each.size:,}" for each in figures)])
    yield _row(["---"] * (len(figures) + 1))
    answered = [{one.name: one for one in each.answers} for each in figures]
    for name, first in smallest.items():
        cells = [_cell(each[name], first) for each in answered if name in each]
        yield _row([name, *cells])
    yield ""
    yield (
        f"Each cell: median (first time) in ms, times the median at {figures[0].size:,}; "
        "how many commitments match."
    )


def _cell(answered: Answered, smallest: Answered) -> str:
    ratio = answered.median / smallest.median
    times = f"{answered.median:.1f} ({answered.first:.0f}), x {ratio:.1f}"
    return f"{times}; {answered.matches}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
