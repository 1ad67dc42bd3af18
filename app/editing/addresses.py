"""Documents that are here already, told by their web address."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import select
from sqlmodel import Session, col

from app.registry.rows import entries_in
from app.store.tables import Document

_SCHEMES = ("https", "http")
_WWW = "www."


def documents_at(session: Session, url: str) -> list[str]:
    """Give the ids of documents in force at an address, however it is spelled.

    `http` or `https`, `www.` or not, a slash at the end or not, and the case of the host make no
    other address.
    """
    spellings = sorted({url, *_spellings(url)})
    found = select(col(Document.id)).where(
        col(Document.url).in_(spellings),
        col(Document.retired_on).is_(None),
        col(Document.withdrawal).is_(None),
    )
    return list(session.execute(found.order_by(col(Document.id))).scalars())


def _spellings(url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    path = parts.path.rstrip("/")
    for scheme in _SCHEMES:
        for host in _hosts(parts):
            for ending in (path, f"{path}/"):
                yield parts._replace(scheme=scheme, netloc=host, path=ending).geturl()


def _hosts(parts: SplitResult) -> set[str]:
    bare = parts.netloc.lower().removeprefix(_WWW)
    return {bare, _WWW + bare, parts.netloc}


def twin_of(session: Session, packed: bytes, ids: list[str]) -> str | None:
    """Give the document among `ids` that says the very same as an entry, but for its id."""
    for name, entry in entries_in(session, "documents", ids).items():
        if _without_id(entry) == _without_id(json.loads(packed)):
            return name
    return None


def _without_id(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in {"id", "replaces"}}
