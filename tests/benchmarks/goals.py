"""What must hold, as the project set itself, and whether what was measured reaches it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.asking import PAGES, SEARCH
from tests.benchmarks.loading import Loads, real_size
from tests.benchmarks.measure import Figures, Findings
from tests.benchmarks.peers import DATASETTE_JSON
from tests.benchmarks.warm import UNCHANGED, Duel, slowest
from tests.benchmarks.wish import BASE

LARGEST = 250_000
LARGEST_LOAD = 100_000

_LEAST_OF_BARE = 0.75
_LEAST_OF_QUIET = 0.6
_MOST_MS_AT_WORK = 50
_LEAST_OF_DATASETTE = 100
_MOST_MS_AFTER_CHANGE = 25
_MOST_GROWTH = 2
_MOST_OF_PARSE = 1.2
_MOST_MB = {"real": 150, "largest": 350}
_MOST_SECONDS_TO_START = 2
Sized = tuple[Duel, int]

_WITHOUT = "not measured in this run"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal, what was found, and whether it is reached; None where it was not measured.

    `short_of` says where something smaller was measured than the goal is about.
    """

    what: str
    goal: str
    found: str
    reached: bool | None
    short_of: str = ""

    @property
    def word(self) -> str:
        """Say it in a table."""
        word = {True: "yes", False: "**no**", None: "not measured"}[self.reached]
        return f"{word}, {self.short_of}" if self.short_of else word


def verdicts(findings: Findings) -> Iterator[Verdict]:
    """Judge every goal, in the order in which they were set."""
    sizes = findings.by_size
    duels = [(duel, size) for size in sizes for duel in sizes[size].duels]
    busy = [(duel, size) for size in sizes for duel in sizes[size].busy]
    unchanged = [one for one in duels if one[0].what.startswith(UNCHANGED)]
    ready = [one for one in duels if one not in unchanged]
    goal = f"at least {_LEAST_OF_BARE}"
    yield _at_least("warm pages and JSON, of bare ASGI bytes of the same size", goal, ready)
    yield _of_datasette(findings)
    yield _at_least("304 answers, of bare ASGI empty answers", goal, unchanged)
    yield _at_work(busy)
    real, largest = sizes.get(real_size()), sizes[max(sizes)]
    yield _after_change(real)
    yield from _growth(sizes.get(BASE), largest)
    yield _loading(findings.loads)
    yield _memory(f"memory of a worker, {real_size()} commitments", real, _MOST_MB["real"])
    short = _short(largest.size, LARGEST)
    larger = largest if largest.size > BASE else None
    name = f"memory of a worker, {LARGEST:,} commitments"
    yield _memory(name, larger, _MOST_MB["largest"], short)
    yield _start(real)


def _short(measured: int, wanted: int) -> str:
    return f"at {measured:,}" if measured < wanted else ""


def _at_least(what: str, goal: str, duels: Sequence[Sized]) -> Verdict:
    if not duels:
        return Verdict(what, goal, _WITHOUT, None)
    worst = min(duels, key=lambda one: one[0].ratio)
    all_of_them = median(duel.ratio for duel, _ in duels)
    least = worst[0].ratio
    found = f"{least:.2f} for the worst ({_named(*worst)}); {all_of_them:.2f} as the median"
    return Verdict(what, goal, found, least >= _LEAST_OF_BARE)


def _named(duel: Duel, size: int) -> str:
    return f"{duel.what}, {duel.client}, {size:,} commitments"


def _of_datasette(findings: Findings) -> Verdict:
    what = "warm JSON of 100 commitments, of Datasette's JSON of 100 rows"
    goal = f"at least {_LEAST_OF_DATASETTE} times"
    for figures in findings.by_size.values():
        for theirs in figures.standings:
            if theirs.name == DATASETTE_JSON and theirs.loads:
                ours = figures.standings[0].loads
                pairs = zip(ours, theirs.loads, strict=True)
                times = median(one.rate / other.rate for one, other in pairs)
                reached = times >= _LEAST_OF_DATASETTE
                return Verdict(what, goal, f"{times:.0f} times", reached)
    return Verdict(what, goal, _WITHOUT, None)


def _at_work(duels: Sequence[Sized]) -> Verdict:
    what = "warm pages while an editor commits every second"
    goal = f"at least {_LEAST_OF_QUIET} of the quiet figure, p99 under {_MOST_MS_AT_WORK} ms"
    if not duels:
        return Verdict(what, goal, _WITHOUT, None)
    worst = min(duels, key=lambda one: one[0].ratio)
    last = max(duels, key=lambda one: slowest(one[0].ours))
    least, late = worst[0].ratio, slowest(last[0].ours)
    found = f"{least:.2f} ({_named(*worst)}); p99 {late:.1f} ms ({_named(*last)})"
    reached = least >= _LEAST_OF_QUIET and late < _MOST_MS_AT_WORK
    return Verdict(what, goal, found, reached)


def _after_change(figures: Figures | None) -> Verdict:
    what = f"first answer after a change, {real_size()} commitments: scorecard, list, commitment"
    goal = f"under {_MOST_MS_AFTER_CHANGE} ms each, median"
    if figures is None:
        return Verdict(what, goal, _WITHOUT, None)
    times = [figures.changes.median_of(page) for page in PAGES]
    found = ", ".join(f"{time:.1f}" for time in times) + " ms"
    return Verdict(what, goal, found, max(times) < _MOST_MS_AFTER_CHANGE)


def _growth(base: Figures | None, large: Figures) -> Iterator[Verdict]:
    goal = f"at most {_MOST_GROWTH} times the figure at {BASE:,}"
    cold = f"the same at {LARGEST:,} commitments, and a search with few matches"
    publishing = f"publishing one piece of evidence at {LARGEST:,} commitments"
    if base is None or large.size <= BASE:
        yield Verdict(cold, goal, _WITHOUT, None)
        yield Verdict(publishing, goal, _WITHOUT, None)
        return
    short = _short(large.size, LARGEST)
    growth = {
        page: large.changes.median_of(page) / base.changes.median_of(page)
        for page in (*PAGES, SEARCH)
    }
    found = ", ".join(f"{page.partition(': ')[2]} {times:.1f}" for page, times in growth.items())
    yield Verdict(cold, goal, found, max(growth.values()) <= _MOST_GROWTH, short)
    before, after = median(base.changes.published), median(large.changes.published)
    found = f"{after / before:.1f} times ({before:.1f} ms, {after:.1f} ms)"
    yield Verdict(publishing, goal, found, after / before <= _MOST_GROWTH, short)


def _loading(loads: Loads | None) -> Verdict:
    what = f"loading {LARGEST_LOAD:,} commitments with {3 * LARGEST_LOAD:,} pieces of evidence"
    goal = f"at most {_MOST_OF_PARSE} times `yaml.load(CSafeLoader)` of the same file"
    if loads is None:
        return Verdict(what, goal, _WITHOUT, None)
    reached = loads.ratio <= _MOST_OF_PARSE
    return Verdict(
        what, goal, f"{loads.ratio:.2f} times", reached, _short(loads.size, LARGEST_LOAD)
    )


def _memory(what: str, figures: Figures | None, most: int, short: str = "") -> Verdict:
    goal = f"under {most} MB"
    if figures is None or figures.memory is None:
        return Verdict(what, goal, _WITHOUT, None)
    memory = figures.memory
    found = f"{memory.rss_mb:.0f} MB resident, {memory.pss_mb:.0f} MB of its own share"
    return Verdict(what, goal, found, memory.rss_mb < most, short)


def _start(figures: Figures | None) -> Verdict:
    what = f"start to first answer, warm machine, {real_size()} commitments"
    goal = f"under {_MOST_SECONDS_TO_START} s"
    if figures is None:
        return Verdict(what, goal, _WITHOUT, None)
    # The first start found the machine cold.
    seconds = median(start.seconds for start in figures.starts[1:] or figures.starts)
    return Verdict(what, goal, f"{seconds:.2f} s", seconds < _MOST_SECONDS_TO_START)
