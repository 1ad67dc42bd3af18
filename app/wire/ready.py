"""Ready answers, ahead of the framework: what was made once is sent again as it is.

An answer belongs to an address in its plainest form (`ready_addresses`), and holds for one state of
what is public and one day (`present`). One request makes it, while others that ask for it wait.
What tells who asks, or asks for a part, passes to the application.
"""

import asyncio
from collections.abc import Mapping
from functools import lru_cache

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.wire.encodings import best_encoding
from app.wire.present import Present, State
from app.wire.quality import accepted
from app.wire.ready_addresses import Address, Addresses
from app.wire.ready_answers import Encoded, Kept, ReadyAnswer, made_ready
from app.wire.validators import is_known

_READING = frozenset({"GET", "HEAD"})
_SHARED_OUT = 5
"""One part in so many is for answers of which there is no end: searches, days, places in lists."""

_OWN = frozenset({b"cookie", b"authorization", b"range"})
_ASKING_AGAIN = frozenset({b"if-none-match", b"if-modified-since"})
# What is made for everybody is made from nothing else that one of them said.
_PASSED_ON = frozenset({b"accept", b"accept-language"})
_HOST = (b"host", b"localhost")
_NO_BODY: Message = {"type": "http.response.body", "body": b""}
_MOST_NAMES = 4_096
_LONGEST_REMEMBERED = 512
"""Bytes of a header or an address up to which what was found out about it is remembered.

No browser sends more, and whoever sends a million others is not to fill the memory.
"""


def _encoding(accept_encoding: bytes) -> str | None:
    return best_encoding(accept_encoding.decode("latin-1"))


def _is_accepted(accept: bytes, media_type: str) -> bool:
    return accepted(accept.decode("latin-1"), (media_type,)) is not None


_known_encoding = lru_cache(256)(_encoding)
_is_known_to_be_accepted = lru_cache(256)(_is_accepted)


class Ready:
    """ASGI in front of one application, with room for so many bytes of answers."""

    def __init__(self, app: FastAPI, inner: ASGIApp, present: Present, most: int) -> None:
        """Stand before `inner`, which is `app` without this."""
        self._inner = inner
        self._present = present
        self._addresses = Addresses(app)
        self._state: State = ()
        few = most - most // _SHARED_OUT
        self._few, self._many = Kept(few), Kept(most - few)
        self._names: dict[tuple[str, bytes, str], Address | None] = {}
        self._making: dict[object, asyncio.Future[ReadyAnswer | None]] = {}

    @property
    def number(self) -> int:
        """How many answers are ready."""
        return len(self._few) + len(self._many)

    @property
    def size(self) -> int:
        """About how many bytes of memory they take."""
        return self._few.size + self._many.size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is ready, make it ready, or let the application answer."""
        if scope["type"] != "http" or scope["method"] not in _READING:
            await self._inner(scope, receive, send)
            return
        headers = dict(scope["headers"])
        address = self._address(scope, headers)
        if address is None or not await self._is_up_to_date():
            await self._inner(scope, receive, send)
            return
        answer = self._kept(address).get(address)
        if answer is None:
            making = _Making(scope, receive, send)
            answer = await self._made(address, making)
            if making.is_answered:
                return
        if answer is None or not _is_wanted(headers.get(b"accept", b""), answer.media_type):
            await self._inner(scope, receive, send)
            return
        await _send(answer, scope, headers, send)

    def _address(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Address | None:
        """Give the address asked for; None where this is not for everybody alike."""
        # A header that is there twice is read by the application, as the standard has it.
        if len(headers) != len(scope["headers"]) or not _OWN.isdisjoint(headers):
            return None
        asked = (scope["path"], scope["query_string"], scope["scheme"])
        try:
            return self._names[asked]
        except KeyError:
            pass
        address = self._addresses.canonical(*asked)
        if len(asked[0]) + len(asked[1]) <= _LONGEST_REMEMBERED:
            if len(self._names) >= _MOST_NAMES:
                self._names.clear()
            self._names[asked] = address
        return address

    async def _is_up_to_date(self) -> bool:
        """Forget everything when what is public has changed; False when nobody can say."""
        state = self._present.known()
        if state is None:
            try:
                state = await self._present.found()
            except SQLAlchemyError:
                return False
        if state != self._state:
            self._state = state
            self._few.clear()
            self._many.clear()
        return True

    def _kept(self, address: Address) -> Kept:
        return self._few if address.is_one_of_few else self._many

    async def _made(self, address: Address, making: "_Making") -> ReadyAnswer | None:
        """Make an answer, or wait for whoever makes it; None for one that is not for everybody."""
        loop, state = asyncio.get_running_loop(), self._state
        key = (loop, state, address)
        if key in self._making:
            return await asyncio.shield(self._making[key])
        done = self._making[key] = loop.create_future()
        answer = None
        try:
            answer = await making.run(self._inner, address, done)
            if answer is not None and making.state == state == self._state:
                self._kept(address).put(address, answer)
        finally:
            del self._making[key]
            if not done.done():
                done.set_result(answer)
        return answer


class _Making:
    """One run of the application for everybody who asks the same.

    What turns out to be for nobody else goes on to whoever asked.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._start: Message = {}
        self._answer: ReadyAnswer | None = None
        self.is_answered = False
        self.state: State | None = None

    async def run(
        self, inner: ASGIApp, address: Address, done: "asyncio.Future[ReadyAnswer | None]"
    ) -> ReadyAnswer | None:
        """Ask the application; None when the answer went to whoever asked.

        Those who wait for `done` are told at once when it does: who asked may read it slowly.
        """
        self._done = done
        asked = [one for one in self._scope["headers"] if one[0] in _PASSED_ON]
        self._scope = {
            **self._scope,
            "method": "GET",
            "query_string": address.query,
            "headers": [_HOST, *asked],
            "state": dict(self._scope.get("state", {})),
        }
        await inner(self._scope, self._receive, self._take)
        return self._answer

    async def _take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if not self.is_answered:
            self.state = self._scope["state"].get("seen")
            if self._is_for_everybody(message):
                self._answer = made_ready(self._start["headers"], message["body"])
                return
            self.is_answered = True
            self._done.set_result(None)
            await self._send(self._start)
        await self._send(message)

    def _is_for_everybody(self, message: Message) -> bool:
        headers = Headers(raw=self._start["headers"])
        return (
            self._start["status"] == 200  # noqa: PLR2004 - the status that has a content
            and self.state is not None
            and not message.get("more_body", False)
            and "etag" in headers
            and "accept-ranges" not in headers
            and headers.get("vary", "Accept-Encoding").lower() == "accept-encoding"
        )


async def _send(
    answer: ReadyAnswer, scope: Scope, headers: Mapping[bytes, bytes], send: Send
) -> None:
    """Send an answer in the encoding that is liked best, or say that it is known."""
    asked = headers.get(b"accept-encoding", b"")
    encoding = (_known_encoding if len(asked) <= _LONGEST_REMEMBERED else _encoding)(asked)
    encoded = answer.encoded.get(encoding) or await answer.in_encoding(encoding)
    if not _ASKING_AGAIN.isdisjoint(headers) and _is_known(encoded, scope, headers):
        await send(encoded.known)
        await send(_NO_BODY)
        return
    await send(encoded.start)
    await send(encoded.body if scope["method"] == "GET" else _NO_BODY)


def _is_wanted(accept: bytes, media_type: str) -> bool:
    is_short = len(accept) <= _LONGEST_REMEMBERED
    return (_is_known_to_be_accepted if is_short else _is_accepted)(accept, media_type)


def _is_known(encoded: Encoded, scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    if headers.get(b"if-none-match") == encoded.tag:
        return True
    return is_known(Headers(raw=scope["headers"]), Headers(raw=encoded.start["headers"]))
