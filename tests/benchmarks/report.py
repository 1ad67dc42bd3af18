"""Findings as a page of Markdown: docs/performance.md, which nobody writes by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.benchmarks.driving import Load, middle
from tests.benchmarks.goals import verdicts
from tests.benchmarks.loading import Loads
from tests.benchmarks.measure import Figures, Findings
from tests.benchmarks.server import Memory
from tests.benchmarks.warm import Duel, Standing
from tests.benchmarks.wish import BASE, Wish

_INTRODUCTION = """\
<!-- Written by `python3 run.py bench`; what is changed here by hand, the next run takes away. -->
# How fast it is

One command starts the server as an installation does (`scorecard serve`, one worker, its database
beside it), starts what people would use instead, drives each of them in turn from another process
over 16 connections, and writes this page. Compare within a run and by ratio only: the same machine
gives other figures on another day, and every figure is taken beside the one it is compared with.

**What is compared.** *Bare ASGI* is an application of a few lines under the same server (uvicorn,
uvloop, httptools) that sends the very bytes and headers that the scorecard sent, without looking
at the request: what this server can do at most. *Plain* is a client that accepts no compression,
*browser* one that names gzip, deflate, br and zstd. Of several rounds the median is given, with the
lowest and the highest round in brackets; p50 and p99 are the milliseconds within which half and 99
of 100 answers came. "CPU" is the server's processor time for one answer, in microseconds, which
hardly depends on what else the machine does.

**What this does not show.** Client and server share one machine: a network is slower than either.
Registries other than the shipped one are made of its words, shuffled. Figures of peers are those of
what is easiest to set up with them, not of what an expert could make of them. A web server in front
takes its own time.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Where and how it was measured: a line on machine and versions, the words after `bench`."""

    machine: str
    words: Sequence[str]
    day: str
    minutes: float


def report(findings: Findings, wish: Wish, run: Run) -> Iterator[str]:
    """Yield the lines of the page."""
    yield from _INTRODUCTION.splitlines()
    yield ""
    yield f"Measured on {run.day}: {run.machine}."
    command = " ".join(["python3 run.py bench", *run.words])
    yield (
        f"`{command}` took {run.minutes:.0f} minutes, in turns of {wish.seconds:g} s, each "
        f"{wish.rounds} times, {_client(wish)}"
    )
    yield "\n## What must hold\n"
    yield from table(
        ("what", "goal", "found", "reached"),
        ([one.what, one.goal, one.found, one.word] for one in verdicts(findings)),
    )
    for figures in findings.by_size.values():
        yield from _warm(figures)
    yield from _changes(list(findings.by_size.values()))
    yield from _workers(list(findings.by_size.values()))
    if findings.loads:
        yield from _loads(findings.loads)


def _client(wish: Wish) -> str:
    if wish.client == "wrk":
        return "driven by wrk with one thread."
    return (
        "driven by the load client in tests/benchmarks/own_client.py, in place of wrk. It reaches "
        "its own end at some 28,000 answers a second: who is slower than a peer as fast as that "
        "is shown too near to it, and the CPU of each says more."
    )


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    """Yield a table of Markdown: the first column to the left."""
    yield _row(head)
    yield _row(["---", *["--:"] * (len(head) - 1)])
    for row in rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _warm(figures: Figures) -> Iterator[str]:
    if not figures.duels:
        return
    yield f"\n## Ready answers, {figures.size:,} commitments\n"
    head = ("what", "client", "bytes", "answers/s", "p50", "p99", "bare", "of bare", "CPU, bare")
    yield from table(head, (_of_bare(duel) for duel in figures.duels))
    if any(duel.is_capped for duel in figures.duels):
        yield "\n\\* the client was at its own end: who is slower is shown too near the other."
    yield "\nWhile an editor commits every second, beside the same page in quiet:\n"
    head = ("what", "client", "bytes", "answers/s", "p50", "p99", "quiet", "of quiet", "CPU, quiet")
    yield from table(head, (_of_bare(duel) for duel in figures.busy))
    if figures.standings:
        yield "\nBeside everybody, asked by a plain client:\n"
        names = ("who", "bytes", "answers/s", "p50", "p99", "ours is", "CPU", "MB (share)")
        ours = figures.standings[0]
        yield from table(names, (_standing(one, ours) for one in figures.standings))


def _of_bare(duel: Duel) -> list[str]:
    ours, theirs = middle(duel.ours), middle(duel.theirs)
    low, high = duel.ratios[0], duel.ratios[-1]
    return [
        duel.what,
        duel.client,
        f"{duel.length:,}",
        *_speed(ours),
        f"{theirs.rate:,.0f}",
        f"{duel.ratio:.2f} ({low:.2f}-{high:.2f}){' *' if duel.is_capped else ''}",
        f"{_cpu(ours)}, {_cpu(theirs)}",
    ]


def _speed(load: Load) -> list[str]:
    return [f"{load.rate:,.0f}", f"{load.p50:.2f}", f"{load.p99:.2f}"]


def _cpu(load: Load) -> str:
    return "?" if load.cpu_us is None else f"{load.cpu_us:,.0f}"


def _standing(one: Standing, ours: Standing) -> list[str]:
    name = f"{one.name} ({one.note})" if one.note else one.name
    if not one.loads:
        return [name, *[""] * 7]
    load = middle(one.loads)
    pairs = zip(ours.loads, one.loads, strict=True)
    times = sorted(our.rate / their.rate for our, their in pairs)
    spread = f"{_times(median(times))} ({_times(times[0])}-{_times(times[-1])})"
    return [name, f"{one.length:,}", *_speed(load), spread, _cpu(load), _mb(one.memory)]


def _times(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def _mb(memory: Memory | None) -> str:
    return "?" if memory is None else f"{memory.rss_mb:.0f} ({memory.pss_mb:.0f})"


def _changes(sizes: Sequence[Figures]) -> Iterator[str]:
    """Yield the first answers after a change: a row for each kind, a column for each size."""
    yield "\n## The first answer after a change\n"
    yield (
        "Each is asked once after a publication of its own, by a browser; the row of publishing "
        "is the step that makes it public. Milliseconds: median (a tenth is slower than); "
        f"where {BASE:,} was measured, times the median there.\n"
    )
    base = next((one for one in sizes if one.size == BASE), None)
    head = ["what", *(f"{one.size:,}" for one in sizes)]
    names = list(sizes[0].changes.first)
    yield from table(
        head,
        iter(
            [
                ["publishing", *(_cold(one, base, None) for one in sizes)],
                *([name, *(_cold(one, base, name) for one in sizes)] for name in names),
            ]
        ),
    )


def _cold(figures: Figures, base: Figures | None, name: str | None) -> str:
    def times(one: Figures) -> Sequence[float]:
        return one.changes.published if name is None else one.changes.first[name]

    found = times(figures)
    slow = quantiles(found, n=10)[-1] if len(found) > 1 else found[0]
    said = f"{median(found):.1f} ({slow:.1f})"
    if base is None or figures.size <= BASE:
        return said
    return f"{said}, x {median(found) / median(times(base)):.1f}"


def _workers(sizes: Sequence[Figures]) -> Iterator[str]:
    yield "\n## Memory and start\n"
    yield "One worker, after all of the above and after reading many different pages.\n"
    head = ("commitments", "different pages read", "MB resident (share)", "start to first answer")
    yield from table(head, (_worker(one) for one in sizes))


def _worker(figures: Figures) -> list[str]:
    # The first found the machine cold.
    starts = figures.starts[1:] or figures.starts
    seconds = [start.seconds for start in starts]
    start = f"{median(seconds):.2f} s ({min(seconds):.2f}-{max(seconds):.2f})"
    cpu = [start.cpu for start in starts if start.cpu is not None]
    start += f", {median(cpu):.2f} s of CPU" if cpu else ""
    return [f"{figures.size:,}", f"{figures.pages:,}", _mb(figures.memory), start]


def _loads(loads: Loads) -> Iterator[str]:
    yield "\n## Loading\n"
    yield (
        "Reading, checking and writing a registry into an empty database, beside PyYAML's C "
        "parser alone on the same file; each in processes of its own, in turns.\n"
    )
    head = (
        *("commitments", "file", "parse alone", "whole load", "ratio", "same file again"),
        *("memory: parse", "memory: load", "database"),
    )
    row = [
        f"{loads.size:,}",
        f"{loads.file_mb:.1f} MB",
        f"{median(one.seconds for one in loads.parses):.2f} s",
        f"{median(one.seconds for one in loads.loads):.2f} s",
        f"{loads.ratio:.2f}",
        f"{loads.again.seconds:.2f} s",
        f"{max(one.peak_mb for one in loads.parses):,.0f} MB",
        f"{max(one.peak_mb for one in loads.loads):,.0f} MB",
        f"{loads.database_mb:,.1f} MB",
    ]
    yield from table(head, iter([row]))
