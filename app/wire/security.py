"""Headers that tell a browser what these answers may do, on every answer of the application.

An answer that needs another value sets the header itself, and it is left alone. What answers one
address in several forms, with errors as well, says so to caches here.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.vocabulary import Language
from app.links import BADGE, CARD, WIDGET
from app.wire.contract import ends_of
from app.wire.forms import FOR_BOTH
from app.wire.sharing import may_be_read_anywhere, sharing_of

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Answers load a stylesheet and pictures from here, and nothing else from anywhere."""

_SCRIPT = "; script-src 'self'; connect-src 'self'"
"""Public pages may run the one script of ours as well; they are whole without it.

It asks this server for nothing. But when tools that judge a page (Lighthouse) fetch robots.txt,
the browser holds the policy of that page against it.
"""

WITH_SCRIPT = {"Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}{_SCRIPT}"}
"""For a page that stands where otherwise tools are answered."""

FRAMED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    )
}
"""For what other sites may show in a frame; it runs no script."""

FRAMING = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}{_SCRIPT}; frame-src 'self'",
}
"""For a page that shows in a frame what others may show so."""

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # A source that a reader follows is not told where the reader came from.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_READ_FROM_HERE = {"Cross-Origin-Resource-Policy": "same-origin"}
# What other sites show of ours, and the stylesheet that a frame of theirs loads.
_SHOWN_ANYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}
_IN_SEVERAL_FORMS = {"Vary": "Accept, Accept-Language"}
_KEPT_NOWHERE = {"Cache-Control": "no-store"}
_A_YEAR = "max-age=31536000"


class SecurityHeaders:
    """ASGI middleware around everything; plain ASGI, because it has to see errors too."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers where an answer begins."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers_for(scope).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _headers_for(scope: Scope) -> dict[str, str]:
    """Give the headers of one answer: what is for tools may be read by other sites, pages not.

    What a route marks as private is for whoever asked alone.
    """
    path, is_private = scope["path"], scope.get("is_private", False)
    headers = dict(_HEADERS)
    if not path.startswith("/api/"):
        headers["Content-Security-Policy"] += _SCRIPT
    if may_be_read_anywhere(scope):
        headers |= sharing_of(scope)
    else:
        headers |= _SHOWN_ANYWHERE if _is_shown_anywhere(path) else _READ_FROM_HERE
    headers |= _KEPT_NOWHERE if is_private else {}
    headers |= _IN_SEVERAL_FORMS if path.startswith(FOR_BOTH) else {}
    if scope["scheme"] == "https":
        headers["Strict-Transport-Security"] = _A_YEAR
    return headers


def _is_shown_anywhere(path: str) -> bool:
    first, last = ends_of(path)
    # At the desk an entry may be called so.
    return first == "static" or (first in set(Language) and last in {WIDGET, BADGE, CARD})
