"""Killing a server in the middle of writes, again and again, and looking for what was lost.

python -m tests.benchmarks.killing [--kills 200] [--editors 8] [--database-url URL]

Editors write through the writing API as fast as they are answered: a draft, a correction, handing
in, and publication by somebody else. At a random moment the server gets SIGKILL. Whatever had been
acknowledged must be there when it is back: the version, its whole text, what it published; the
chains of both ledgers must hold and the readings be what the rule gives.

The database is a copy of the shipped registry's; with `--database-url` on PostgreSQL.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.vocabulary import Language
from app.domain.workflow import Scope, StaffRole, State
from app.editing.history import draft_at
from app.editing.proposals import find_proposal
from app.queries.languages import Tongue
from app.registry.loading import Order, load_registry
from app.registry.reader import read_registry
from app.registry.verification import altered_rows
from app.settings import bundled
from app.store import verification
from app.store.engine import open_engine, reading
from app.store.migrate import migrate
from app.store.tables import Evidence
from tests.benchmarks.databases import empty_database
from tests.postgresql import free_port
from tests.staffing import add_staff, token_for

_DAY = date(2026, 11, 21)
_REGISTRY = bundled("data") / "commitments.yaml"
_COMMITMENTS = (
    "decree-2021-06-expression",
    "decree-2021-01-un-mechanisms",
    "decree-2021-09-criminal-justice-torture",
)
_MOST_WRITES = 30
_LONGEST_AFTER = 0.05
_SECONDS_TO_START = 60
_SECONDS_TO_WRITE = 60
_EVERY_SO_MANY = 25


@dataclass(frozen=True, slots=True)
class Promise:
    """What the server acknowledged: a version of a proposal, its text, and whether it is public."""

    proposal: str
    version: int
    summary: str
    published_as: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The tokens of somebody who writes and of somebody else who publishes."""

    editor: str
    reviewer: str


@dataclass(slots=True)
class Outcome:
    """What a run found: what was acknowledged, and a sentence for everything that was wrong."""

    kills: int = 0
    promises: list[Promise] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def published(self) -> int:
        """How many publications were acknowledged."""
        return sum(one.published_as is not None for one in self.promises)


def hire(engine: Engine, editors: int) -> list[Pair]:
    """Make as many pairs of people with tokens."""
    rights = [Scope.READ, Scope.PROPOSE, Scope.PUBLISH]
    return [
        Pair(
            token_for(engine, add_staff(engine, StaffRole.EDITOR), rights[:2]),
            token_for(engine, add_staff(engine, StaffRole.REVIEWER), rights),
        )
        for _ in range(editors)
    ]


def fill(url: str) -> Engine:
    """Load the shipped registry into an empty database."""
    engine = open_engine(url)
    migrate(engine)
    load_registry(engine, read_registry(_REGISTRY, 32, _DAY), Order(_DAY))
    return engine


def kill_again_and_again(url: str, kills: int, editors: int, least: int = 1) -> Outcome:
    """Run the whole trial on a filled database; no server dies before `least` writes."""
    outcome, chance = Outcome(), random.Random(1)
    engine = open_engine(url)
    pairs = hire(engine, editors)
    try:
        for number in range(1, kills + 1):
            promises = _one_life(url, pairs, (chance, least))
            outcome.kills += 1
            outcome.promises += promises
            is_thorough = number % _EVERY_SO_MANY == 0 or number == kills
            with reading(engine) as session:
                outcome.wrong += unkept(session, promises)
                outcome.wrong += wrong_anywhere(session) if is_thorough else []
            _say(f"{number}: {len(promises)} acknowledged, {len(outcome.wrong)} wrong")
    finally:
        engine.dispose()
    return outcome


def unkept(session: Session, promises: list[Promise]) -> list[str]:
    """Name every promise that was not kept."""
    tongue, found = Tongue(Language.ENGLISH), []
    for one in promises:
        proposal = find_proposal(session, tongue, one.proposal)
        if proposal.version < one.version:
            found.append(f"{one.proposal}: version {one.version} is gone")
        elif draft_at(session, tongue, one.proposal, one.version).summary != one.summary:
            found.append(f"{one.proposal}: the text of version {one.version} is another")
        if one.published_as:
            row = session.get(Evidence, one.published_as)
            if row is None or row.summary.get("en") != one.summary:
                found.append(f"{one.published_as}: what was published is not public")
    return found


def wrong_anywhere(session: Session) -> list[str]:
    """Ask what `scorecard verify` asks."""
    return [
        *verification.broken_links(session),
        *verification.wrong_readings(session),
        *verification.dangling_references(session),
        *altered_rows(session),
    ]


def _one_life(url: str, pairs: list[Pair], fate: tuple[random.Random, int]) -> list[Promise]:
    """Start a server, let the editors write, kill it, and give what was acknowledged.

    It dies at a random moment after a random number of writes: counted in seconds alone, a slow
    machine would die before it wrote anything.
    """
    promises: list[Promise] = []
    chance, least = fate
    with _server(url) as (process, address):
        threads = [
            threading.Thread(target=_write, args=(address, pair, promises)) for pair in pairs
        ]
        for thread in threads:
            thread.start()
        enough, deadline = chance.randint(least, _MOST_WRITES), time.monotonic() + _SECONDS_TO_WRITE
        while len(promises) < enough and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, _LONGEST_AFTER))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for thread in threads:
            thread.join()
    return promises


def _write(address: str, pair: Pair, promises: list[Promise]) -> None:
    """Write until the server is gone; whatever it says yes to is a promise."""
    plain = httpx.Client(base_url=address, trust_env=False, verify=False)  # noqa: S501 - as below
    with suppress(httpx.TransportError), plain as client:
        for turn in count(1):
            _Story(client, pair, promises).tell(turn)


@dataclass(slots=True)
class _Story:
    """One piece of evidence on its way: made, corrected, handed in, published."""

    client: httpx.Client
    pair: Pair
    promises: list[Promise]
    where: str = "/api/v1/proposals"
    version: int | None = None

    def tell(self, turn: int) -> None:
        """Go the whole way, once."""
        who = f"{self.pair.editor[-6:]} in turn {turn}"
        draft = {
            "document": "orda-2025-12",
            "locator": "opening extract",
            "date": "2025-11-30",
            "summary": f"First text of {who}.",
            "concerns": [{"commitment": _COMMITMENTS[turn % 3], "status": "contested"}],
        }
        made = self._ask(self.pair.editor, "POST", "", {"draft": draft})
        self.where += f"/{made['id']}"
        draft["summary"] = f"Corrected by {who}: Әділет, Справедливость."
        self._ask(self.pair.editor, "PUT", "", {"draft": draft})
        self._ask(self.pair.editor, "POST", "/submit")
        self._ask(self.pair.reviewer, "POST", "/publish")

    def _ask(
        self, token: str, method: str, step: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        if self.version is not None:
            headers["If-Match"] = f'"{self.version}"'
        answer = self.client.request(
            method, self.where + step, json=body, headers=headers, timeout=60
        )
        answer.raise_for_status()
        made: dict[str, Any] = answer.json()
        self.version = made["version"]
        public = made["entry_id"] if made["state"] == State.PUBLISHED else None
        self.promises.append(Promise(made["id"], made["version"], made["draft"]["summary"], public))
        return made


@contextmanager
def _server(url: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    settings = {"SCORECARD_DATABASE_URL": url, "SCORECARD_REGISTRY": str(_REGISTRY)}
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--port", str(port)],
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _await(process, address)
        yield process, address
    finally:
        process.kill()
        process.wait()


def _await(process: subprocess.Popen[bytes], address: str) -> None:
    """Return once the server answers, or is gone. One client: making one reads certificates."""
    deadline = time.monotonic() + _SECONDS_TO_START
    with httpx.Client(trust_env=False, verify=False) as client:  # noqa: S501 - nothing is encrypted
        while process.poll() is None and time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                client.get(f"{address}/healthz").raise_for_status()
                return
            time.sleep(0.05)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run the trial, print what came of it, and give 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.killing")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--editors", type=int, default=8)
    parser.add_argument("--database-url", help="any database on a PostgreSQL server")
    wish = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="scorecard-killing-") as folder,
        empty_database(Path(folder), wish.database_url) as url,
    ):
        fill(url).dispose()
        outcome = kill_again_and_again(url, wish.kills, wish.editors)
    print(
        f"{outcome.kills} kills, {len(outcome.promises)} writes acknowledged "
        f"({outcome.published} publications), {len(outcome.wrong)} wrong"
    )
    sys.stdout.writelines(f"{one}\n" for one in outcome.wrong)
    return 1 if outcome.wrong or not outcome.published else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
