"""The contract of the API as a page: plain HTML, complete without script, made from the contract.

In English alone, as the contract is.
"""

import re
from functools import cache

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app import links
from app.domain.vocabulary import Language
from app.pages.described import Reference, Texts, reference_of
from app.pages.page import Page
from app.pages.rendering import Template
from app.pages.routing import PageRoute
from app.settings import bundled
from app.wire.forms import PAGE
from app.wire.quality import accepted
from app.wire.security import WITH_SCRIPT

CHANGELOG = "api-changelog.md"
"""The file of `docs` that says what each version of the contract changed."""

HERE = "http://127.0.0.1:8000"
"""Where a copy that says no other address is found by whoever started it."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_PAGE = Template[Reference]("pages/api.html")
_RULE = "<p><strong>What may change"
_FIRST_HEADING = re.compile(r"^# .*\n", re.MULTILINE)

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get(links.reference())
def show_reference(request: Request) -> HTMLResponse:
    """Show all that can be asked of the API, and what it answers.

    Raises:
        HTTPException: when the client wants no page.

    """
    if accepted(", ".join(request.headers.getlist("accept")), (PAGE,)) is None:
        raise HTTPException(406, f"This is answered as {PAGE}: name that in Accept, or */*.")
    site = request.app.state.settings.public_url
    contract = request.app.openapi()
    texts = Texts(written(contract["info"]["description"]), _changes(), said)
    shown = reference_of(contract, site or HERE, texts)
    answer = _PAGE.show(Page(language=Language.ENGLISH, site=site), shown)
    answer.headers.update(WITH_SCRIPT)
    return answer


def written(text: str) -> Markup:
    """Make HTML of what the contract says in Markdown; a tag in it would be shown, not obeyed.

    The rule about what may change gets the anchor at which `Link` headers point.
    """
    made = _MARKDOWN.render(text)
    return Markup(made.replace(_RULE, _RULE.replace("<p>", '<p id="deprecation">')))  # noqa: S704 - our own texts, by a renderer that escapes


def said(line: str) -> Markup:
    """Make HTML of one line of Markdown, which may name things as `code`."""
    return Markup(_MARKDOWN.renderInline(line))  # noqa: S704 - as above


@cache
def _changes() -> Markup:
    source = (bundled("docs") / CHANGELOG).read_text(encoding="utf-8")
    # Within the page, versions stand one level lower.
    return written(_FIRST_HEADING.sub("", source, count=1).replace("\n## ", "\n### "))
