"""Crashes: what the program did not expect, each logged once, and answered like any error.

Starlette's own middleware answers outside all other, without our headers, and raises again what it
answered, so that the server would log it once more.
"""

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)


class Crashes:
    """ASGI middleware within the headers and around all routes."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a crash, unless an answer had begun: that one is the server's to cut and log."""
        has_begun = False

        async def send_noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception as error:
            if has_begun or scope["type"] != "http":
                raise
            await (await _answer(Request(scope), error))(scope, receive, send)


async def _answer(request: Request, error: Exception) -> Response:
    """Note a crash in the log, and answer it as the application answers any error."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    answer: Response = await request.app.exception_handlers[Exception](request, error)
    return answer
