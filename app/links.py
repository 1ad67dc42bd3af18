"""Internal addresses: every link of a page to another page, to its JSON twin or to a static file.

Nothing else writes such an address, so that a mirror can make all of them relative in one place.
"""

from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from app.domain.vocabulary import Language
from app.parameters import AskedFilters, AskedPaging, AskedRevisions

_REMEMBERED = 20_000
_PAGED = ("limit", "cursor")
_LISTS = {
    "scorecard": ("as_of",),
    "commitments": (
        "as_of",
        *(one.name for one in fields(AskedFilters)),
        *(one.name for one in fields(AskedPaging)),
    ),
    "instruments": ("as_of",),
    "themes": ("as_of",),
    "documents": _PAGED,
    "evidence": ("as_of",),
    "revisions": (*(one.name for one in fields(AskedRevisions)), *_PAGED),
    "comparison": ("from", "to", "instrument", "theme", *_PAGED),
    "corrections": _PAGED,
    "ledger": (),
    "methodology": (),
    "data": (),
}
"""Every noun with pages, and the parameters that the address of its list takes."""

WITHOUT_LIST = frozenset({"evidence"})
"""Nouns whose entries have pages while no page lists them all."""

HISTORY = "history"
"""What the address of an entry's history ends with."""

SEARCH, COPY = "search", "copy"
ONLY_IN_COPIES = frozenset({SEARCH, COPY})
"""Pages that a copy of the site as plain files has, and its server has not."""

SHARE, WIDGET, BADGE, CARD = "share", "widget", "badge.svg", "card.png"
TAKEN = frozenset({SHARE, WIDGET, BADGE, CARD})
"""What an address ends with that shows something to be taken along: an entry, or the whole."""

FEED_ATOM, FEED_JSON = "feed.atom", "feed.json"
"""What an address ends with that is a feed: of everything, of an entry, or of what a list finds."""

DATED = frozenset(noun for noun, taken in _LISTS.items() if "as_of" in taken)
"""The nouns whose pages can show a day in the past."""

WITHOUT_TWIN = frozenset({"methodology", "data"})
"""Pages that no part of the API answers."""


def link(
    language: Language,
    noun: str,
    id: str | None = None,  # noqa: A002 - what addresses call it; the query may hold another
    /,
    *,
    under: str | None = None,
    anchor: str | None = None,
    **query: object,
) -> str:
    """Give the address of a page; parameters of the query that are None are left out.

    `under` is a page that belongs to an entry: `HISTORY`, or one of `TAKEN`, which the whole
    scorecard has as well.

    Raises:
        KeyError: when there are no pages of this noun, or none that lists them.

    """
    is_known = noun in _LISTS or noun in ONLY_IN_COPIES
    if not is_known or (id is None and noun in WITHOUT_LIST):
        raise KeyError(noun)
    path = "" if noun == "scorecard" else noun
    fragment = f"#{_quoted(anchor)}" if anchor else ""
    return f"/{language}/{_with_id(path, id, under)}{_written(query)}{fragment}"


def twin(
    language: Language,
    noun: str,
    id: str | None = None,  # noqa: A002 - as in `link`
    /,
    *,
    under: str | None = None,
    **query: object,
) -> str:
    """Give the address of the JSON that a page shows; English is what the API speaks unasked."""
    lang = None if language is Language.ENGLISH else language
    return f"/api/v1/{_with_id(noun, id, under)}{_written(query | {'lang': lang})}"


def contract() -> str:
    """Give the address at which the API is described."""
    return "/api/v1/openapi.json"


def reference() -> str:
    """Give the address of the page that describes the API for people."""
    return "/api/v1/docs"


def proof(part: str) -> str:
    """Give the address of `checkpoint`, `key` or `verify_snapshot.py`, which check the ledger."""
    return f"/api/v1/ledger/{part}"


def identity(noun: str, id: str) -> str:  # noqa: A002 - as in `link`
    """Give the permanent address of an entry, which leads to its page or its JSON."""
    return f"/id/{noun}/{quote(id, safe='')}"


def nouns() -> frozenset[str]:
    """Name what there are pages of, each as its address and the API call it."""
    return frozenset(_LISTS)


def changes(since: int) -> str:
    """Give the address at which tools read what changed after a revision of the public ledger."""
    return f"/api/v1/changes?since={since}"


def feed(
    language: Language,
    noun: str,
    id: str | None = None,  # noqa: A002 - as in `link`
    /,
    *,
    name: str = FEED_ATOM,
    **query: object,
) -> str:
    """Give the address of a feed: of all (`scorecard`), of an entry, or of what filters find."""
    asked: dict[str, Any] = query
    return link(language, noun, id, under=name, **asked)


def known_parameters(
    noun: str,
    id: str | None,  # noqa: A002 - as in `link`
    under: str | None = None,
) -> Iterable[str]:
    """Name the parameters that the address of a page takes, in their order."""
    if under:
        return ("as_of",) if under in TAKEN else _PAGED
    taken = _LISTS.get(noun, ())
    return [name for name in taken if name == "as_of"] if id else taken


@lru_cache(_REMEMBERED)
def _with_id(path: str, id: str | None, under: str | None) -> str:  # noqa: A002 - as in `link`
    return "/".join(filter(None, [path, quote(id or "", safe=""), under]))


def _written(query: dict[str, object]) -> str:
    if not query:
        return ""
    given = [(name, _text(value)) for name, value in query.items() if value is not None]
    return _encoded(tuple(given)) if given else ""


@lru_cache(_REMEMBERED)
def _encoded(given: tuple[tuple[str, str], ...]) -> str:
    return f"?{urlencode(given)}"


_quoted = lru_cache(_REMEMBERED)(quote)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
