"""Answers that are ready to be sent: one content, in every encoding that was asked for so far."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from time import monotonic

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message

from app.wire.encodings import compressed, expanded, is_worth_it
from app.wire.validators import tag_of_encoded

OF_A_CONTENT = ("content-length", "content-type", "content-encoding", "accept-ranges")
"""Headers that a 304 leaves out."""

_LARGE = 32_768
"""Bytes from which compression would make other requests wait: it goes to another thread."""

_OVERHEAD = 4_096
_A_SECOND = 1.0


@dataclass(frozen=True, slots=True)
class Encoded:
    """The messages of an answer in one encoding, if in any; `known` begins a 304."""

    encoding: str | None
    tag: bytes
    start: Message
    body: Message
    known: Message


@dataclass(slots=True)
class ReadyAnswer:
    """An answer with status 200, as `app/wire/delivery.py` gives it before compression.

    `until` is when it has to be made anew, by `time.monotonic`: what came of something written
    within the same second says no time of its last change yet. The content itself goes when it was
    compressed, which nearly all readers take and which says as much in a quarter of the room.
    """

    headers: Headers
    media_type: str
    content: bytes | None
    most: int
    until: float
    encoded: dict[str | None, Encoded] = field(default_factory=dict)
    _writing: dict[object, asyncio.Lock] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many bytes it takes in memory at most: so many, once it was given in each form."""
        return 2 * self.most + _OVERHEAD

    async def in_encoding(self, wanted: str | None) -> Encoded:
        """Give it compressed as wanted, or as it is where compression gains nothing."""
        if wanted not in self.encoded:
            lock = self._writing.setdefault(asyncio.get_running_loop(), asyncio.Lock())
            async with lock:
                if wanted not in self.encoded:
                    made = self.encoded[wanted] = await self._encoded(wanted)
                    if made.encoding:
                        self.content = None
        return self.encoded[wanted]

    async def _encoded(self, wanted: str | None) -> Encoded:
        content = self._whole()
        headers = MutableHeaders(raw=list(self.headers.raw))
        if wanted is not None and is_worth_it(headers, len(content)):
            content = await compress(content, wanted)
            headers["content-encoding"] = wanted
            headers["content-length"] = str(len(content))
            headers["etag"] = tag_of_encoded(headers["etag"], wanted)
        known = [one for one in headers.raw if one[0].decode("latin-1") not in OF_A_CONTENT]
        return Encoded(
            encoding=headers.get("content-encoding"),
            tag=headers["etag"].encode("latin-1"),
            start={"type": "http.response.start", "status": 200, "headers": headers.raw},
            body={"type": "http.response.body", "body": content},
            known={"type": "http.response.start", "status": 304, "headers": known},
        )

    def _whole(self) -> bytes:
        """Give the content, if need be out of the form in which it was given first."""
        if self.content is not None:
            return self.content
        given = next(iter(self.encoded.values()))
        body: bytes = given.body["body"]
        return body if given.encoding is None else expanded(body, given.encoding)


async def compress(content: bytes, encoding: str) -> bytes:
    """Compress, beside the other requests where it takes long."""
    if len(content) < _LARGE:
        return compressed(content, encoding)
    return await to_thread.run_sync(compressed, content, encoding)


def made_ready(raw: Iterable[tuple[bytes, bytes]], content: bytes) -> ReadyAnswer:
    """Make an answer ready from what the application sent."""
    headers = Headers(raw=list(raw))
    media_type, _, _ = headers["content-type"].partition(";")
    until = float("inf") if "last-modified" in headers else monotonic() + _A_SECOND
    return ReadyAnswer(headers, media_type, content, len(content), until)


class Kept:
    """The answers that were asked for last, as many as fit into `most` bytes."""

    def __init__(self, most: int) -> None:
        """Keep none yet."""
        self._most = most
        self.size = 0
        self._answers: OrderedDict[Hashable, ReadyAnswer] = OrderedDict()

    def get(self, key: Hashable) -> ReadyAnswer | None:
        """Give an answer, which is then the last to go."""
        found = self._answers.get(key)
        if found is None:
            return None
        if found.until < monotonic():
            self._remove(key)
            return None
        self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: ReadyAnswer) -> None:
        """Keep an answer; others go for it, and it is not kept where it alone would be too much."""
        self._remove(key)
        if answer.size > self._most:
            return
        self._answers[key] = answer
        self.size += answer.size
        while self.size > self._most:
            self._remove(next(iter(self._answers)))

    def clear(self) -> None:
        """Keep none any more."""
        self._answers.clear()
        self.size = 0

    def _remove(self, key: Hashable) -> None:
        gone = self._answers.pop(key, None)
        self.size -= gone.size if gone is not None else 0

    def __len__(self) -> int:
        """Say how many are kept."""
        return len(self._answers)
