"""How long answers may be kept by whoever received them, and by caches on the way."""

from starlette.responses import Response

KEPT = {"Cache-Control": "public, max-age=3600"}
"""An hour: so late, at most, another site shows what changed here."""

ASKED_AGAIN = "no-cache"
"""Keep it, and ask each time whether it still holds."""

SHARED = (
    "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400"  # RFC 5861
)
"""What everybody is answered alike, for a network of caches (CDN) before this server.

A reader asks again each time; such a cache asks after ten seconds, answers with what it has for
half a minute more while it asks, and for a day where this server does not answer.
"""


def kept(content: bytes, media_type: str) -> Response:
    """Answer bytes; `app/wire/delivery.py` adds the hash by which they are asked for again."""
    return Response(content, media_type=media_type, headers=KEPT)
