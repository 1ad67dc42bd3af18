"""The last step of every answer: its validators, a 304 where it is known already, compression.

What comes in parts, or can be asked for in parts, brings its own ETag and is sent as it is. What
is private, said to be kept nowhere, or an answer to somebody in particular gets no validators.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.wire.encodings import best_encoding, is_anybody, is_worth_it
from app.wire.kept import ASKED_AGAIN, SHARED
from app.wire.ready_answers import OF_A_CONTENT, compress
from app.wire.validators import is_known, last_modified, strong_tag, tag_of_encoded, written

_READING = frozenset({"GET", "HEAD"})
_VARIES = "Accept-Encoding"


class Delivery:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let what is asked for be answered, and see to how the answer is sent."""
        if scope["type"] == "http" and scope["method"] in _READING:
            send = _Answer(Request(scope), send).send
        await self._app(scope, receive, send)


class _Answer:
    """One answer on its way: held back until it is known whether it is whole."""

    def __init__(self, request: Request, send: Send) -> None:
        self._request = request
        self._send = send
        self._start: Message = {}
        self._is_begun = False
        self._is_over = False

    async def send(self, message: Message) -> None:
        """Take a part of the answer from the application."""
        if message["type"] == "http.response.start":
            self._start = message
        elif self._is_begun:
            if not self._is_over:
                await self._send(message)
        else:
            await self._begin(message)

    async def _begin(self, message: Message) -> None:
        self._is_begun = True
        headers = MutableHeaders(scope=self._start)
        is_whole = message["type"] == "http.response.body" and not message.get("more_body")
        is_ours = is_whole and not self._is_left_as_it_is(headers, message.get("body", b""))
        encoding = self._encoding(headers, len(message["body"])) if is_ours else None
        if self._may_be_known(headers):
            self._validate(headers, message["body"] if is_ours else None, encoding)
            if is_known(self._request.headers, headers):
                await self._say_that_it_is_known(headers)
                return
        if encoding:
            message = {**message, "body": await compress(message["body"], encoding)}
            headers["Content-Encoding"] = encoding
            headers["Content-Length"] = str(len(message["body"]))
        await self._send(self._start)
        await self._send(message)

    def _is_left_as_it_is(self, headers: Headers, content: bytes) -> bool:
        """Say so of files that can be asked for in parts, and of those left out for HEAD."""
        is_left_out = not content and headers.get("content-length", "0") != "0"
        return "accept-ranges" in headers or "content-range" in headers or is_left_out

    def _encoding(self, headers: MutableHeaders, size: int) -> str | None:
        if not is_anybody(self._request.headers) or not is_worth_it(headers, size):
            return None
        headers.add_vary_header(_VARIES)
        return best_encoding(self._request.headers.get("accept-encoding", ""))

    def _may_be_known(self, headers: Headers) -> bool:
        """Say whether this may be answered to anybody, and be kept by whoever asked."""
        is_public = not self._request.scope.get("is_private") and "set-cookie" not in headers
        is_kept = "no-store" not in headers.get("cache-control", "")
        is_good = self._start["status"] == 200  # noqa: PLR2004 - the status that has a content
        return is_good and is_public and is_kept and is_anybody(self._request.headers)

    def _validate(
        self, headers: MutableHeaders, content: bytes | None, encoding: str | None
    ) -> None:
        """Add what a client can ask with later; without `content`, only what is known anyway."""
        settings, state = self._request.app.state.settings, self._request.state
        # What says itself when it changed changes with more than the database.
        is_shared = hasattr(state, "seen") and "last-modified" not in headers
        is_shared = is_shared and headers.get("vary", _VARIES) == _VARIES
        if content is not None:
            headers.setdefault("ETag", strong_tag(content))
            recorded = getattr(state, "recorded", None)
            changed = last_modified(recorded, settings.today(), settings.zone)
            if changed is not None:
                headers.setdefault("Last-Modified", written(changed))
        if encoding:
            headers["ETag"] = tag_of_encoded(headers["ETag"], encoding)
        # Without it, a browser would guess from the time how long an answer holds.
        headers.setdefault("Cache-Control", SHARED if is_shared else ASKED_AGAIN)

    async def _say_that_it_is_known(self, headers: MutableHeaders) -> None:
        self._is_over = True
        for name in OF_A_CONTENT:
            del headers[name]
        await self._send({**self._start, "status": 304})
        await self._send({"type": "http.response.body", "body": b""})
