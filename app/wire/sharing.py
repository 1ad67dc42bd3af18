"""What scripts on pages of other sites may read here: all that is public and made for tools (CORS).

These answers know no cookies and are the same for everybody, so anybody's page may read them. What
takes a token, the staff desk and the pages for people are for nobody else's script.
"""

from starlette.datastructures import Headers
from starlette.types import Scope

from app.domain.vocabulary import Language
from app.wire.contract import ends_of

_FEEDS = frozenset({"feed.atom", "feed.json"})
_FOR_TOOLS = frozenset({"api", "id"})
_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_TELLING = {
    # What a script may not see unless it is named: everything but the plainest headers.
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Allow, Content-Disposition, Content-Encoding, Content-Range, Deprecation, "
        "ETag, Link, Location, Retry-After, Sunset"
    ),
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Cache-Control, If-Modified-Since, If-None-Match, If-Range, Range"
    ),
    "Access-Control-Max-Age": "86400",
}


def may_be_read_anywhere(scope: Scope) -> bool:
    """Say whether the answer to a request may be read by a script of another site."""
    if scope.get("is_private"):
        return False
    first, last = ends_of(scope["path"])
    # At the desk an entry may be called as a feed is.
    return first in _FOR_TOOLS or (first in set(Language) and last in _FEEDS)


def sharing_of(scope: Scope) -> dict[str, str]:
    """Give the headers by which a browser lets such a script read; more of them when it asks."""
    is_preflight = scope["method"] == "OPTIONS" and "origin" in Headers(scope=scope)
    return _EVERYBODY | (_PREFLIGHT if is_preflight else _TELLING)
