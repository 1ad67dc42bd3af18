"""Benchmark of whole copies: seconds of CPU, peak memory, rows and bytes of every file.

    python -m tests.benchmarks.exporting [SIZE]

Each file is made in a process of its own, so that its peak memory is its own; `nothing` is a
process that opens the database and makes none. The package is all of them and the ZIP.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from app.domain.vocabulary import Language
from app.exports.files import BY_NAME, PACKAGE
from app.exports.making import ExportFile, make
from app.exports.package import pack, write_package
from app.queries.languages import Tongue
from app.queries.view import View, look
from app.store.engine import open_engine, reading
from tests.benchmarks.generate import generate_registry
from tests.benchmarks.stages import TODAY, peak_mb, prepare

NOTHING = "nothing"
_SIZE = 10_000
_LARGE_ONES = (
    "commitments.csv",
    "commitments.ndjson",
    "revisions.ndjson",
    "scorecard.csv",
    "scorecard.xlsx",
    "scorecard.json",
    "scorecard.yaml",
    "scorecard.db",
    PACKAGE,
)


@dataclass(frozen=True, slots=True)
class Made:
    """What making a file took, and what came of it."""

    name: str
    seconds: float
    peak_mb: float
    rows: int
    bytes: int


def measure(size: int, names: tuple[str, ...] = _LARGE_ONES) -> Iterator[Made]:
    """Make these files of a registry with `size` commitments, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="scorecard-exporting-") as folder:
        place = Path(folder)
        url = f"sqlite:///{place / 'large.db'}"
        generate_registry(place / "large.yaml", size)
        prepare(url)
        # What this process took would count as what those that it starts have taken.
        loading = [sys.executable, "-m", "tests.benchmarks.stages", "load"]
        subprocess.run([*loading, place / "large.yaml", url], check=True, capture_output=True)
        for name in (NOTHING, *names):
            command = [sys.executable, "-m", __spec__.name, url, name, folder]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            yield Made(**json.loads(done.stdout))


def made(url: str, name: str, folder: str) -> Made:
    """Make one file in this process."""
    engine = open_engine(url)
    with reading(engine) as session:
        view = look(session, TODAY, TODAY, Tongue(Language.ENGLISH))
        began = time.process_time()
        file = _maker(name)(view, Path(folder)) if name != NOTHING else None
        seconds = time.process_time() - began
    engine.dispose()
    rows, length = (file.rows, file.bytes) if file else (0, 0)
    return Made(name, round(seconds, 2), round(peak_mb(), 1), rows, length)


def _maker(name: str) -> Callable[[View, Path], ExportFile]:
    if name != PACKAGE:
        return lambda view, folder: make(view, BY_NAME[name], folder / name)

    def package(view: View, folder: Path) -> ExportFile:
        inside = folder / "package"
        inside.mkdir()
        return pack(write_package(view, inside), folder / PACKAGE)

    return package


def main(arguments: list[str]) -> None:
    """Measure, and print a table in Markdown; or, asked by another process, make one file."""
    if len(arguments) > 1:
        print(json.dumps(asdict(made(*arguments))))
        return
    print("| file | CPU seconds | peak MB | rows | MB |\n|---|---|---|---|---|")
    for one in measure(int(arguments[0]) if arguments else _SIZE):
        size = f"{one.bytes / 1e6:.1f}"
        print(f"| {one.name} | {one.seconds} | {one.peak_mb} | {one.rows:,} | {size} |")


if __name__ == "__main__":
    main(sys.argv[1:])
