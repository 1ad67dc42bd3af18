"""How fast it is: `python3 run.py bench`, which writes docs/performance.md.

Without options: the shipped registry and 10,000 commitments, in about a quarter of an hour.
With --full also 250,000, in more than an hour; --prepared FOLDER keeps the large databases for the
next time.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.driving import best_client
from tests.benchmarks.goals import LARGEST, LARGEST_LOAD
from tests.benchmarks.loading import real_size
from tests.benchmarks.machine import load_average, machine
from tests.benchmarks.measure import measure
from tests.benchmarks.report import Run, report
from tests.benchmarks.wish import Wish, say

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "performance.md"

# argparse takes a part of an option for the whole, down to these.
_PRIVATE = ("--o", "--p", "--d")
_QUICK, _QUICK_LOAD = 10_000, 10_000
_FULL_ROUNDS, _FULL_SECONDS, _FULL_PAGES = 5, 4.0, 3_000


def main(arguments: list[str]) -> int:
    """Measure, write the page, and give its exit code: 1 when something failed, and then no page.

    A goal that is missed is no failure: the page says so.
    """
    if sys.platform == "win32":
        print("The benchmark needs Linux or macOS: its clients and peers do.", file=sys.stderr)
        return 1
    asked = _parser().parse_args(arguments)
    # Ended from outside, servers and temporary files still go away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        run(_wish(asked), arguments, asked.output)
    except RuntimeError as error:
        print(f"The benchmark failed, and wrote nothing: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130
    say(f"Written to {asked.output}")
    return 0


def run(wish: Wish, words: Sequence[str], output: Path) -> None:
    """Measure all that is wished, and write the page to `output`.

    Raises:
        RuntimeError: when anything that should answer does not.

    """
    began, busy = time.monotonic(), load_average()
    with tempfile.TemporaryDirectory(prefix="scorecard-benchmark-") as folder:
        findings = measure(Path(folder), wish)
    minutes = (time.monotonic() - began) / 60
    where = f"{machine(wish.server)}; {busy} programs at work before it began"
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    lines = report(findings, wish, Run(where, told(words), day, minutes))
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(words: Sequence[str]) -> list[str]:
    """Leave out what is nobody's business: places of this machine, and a database's password."""
    kept, private = [], False
    for word in words:
        is_option = word.startswith(_PRIVATE)
        if not is_option and not private:
            kept.append(word)
        private = is_option and "=" not in word
    return kept


def _wish(asked: argparse.Namespace) -> Wish:
    full = asked.full
    return Wish(
        sizes=asked.sizes or [real_size(), _QUICK, *([LARGEST] if full else [])],
        load_size=(LARGEST_LOAD if full else _QUICK_LOAD)
        if asked.load_size is None
        else asked.load_size,
        client=asked.client or best_client(),
        rounds=asked.rounds or (_FULL_ROUNDS if full else Wish.rounds),
        seconds=asked.seconds or (_FULL_SECONDS if full else Wish.seconds),
        turns=asked.turns,
        pages=_FULL_PAGES if full else Wish.pages,
        server=asked.database_url,
        prepared=asked.prepared,
    )


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 run.py bench", description=__doc__)
    add = parser.add_argument
    add("--full", action="store_true", help="measure all that has a goal, longer and larger")
    add("--sizes", type=_sizes, help="how many commitments, with commas between")
    add("--load-size", type=int, help="how many are loaded beside the bare parser, 0 for none")
    add("--rounds", type=int, help="turns of everything that is compared")
    add("--seconds", type=float, help="how long each of them is driven in a turn")
    add("--turns", type=int, default=20, help="changes before each kind of first answer")
    add("--client", choices=("wrk", "own"), help="the load client (default: wrk if installed)")
    add("--prepared", type=Path, help="a folder in which large databases are kept and found again")
    add("--database-url", help="any database on a PostgreSQL server whose user may create others")
    add("--output", type=Path, default=PAGE, help="the page to write")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
