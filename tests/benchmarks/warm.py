"""Answers that are ready, beside peers that do nothing else: they take turns, round by round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.asking import LIST, SCORECARD, driven
from tests.benchmarks.driving import BROWSER, Answer, Load, Target, ask, drive, middle
from tests.benchmarks.editing import editor_at_work
from tests.benchmarks.peers import Peer, bare_server, copy_for_peers, peers, record
from tests.benchmarks.server import Memory, Running
from tests.benchmarks.wish import Wish

PLAIN, AS_BROWSER = "plain", "browser"
UNCHANGED = "304"
_CLIENTS = {PLAIN: {}, AS_BROWSER: BROWSER}
_BETWEEN_COMMITS = 1.0


@dataclass(frozen=True, slots=True)
class Duel:
    """The scorecard and somebody else, in turns: `what` was asked, and by which kind of client."""

    what: str
    client: str
    length: int
    ours: Sequence[Load]
    theirs: Sequence[Load]

    @property
    def is_capped(self) -> bool:
        """Whether the client was at its own end: the slower is shown too near the faster."""
        return middle(self.ours).is_capped or middle(self.theirs).is_capped

    @property
    def ratios(self) -> list[float]:
        """How many times the other's answers a second, round by round, smallest first."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return sorted(ours.rate / theirs.rate for ours, theirs in pairs)

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return median(self.ratios)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one of many did in the comparison of everybody; without loads it was not there."""

    name: str
    note: str
    length: int = 0
    loads: Sequence[Load] = ()
    memory: Memory | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    what: str
    client: str
    target: Target
    answer: Answer


def against_bare(server: Running, commitment: str, folder: Path, wish: Wish) -> list[Duel]:
    """Compare ready answers and 304 with bare ASGI sending the very same bytes and headers."""
    asked = list(_everything(server, commitment, wish.targets))
    folder.mkdir()
    record([one.answer for one in asked], folder)
    found = []
    with bare_server(folder) as other:
        for number, one in enumerate(asked):
            wish.say(f"{one.what} ({one.client}), beside bare ASGI")
            same = Target(other, f"/{number}", one.target.headers, one.target.status)
            theirs, ours = alternate([same, one.target], wish)
            length = len(one.answer.body)
            found.append(Duel(one.what, one.client, length, ours, theirs))
    return found


def _everything(server: Running, commitment: str, targets: int) -> Iterator[_Asked]:
    for what, path in list(driven(commitment).items())[:targets]:
        for client, headers in _CLIENTS.items():
            target = Target(server, path, headers)
            answer = ask(target)
            yield _Asked(what, client, target, answer)
            if what not in {SCORECARD, next(iter(driven("")))}:
                continue
            named = Target(server, path, headers | {"If-None-Match": answer.header("etag")}, 304)
            yield _Asked(f"{UNCHANGED}, {what}", client, named, ask(named))


def alternate(targets: Sequence[Target], wish: Wish) -> list[list[Load]]:
    """Drive each in turn, as often as is wished; give the loads of each."""
    found: list[list[Load]] = [[] for _ in targets]
    for _ in range(wish.rounds):
        for place, target in enumerate(targets):
            found[place].append(drive(target, wish.seconds, wish.client))
    return found


def with_an_editor(server: Running, token: str, wish: Wish) -> list[Duel]:
    """Compare ready pages while somebody commits every second with the same pages in quiet.

    `theirs` is the quiet. Each turn lasts long enough for three commits.
    """
    every = min(_BETWEEN_COMMITS, wish.seconds / 2)
    seconds = max(wish.seconds, 3 * every)
    found = []
    for what, path in ((SCORECARD, "/en/"), (LIST, "/en/commitments"))[: wish.targets]:
        wish.say(f"{what}, while an editor commits every {every:g} s")
        target = Target(server, path, BROWSER)
        quiet, busy = [], []
        for _ in range(wish.rounds):
            quiet.append(drive(target, seconds, wish.client))
            with editor_at_work(server.port, token, every):
                busy.append(drive(target, seconds, wish.client))
        found.append(Duel(what, AS_BROWSER, len(ask(target).body), busy, quiet))
    return found


def everybody(server: Running, url: str, folder: Path, wish: Wish) -> list[Standing]:
    """Compare the JSON of a hundred commitments with whatever people would use instead."""
    folder.mkdir()
    name, path = next(iter(driven("").items()))
    ours = Target(server, path)
    answer = ask(ours)
    bytes_only = folder / "bare"
    bytes_only.mkdir()
    record([answer], bytes_only)
    with (
        bare_server(bytes_only) as bare,
        peers(copy_for_peers(url, folder), answer.body, folder) as others,
    ):
        all_of_them = [
            Peer(f"the scorecard, {name}", ours, ""),
            Peer("bare ASGI, the same bytes", Target(bare, "/0"), ""),
            *others,
        ]
        wish.say(f"{name}, beside everybody")
        there = {peer.name: peer.target for peer in all_of_them if peer.target}
        loads = dict(zip(there, alternate(list(there.values()), wish), strict=True))
        return [_standing(peer, loads.get(peer.name, [])) for peer in all_of_them]


def _standing(peer: Peer, loads: Sequence[Load]) -> Standing:
    if peer.target is None:
        return Standing(peer.name, peer.note)
    length = len(ask(peer.target).body)
    return Standing(peer.name, peer.note, length, loads, peer.target.server.memory())


def slowest(loads: Sequence[Load]) -> float:
    """Give the milliseconds of the slowest of 99 in 100, as the median of the rounds has it."""
    return middle(loads).p99
