"""Loading a registry beside parsing it, and filled databases for everything else."""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from sqlalchemy import make_url

from app.settings import bundled
from tests.benchmarks.databases import empty_database, size_mb
from tests.benchmarks.generate import generate_registry
from tests.benchmarks.stages import Stage, prepare
from tests.benchmarks.wish import Wish

_SECONDS = 7200
_MOST_TURNS = 3
_ROOT = Path(__file__).resolve().parent.parent.parent
_SHIPPED = bundled("data") / "commitments.yaml"


@dataclass(frozen=True, slots=True)
class Loads:
    """Loading a file beside parsing it, each in fresh processes that took turns."""

    size: int
    file_mb: float
    parses: Sequence[Stage]
    loads: Sequence[Stage]
    again: Stage
    database_mb: float

    @property
    def ratio(self) -> float:
        """How many times the parse a whole load takes: the median of the turns."""
        pairs = zip(self.loads, self.parses, strict=True)
        return statistics.median(load.seconds / parse.seconds for load, parse in pairs)


@cache
def real_size() -> int:
    """Count the commitments of the shipped registry: a registry of this size is that one."""
    sections = yaml.load(_SHIPPED.read_bytes(), Loader=yaml.CSafeLoader)
    return len(sections["commitments"])


def measure_loads(folder: Path, wish: Wish) -> Loads:
    """Load and parse the same file in turns; then load it again, which must change nothing.

    Raises:
        RuntimeError: when a stage fails, with what it wrote.

    """
    wish.say(f"writing a registry of {wish.load_size:,} commitments")
    registry = folder / f"r{wish.load_size}.yaml"
    generate_registry(registry, wish.load_size)
    parses: list[Stage] = []
    loads: list[Stage] = []
    turns = min(wish.rounds, _MOST_TURNS)
    for turn in range(1, turns + 1):
        wish.say(f"parsing and loading {wish.load_size:,} commitments, turn {turn}")
        parses.append(_run("parse", registry))
        with empty_database(folder, wish.server) as url:
            loads.append(_load(registry, url))
            if turn < turns:
                continue
            again = _run("load", registry, url)
            database_mb = size_mb(folder, url)
    _demand(again.outcome.startswith("0 added, 0 changed, 0 retired"), again.outcome)
    file_mb = registry.stat().st_size / 2**20
    registry.unlink()
    return Loads(wish.load_size, file_mb, parses, loads, again, database_mb)


@contextmanager
def filled_database(size: int, folder: Path, wish: Wish) -> Iterator[tuple[str, Path]]:
    """Give a database with so many commitments and the file they came from; it may be changed.

    Raises:
        RuntimeError: when the registry cannot be loaded.

    """
    with empty_database(folder, wish.server) as url:
        if wish.prepared and wish.server is None:
            registry = _from_prepared(wish.prepared, size, url, wish)
            prepare(url)
        else:
            registry = _make(size, folder, url, wish)
        yield url, registry


def _from_prepared(prepared: Path, size: int, url: str, wish: Wish) -> Path:
    """Copy the database `r<size>.db` of a folder, after making it if it is not there yet."""
    registry, kept = _registry(size, prepared), prepared / f"r{size}.db"
    if not registry.exists() or not kept.exists():
        unfinished = prepared / f"r{size}.unfinished"
        unfinished.unlink(missing_ok=True)
        _make(size, prepared, f"sqlite:///{unfinished}", wish)
        unfinished.rename(kept)
    place = make_url(url).database or ""
    for ending in ("", "-wal"):
        if Path(f"{kept}{ending}").exists():
            shutil.copyfile(f"{kept}{ending}", f"{place}{ending}")
    return registry


def _make(size: int, folder: Path, url: str, wish: Wish) -> Path:
    wish.say(f"writing and loading a registry of {size:,} commitments")
    registry = _registry(size, folder)
    if registry != _SHIPPED:
        generate_registry(registry, size)
    _load(registry, url)
    return registry


def _registry(size: int, folder: Path) -> Path:
    """Give the file of a registry: the shipped one, or one in a folder."""
    return _SHIPPED if size == real_size() else folder / f"r{size}.yaml"


def _load(registry: Path, url: str) -> Stage:
    prepare(url)
    return _run("load", registry, url)


def _run(stage: str, *arguments: Path | str) -> Stage:
    command = [sys.executable, "-m", "tests.benchmarks.stages", stage, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=_ROOT, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    _demand(done.returncode == 0, done.stderr[-2000:])
    return Stage(**json.loads(done.stdout))


def _demand(is_right: bool, otherwise: str) -> None:
    if not is_right:
        raise RuntimeError(f"the measurement cannot go on: {otherwise}")
