"""Benchmark of loading and reading large registries.

python -m tests.benchmarks [--sizes 1000,10000,100000] [--database-url URL]
"""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measure import Wish, measure_size
from tests.benchmarks.report import report

_SMALL = 20_000


def main(arguments: list[str]) -> None:
    """Measure each size in turn, and print the report as Markdown."""
    wish = _parser().parse_args(arguments)
    # Ended from outside, the server and the temporary files still go away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures = []
    for size in wish.sizes:
        rounds = wish.rounds or (3 if size <= _SMALL else 1)
        with tempfile.TemporaryDirectory(prefix="scorecard-benchmark-") as folder:
            how = Wish(rounds, wish.requests, wish.database_url, _say)
            figures.append(measure_size(size, Path(folder), how))
    print("\n".join(report(figures, wish.database_url)))


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=[1_000, 10_000, 100_000],
        help="how many commitments, with commas between (default: 1000,10000,100000)",
    )
    parser.add_argument(
        "--database-url",
        help="any database on a PostgreSQL server whose user may create others (default: SQLite)",
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=0,
        help=f"turns of parse and load (default: 3 up to {_SMALL:,} commitments, else 1)",
    )
    parser.add_argument("--requests", type=int, default=30, help="of each kind (default: 30)")
    return parser


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
