"""Internal addresses: every link of a page to another page, to its JSON twin or to a static file.

Nothing else writes such an address, so that a mirror can make all of them relative in one place.
"""

from collections.abc import Iterable
from dataclasses import fields
from urllib.parse import quote, urlencode

from app.domain.vocabulary import Language
from app.parameters import AskedFilters, AskedPaging, AskedRevisions

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
    "revisions": (*(one.name for one in fields(AskedRevisions)), *_PAGED),
    "methodology": (),
}
"""Every page without an id, and the parameters that its address takes."""

DATED = frozenset(noun for noun, taken in _LISTS.items() if "as_of" in taken)
"""The nouns whose pages can show a day in the past."""

WITHOUT_TWIN = frozenset({"methodology"})
"""Pages that no part of the API answers."""


def link(
    language: Language,
    noun: str,
    id: str | None = None,  # noqa: A002 - what addresses call it; the query may hold another
    /,
    *,
    anchor: str | None = None,
    **query: object,
) -> str:
    """Give the address of a page; parameters of the query that are None are left out.

    Raises:
        KeyError: when there are no pages of this noun.

    """
    _ = _LISTS[noun]
    path = "" if noun == "scorecard" else noun
    fragment = f"#{quote(anchor)}" if anchor else ""
    return f"/{language.value}/{_with_id(path, id)}{_written(query)}{fragment}"


def twin(
    language: Language,
    noun: str,
    id: str | None = None,  # noqa: A002 - as in `link`
    /,
    **query: object,
) -> str:
    """Give the address of the JSON that a page shows; English is what the API speaks unasked."""
    lang = None if language is Language.ENGLISH else language
    return f"/api/v1/{_with_id(noun, id)}{_written(query | {'lang': lang})}"


def known_parameters(noun: str, id: str | None) -> Iterable[str]:  # noqa: A002 - as in `link`
    """Name the parameters that the address of a page takes, in their order."""
    taken = _LISTS.get(noun, ())
    return [name for name in taken if name == "as_of"] if id else taken


def _with_id(path: str, id: str | None) -> str:  # noqa: A002 - as in `link`
    return f"{path}/{quote(id, safe='')}" if id else path


def _written(query: dict[str, object]) -> str:
    given = {name: _text(value) for name, value in query.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
