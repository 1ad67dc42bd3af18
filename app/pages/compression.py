"""Answers on the wire: compressed, where nobody in particular is answered.

Behind sign-in nothing is: the length of a compressed page tells what of a secret was guessed right
by whoever can put text beside it (BREACH, 2013).
"""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_LEAST = 500
_LEVEL = 6
_SAYS_WHO = ("cookie", "authorization")


class Compression:
    """ASGI middleware: gzip for requests that do not say who asks, and everything else as it is."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app
        self._compressing = GZipMiddleware(app, minimum_size=_LEAST, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the headers of the request."""
        is_anybody = scope["type"] == "http" and not any(
            name in Headers(scope=scope) for name in _SAYS_WHO
        )
        await (self._compressing if is_anybody else self._app)(scope, receive, send)
