"""Answers that other sites load again and again: kept for a while, and asked for by their hash."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

KEPT = {"Cache-Control": "public, max-age=3600"}
"""An hour: so late, at most, another site shows what changed here."""


def kept(request: Request, content: bytes, media_type: str) -> Response:
    """Answer bytes with their hash; where the asker has them already, that they still hold."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    headers = KEPT | {"ETag": tag}
    # A proxy may have made the hash a weak one by compressing what it stands for.
    if tag in request.headers.get("if-none-match", "").replace("W/", ""):
        # Without a content nothing is compressed; what this stands for may have been.
        return Response(status_code=304, headers=headers | {"Vary": "Accept-Encoding"})
    return Response(content, media_type=media_type, headers=headers)
