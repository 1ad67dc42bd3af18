"""What search machines ask for at the root: what they may read, and the addresses of all pages.

Addresses there have to be whole, so without a known address of the site there is no site map.
"""

from collections.abc import Iterator
from math import ceil
from typing import Annotated
from xml.sax.saxutils import quoteattr

from fastapi import APIRouter, Path, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from app import links
from app.dependencies import PresentView
from app.domain.vocabulary import Language
from app.errors import NotFoundError
from app.pages.page import SERVED
from app.pages.routing import PageRoute
from app.queries.findable import FINDABLE, count_findable, findable_ids
from app.wire.kept import KEPT

_LISTS = ("scorecard", "commitments", "instruments", "themes", "documents", "methodology")
_PAGES = "pages"
_ENTRIES = 4_000
"""Entries in a file; with its languages each has as many addresses, of 50,000 that are allowed."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/robots.txt")
def show_robots(request: Request) -> Response:
    """Keep machines from the desk, and show them the site map if there is one."""
    site = request.app.state.settings.public_url
    text = "User-agent: *\nDisallow: /staff\n"
    text += f"\nSitemap: {site}/sitemap.xml\n" if site else ""
    return PlainTextResponse(text, headers=KEPT)


@router.get("/sitemap.xml")
def show_site_map(request: Request, seen: PresentView) -> Response:
    """List the files that list the addresses: one of pages, and as many a noun as it takes."""
    site = _site(request)
    numbers = {noun: ceil(count_findable(seen, noun) / _ENTRIES) for noun in FINDABLE}
    names = [f"{_PAGES}-1"]
    names += [f"{noun}-{one}" for noun, most in numbers.items() for one in range(1, most + 1)]
    inside = "".join(f"<sitemap><loc>{site}/sitemap-{one}.xml</loc></sitemap>\n" for one in names)
    content = f"{_XML}<sitemapindex {_SPACES}>\n{inside}</sitemapindex>\n"
    return Response(content, media_type="application/xml", headers=KEPT)


@router.get("/sitemap-{noun}-{number}.xml")
def show_part(
    request: Request,
    seen: PresentView,
    noun: str,
    number: Annotated[str, Path(pattern="^[1-9][0-9]{0,4}$")],
) -> Response:
    """List some addresses, each in every language and with its other languages."""
    site, first = _site(request), (int(number) - 1) * _ENTRIES
    found: list[tuple[str, str | None]] = []
    if noun == _PAGES:
        found += [(one, None) for one in _LISTS][first:]
    elif noun in FINDABLE:
        found += [(noun, one) for one in findable_ids(seen, noun, first, _ENTRIES)]
    if not found:
        raise NotFoundError(f"There is no such part of the site map: {noun}, {number}.")
    return StreamingResponse(_written(site, found), media_type="application/xml", headers=KEPT)


def _site(request: Request) -> str:
    site: str | None = request.app.state.settings.public_url
    if site is None:
        message = "There is no site map: whoever runs this site has not set SCORECARD_PUBLIC_URL."
        raise NotFoundError(message)
    return site


def _written(site: str, found: list[tuple[str, str | None]]) -> Iterator[str]:
    yield f"{_XML}<urlset {_SPACES}>\n"
    for noun, name in found:
        addresses = {one: site + links.link(one, noun, name) for one in SERVED}
        yield from (_address(one, addresses) for one in addresses)
    yield "</urlset>\n"


def _address(language: Language, addresses: dict[Language, str]) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{one.value}" href={quoteattr(address)}/>'
        for one, address in addresses.items()
    )
    return f"<url><loc>{addresses[language]}</loc>{others}</url>\n"
