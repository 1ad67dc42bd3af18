"""Answers that other sites load again and again: kept for a while, and then asked for again."""

from starlette.responses import Response

KEPT = {"Cache-Control": "public, max-age=3600"}
"""An hour: so late, at most, another site shows what changed here."""


def kept(content: bytes, media_type: str) -> Response:
    """Answer bytes; `app/wire/delivery.py` adds the hash by which they are asked for again."""
    return Response(content, media_type=media_type, headers=KEPT)
