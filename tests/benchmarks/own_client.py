"""A small load client, for machines without wrk: connections that stay open, each asking again.

    python -m tests.benchmarks.own_client PORT SECONDS CONNECTIONS STATUS REQUEST

REQUEST is the text of one request, to its last empty line. It prints one line of JSON: how many
answers had another status than STATUS, and how long each took in microseconds. It needs about 35
microseconds of processor time for an answer of 49 kB, so it reaches its own end at some 28,000
answers a second: against the fastest peers the client, not the server, is what is measured.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import cast

import httptools
import uvloop

_GRACE = 30
_HOST = "127.0.0.1"


@dataclass(slots=True)
class Tally:
    """What all connections together asked for, until when, and what came."""

    request: bytes
    status: int
    until: float
    microseconds: list[int] = field(default_factory=list)
    wrong: int = 0


class Asking(asyncio.Protocol):
    """One connection: asks as soon as it is answered, until the time is over."""

    def __init__(self, tally: Tally) -> None:
        loop = asyncio.get_running_loop()
        self._tally = tally
        self.over: asyncio.Future[None] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to ask."""
        # uvloop's own, which is no subclass.
        self._transport = cast("asyncio.Transport", transport)
        self._parser = httptools.HttpResponseParser(self)
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Let the parser find the end of an answer."""
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        """Count an answer, and ask again."""
        now = time.perf_counter()
        self._tally.microseconds.append(int((now - self._asked) * 1_000_000))
        self._tally.wrong += self._parser.get_status_code() != self._tally.status
        if now < self._tally.until:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, _exc: Exception | None) -> None:
        """Be done; a connection that ends before its time counts as a wrong answer."""
        self._tally.wrong += time.perf_counter() < self._tally.until
        if not self.over.done():
            self.over.set_result(None)

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._transport.write(self._tally.request)


async def drive(port: int, connections: int, tally: Tally) -> None:
    """Ask on so many connections until the time is over and the last answer is there."""
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Asking(tally), _HOST, port) for _ in range(connections)
    ]
    left = tally.until - time.perf_counter() + _GRACE
    await asyncio.wait_for(asyncio.gather(*(asking.over for _, asking in made)), left)


def main(port: str, seconds: str, connections: str, *what: str) -> None:
    """Drive, and print what came of it."""
    began = time.perf_counter()
    status, request = what
    tally = Tally(request.encode("ascii"), int(status), began + float(seconds))
    uvloop.run(drive(int(port), int(connections), tally))
    took = time.perf_counter() - began
    print(json.dumps({"took": took, "wrong": tally.wrong, "microseconds": tally.microseconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
