"""Files that can be asked for in parts: what a client has already is not read from the disk."""

import os
from http import HTTPStatus

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

from app.wire.kept import ASKED_AGAIN
from app.wire.ready_answers import OF_A_CONTENT
from app.wire.validators import is_known

_BAD_RANGES = {
    HTTPStatus.BAD_REQUEST: "Range cannot be read: write it as in `bytes=0-999`, or leave it out.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: (
        "Range asks for a part beyond the end of the file: `Content-Range` says how long it is."
    ),
}


class GivenFile(FileResponse):
    """A file with its own ETag: 304 where the client has it, an error where `Range` is faulty."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer.

        Raises:
            HTTPException: when the client asked for a part that there is not.

        """

        async def send_unless_refused(message: Message) -> None:
            status = message.get("status")
            if status in _BAD_RANGES:
                length = Headers(scope=message).get("content-range")
                told = {"Content-Range": length} if length else {}
                raise HTTPException(status, _BAD_RANGES[status], told)
            await send(message)

        self.stat_result = await anyio.to_thread.run_sync(os.stat, self.path)
        self.set_stat_headers(self.stat_result)
        if is_known(Headers(scope=scope), self.headers):
            await self._say_that_it_is_known(send)
        else:
            await super().__call__(scope, receive, send_unless_refused)

    async def _say_that_it_is_known(self, send: Send) -> None:
        headers = MutableHeaders(raw=list(self.raw_headers))
        for name in OF_A_CONTENT:
            del headers[name]
        headers.setdefault("Cache-Control", ASKED_AGAIN)
        start = {"type": "http.response.start", "status": HTTPStatus.NOT_MODIFIED.value}
        await send(start | {"headers": headers.raw})
        await send({"type": "http.response.body", "body": b""})
