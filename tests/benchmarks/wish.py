"""What a run of the benchmark is asked to do."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HOST = "127.0.0.1"
"""Where every server of a run listens, and nowhere else."""

ROWS = 100
"""How many commitments, or rows, a list has that is compared."""

BASE = 1_000
"""The size that larger ones are compared with."""

Client = Literal["wrk", "own"]


def say(line: str) -> None:
    """Tell whoever waits what is being measured, where it cannot mix with the report."""
    print(line, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Wish:
    """How much to measure: registries of `sizes`, and loading one of `load_size`, if any.

    Everything that is compared takes turns, `rounds` times, `seconds` each. `turns` are changes
    before each kind of cold answer, `pages` are read before memory is taken, `starts` are timed.
    `targets` are the first so many kinds of pages and answers. Databases are made on `server`, the
    address of a PostgreSQL server's database, or else with SQLite; those in the folder `prepared`
    are copied instead, and what is missing there is put there.
    """

    sizes: Sequence[int]
    load_size: int
    client: Client
    rounds: int = 3
    seconds: float = 2
    turns: int = 20
    pages: int = 300
    starts: int = 5
    targets: int = 99
    server: str | None = None
    prepared: Path | None = None
    say: Callable[[str], None] = say

    @property
    def size_for_all(self) -> int:
        """The size at which everybody is compared: the smallest with a hundred rows, if any."""
        large = [size for size in self.sizes if size >= 100]
        return min(large) if large else max(self.sizes)
