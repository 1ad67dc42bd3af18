"""Where else to go from an answer: the next page of a list, the page for people, the contract."""

from collections.abc import Collection, Iterator
from urllib.parse import urlencode

from fastapi import Request

from app import links
from app.domain.vocabulary import Language
from app.wire.link_headers import Link

_ENGLISH = Language.ENGLISH
_GOES_ON_BY = ("cursor", "since")


def links_of(
    request: Request, path_format: str, known: Collection[str], following: str | None
) -> Iterator[Link]:
    """Give the links of a good answer; `following` is what its list gives as `next`.

    `known` are the parameters that may be asked for there.
    """
    yield from _paging(request, known, following)
    yield from _of_the_entry(request, path_format)
    yield Link(links.contract(), "service-desc", (("type", "application/json"),))
    yield Link(links.reference(), "service-doc", (("type", "text/html"),))
    licence = getattr(request.state, "licence", None)
    if licence is not None:
        yield Link(licence, "license")


def _paging(request: Request, known: Collection[str], following: str | None) -> Iterator[Link]:
    name = next((one for one in _GOES_ON_BY if one in known), None)
    if name is None:
        return
    given = dict(request.query_params)
    rest = {key: value for key, value in given.items() if key != name}
    yield Link(_address(request, rest), "first")
    if following is not None:
        yield Link(_address(request, rest | {name: following}), "next")


def _of_the_entry(request: Request, path_format: str) -> Iterator[Link]:
    """Give the page that shows the same, and the permanent address of an entry."""
    noun, *rest = path_format.split("/")[3:] or [""]
    name = request.path_params.get("id")
    under = rest[1] if len(rest) > 1 else None
    if noun not in links.nouns() or (rest and name is None) or under not in {None, links.HISTORY}:
        return
    if name is not None and under is None:
        yield Link(links.identity(noun, name), "canonical")
    if name is not None or noun not in links.WITHOUT_LIST:
        yield _page(request, noun, name, under)


def _page(request: Request, noun: str, name: str | None, under: str | None) -> Link:
    asked = request.query_params
    language = Language(asked.get("lang", _ENGLISH))
    known = links.known_parameters(noun, name, under)
    query = {key: asked[key] for key in known if key in asked}
    address = links.link(language, noun, name, under=under, **query)
    return Link(address, "alternate", (("type", "text/html"), ("hreflang", language.value)))


def _address(request: Request, query: dict[str, str]) -> str:
    return f"{request.url.path}?{urlencode(query)}" if query else request.url.path
