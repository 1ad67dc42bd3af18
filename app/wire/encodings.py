"""Compression of whole answers: which sort a client takes, and what is worth it.

Only requests that do not say who asks are answered so: the length of a compressed page tells what
of a secret was guessed right by whoever can put text beside it (BREACH, 2013).
"""

import gzip
import re

import brotli
from starlette.datastructures import Headers

from app.wire.quality import qualities

LEAST = 500
"""Bytes below which compression gains nothing that a reader could notice."""

_BROTLI, _GZIP = "br", "gzip"
_BROTLI_QUALITY = 5  # smaller than gzip at its best, and as quick as gzip at its usual
_GZIP_LEVEL = 6
_SAYS_WHO = ("cookie", "authorization")
_WORTH_IT = re.compile(
    r"text/.+|[^;]+\+(json|xml)|application/(json|xml|yaml|javascript|x-ndjson|openapi.*)"
)


def is_anybody(headers: Headers) -> bool:
    """Say whether a request does not tell who asks."""
    return not any(name in headers for name in _SAYS_WHO)


def is_worth_it(headers: Headers, size: int) -> bool:
    """Say whether an answer of `size` bytes can become smaller: text, and not compressed yet."""
    media_type, _, _ = headers.get("content-type", "").partition(";")
    is_text = _WORTH_IT.fullmatch(media_type.strip().lower()) is not None
    return is_text and size >= LEAST and "content-encoding" not in headers


def best_encoding(accept_encoding: str) -> str | None:
    """Choose what a client likes best, brotli where it likes both as much; None for neither."""
    asked = qualities(accept_encoding)
    others = asked.get("*", 0.0)
    wanted = {name: asked.get(name, others) for name in (_BROTLI, _GZIP)}
    best = max(wanted, key=lambda name: wanted[name])
    is_better = wanted[best] > 0 and wanted[best] >= asked.get("identity", 0.0)
    return best if is_better else None


def compressed(content: bytes, encoding: str) -> bytes:
    """Compress: the same bytes always become the same bytes."""
    if encoding == _BROTLI:
        return bytes(brotli.compress(content, quality=_BROTLI_QUALITY))
    return gzip.compress(content, _GZIP_LEVEL, mtime=0)


def expanded(content: bytes, encoding: str) -> bytes:
    """Give what `compressed` was given."""
    return bytes(brotli.decompress(content)) if encoding == _BROTLI else gzip.decompress(content)
