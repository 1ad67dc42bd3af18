"""The files that depend on no entry: the choice of a language, what a copy is, scripts, styles."""

from collections.abc import Iterator
from dataclasses import dataclass

from app import links
from app.domain.labels import LANGUAGE_NAMES
from app.domain.vocabulary import Language
from app.mirror.entries import Entries, File
from app.mirror.layout import page_file
from app.pages.assets import assets
from app.pages.page import Page
from app.pages.rendering import Template

_CHOICE = Template["Choice"]("mirror/choice.html")
_ABOUT = Template["About"]("mirror/copy.html")


@dataclass(frozen=True, slots=True)
class Choice:
    """The languages to choose from: code, own name and address."""

    languages: list[tuple[Language, str, str]]


@dataclass(frozen=True, slots=True)
class About:
    """What this copy is of, and whether it has histories and pages of single evidence."""

    site: str | None
    is_whole: bool


def fixed_files(entries: Entries) -> Iterator[File]:
    """Give the first page, the page on the copy in each language, and all static files."""
    site = entries.layout.site
    addresses = [(one, LANGUAGE_NAMES[one], links.link(one, "scorecard")) for one in Language]
    first = Page(language=Language.ENGLISH, site=site, is_copy=True)
    yield "index.html", entries.relinked(_CHOICE.show(first, Choice(addresses)), "index.html")
    for language in Language:
        page = Page(language, links.COPY, query={}, is_copy=True)
        file = page_file(links.COPY, None, language)
        shown = _ABOUT.show(page, About(site, entries.layout.histories))
        yield file, entries.relinked(shown, file)
    for address, content in assets():
        yield address.removeprefix("/"), content
