"""Measuring one registry after another against a server that runs as an installation does."""

import http.client
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.workflow import Scope, StaffRole
from app.store.engine import open_engine
from tests.benchmarks.asking import different_pages
from tests.benchmarks.changes import Changes, after_changes
from tests.benchmarks.driving import BROWSER
from tests.benchmarks.loading import Loads, filled_database, measure_loads, real_size
from tests.benchmarks.server import Memory, Running, Start, running_scorecard
from tests.benchmarks.warm import Duel, Standing, against_bare, everybody, with_an_editor
from tests.benchmarks.wish import BASE, Wish
from tests.staffing import add_staff, token_for


@dataclass(slots=True)
class Figures:
    """All that was measured of one size; `starts` are those of its server, in turn."""

    size: int
    duels: Sequence[Duel] = ()
    busy: Sequence[Duel] = ()
    standings: Sequence[Standing] = ()
    changes: Changes = field(default_factory=Changes)
    memory: Memory | None = None
    pages: int = 0
    starts: list[Start] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a whole run found: by size, and of loading."""

    by_size: dict[int, Figures]
    loads: Loads | None


def measure(folder: Path, wish: Wish) -> Findings:
    """Measure everything; files made in `folder` are its owner's to remove.

    Where a size is larger than `BASE`, changes are measured at that as well, to compare with.

    Raises:
        RuntimeError: when a server, a client, a load or an editor fails, with what it wrote.

    """
    sizes = set(wish.sizes)
    found = {
        size: _measure_size(size, folder / str(size), wish)
        for size in sorted(sizes | ({BASE} if max(sizes) > BASE else set()))
    }
    loads = folder / "loads"
    loads.mkdir()
    return Findings(found, measure_loads(loads, wish) if wish.load_size else None)


def _measure_size(size: int, folder: Path, wish: Wish) -> Figures:
    folder.mkdir()
    figures = Figures(size)
    wish.say(f"--- {size:,} commitments")
    with filled_database(size, folder, wish) as (url, registry):
        token = hire(url)
        log = folder / "server.log"
        with running_scorecard(url, registry, log) as server:
            figures.starts.append(server.start)
            if size in wish.sizes:
                _measure_warm(figures, server, (url, token), (folder, wish))
            figures.changes = after_changes(server, token, size, wish)
            _browse(figures, server, wish)
            figures.memory = server.memory()
        for _ in range(wish.starts if size == real_size() else 0):
            with running_scorecard(url, registry, log) as server:
                figures.starts.append(server.start)
    return figures


def _measure_warm(
    figures: Figures, server: Running, means: tuple[str, str], where: tuple[Path, Wish]
) -> None:
    """Drive what is ready: beside bare bytes, beside everybody, and while somebody writes."""
    (url, token), (folder, wish) = means, where
    (page,) = different_pages(server, 1)
    commitment = page.rpartition("/")[2]
    figures.duels = against_bare(server, commitment, folder / "bare", wish)
    if figures.size == wish.size_for_all:
        figures.standings = everybody(server, url, folder / "peers", wish)
    figures.busy = with_an_editor(server, token, wish)


def hire(url: str) -> str:
    """Give the token of somebody who may write and publish, in a database that has the tables."""
    engine = open_engine(url)
    person = add_staff(engine, StaffRole.REVIEWER)
    token = token_for(engine, person, [Scope.READ, Scope.PROPOSE, Scope.PUBLISH])
    engine.dispose()
    return token


def _browse(figures: Figures, server: Running, wish: Wish) -> None:
    """Read many different pages, so that whatever keeps ready answers has its fill of them."""
    wish.say(f"reading up to {wish.pages:,} different pages")
    connection = server.connect()
    for path in different_pages(server, wish.pages):
        connection.request("GET", path, headers=BROWSER)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} was answered with {answer.status}")
        figures.pages += 1
    connection.close()
