"""Whoever reads slowly, or sends what nobody would, is nobody else's trouble."""

import asyncio
import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

from starlette.types import Message

from app.main import Scorecard, open_app
from app.settings import Settings
from tests.conftest import Databases
from tests.wire.scopes import asked_for

PATH = "/sitemap-commitments-1.xml"
SCOPE = asked_for(PATH)


async def _receive() -> Message:
    await asyncio.sleep(60)
    return {"type": "http.disconnect"}


async def _beside_a_slow_reader(app: Scorecard) -> list[Message]:
    begun, may_go_on, sent = asyncio.Event(), asyncio.Event(), []

    async def read_slowly(_message: Message) -> None:
        begun.set()
        await may_go_on.wait()

    async def read(message: Message) -> None:
        sent.append(message)

    slow = asyncio.create_task(app(dict(SCOPE), _receive, read_slowly))
    waiting = asyncio.create_task(app(dict(SCOPE), _receive, read))
    await begun.wait()
    await asyncio.wait_for(waiting, 30)
    assert not slow.done()
    may_go_on.set()
    await slow
    return sent


def test_who_reads_slowly_keeps_nobody_waiting(sqlite_databases: Databases) -> None:
    url = sqlite_databases.make("filled")
    app = open_app(Settings(database_url=url, public_url="https://scorecard.invalid"))
    # In another thread: in this one, the loop of a browser may run.
    with ThreadPoolExecutor(1) as thread:
        sent = thread.submit(asyncio.run, _beside_a_slow_reader(app)).result()
    assert sent[0]["status"] == 200
    assert b"/en/commitments/" in b"".join(one.get("body", b"") for one in sent)


async def _left_by_long_ones(app: Scorecard) -> int:
    """Ask with 50 kB in two headers and in the path, and give how many bytes stay."""

    async def ignore(_message: Message) -> None:
        pass

    for number in range(31):
        if number == 1:  # what is needed in any case is there
            tracemalloc.start()
        long = f"{number}{'x' * 50_000}"
        for name in ("accept-encoding", "accept"):
            headers = [(b"host", b"here"), (name.encode(), f"*/*, {long}".encode())]
            await app(SCOPE | {"path": "/en/", "headers": headers}, _receive, ignore)
        await app(SCOPE | {"path": f"/en/{long}"}, _receive, ignore)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept


def test_what_nobody_would_send_leaves_nothing_behind(sqlite_databases: Databases) -> None:
    app = open_app(Settings(database_url=sqlite_databases.make("filled")))
    with ThreadPoolExecutor(1) as thread:
        kept = thread.submit(asyncio.run, _left_by_long_ones(app)).result()
    assert kept < 1_000_000
