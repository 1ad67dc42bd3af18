"""The pages of entries with their JSON, made from the same queries and templates as the server's.

Each is seen on the day its content last changed: nothing came in between, so it reads as today,
and stays the same from day to day.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from fastapi import Request
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.responses import HTMLResponse

from app import links
from app.domain.vocabulary import Language
from app.mirror.layout import PER_PAGE, Layout, json_file, numbered, page_file
from app.mirror.relinking import Relinking
from app.mirror.units import Unit
from app.pages import commitment as commitment_page
from app.pages import commitments as commitments_page
from app.pages import documents as documents_page
from app.pages import evidence as evidence_page
from app.pages import history as history_page
from app.pages import instruments as instruments_page
from app.pages import themes as themes_page
from app.pages.filters import Choosable
from app.pages.page import Page
from app.parameters import AskedFilters, AskedPaging
from app.queries import documents, evidence, history, instruments, themes
from app.queries.cursors import Asked
from app.queries.documents import GatheredDocument, gather_documents
from app.queries.found_shapes import CommitmentsFound, Facets
from app.queries.gathered import Gathered, gather, shape_of
from app.queries.languages import Tongue
from app.queries.source_shapes import DocumentListing
from app.queries.standing import lines
from app.queries.view import View
from app.settings import Settings

File = tuple[str, bytes]
"""A path from the top of the copy, and what stands in it."""


@dataclass(frozen=True)
class Entries:
    """Makes the files of units from one snapshot of the database."""

    settings: Settings
    layout: Layout
    view: View

    def files(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, list[File]]]:
        """Give the files of each of these units, all of one kind."""
        make = getattr(self, f"_{units[0].kind.replace('-', '_')}")
        rows: Any = self._gathered(units)
        for unit in units:
            seen = [self._seen(unit, language) for language in Language]
            yield unit, [file for one in seen for file in make(unit, one, rows)]

    def _gathered(self, units: Sequence[Unit]) -> Mapping[str, Gathered | GatheredDocument]:
        """Read for all of them at once what there is most of."""
        read = _READ_TOGETHER.get(units[0].kind)
        return read(self.view, [one.name for one in units]) if read else {}

    def _seen(self, unit: Unit, language: Language) -> View:
        tongue = Tongue(language)
        if unit.kind in _SEEN_THEN:
            return replace(self.view, tongue=tongue, day=unit.day, today=unit.day)
        return replace(self.view, tongue=tongue)

    def _page(self, unit: Unit, seen: View, under: str | None = None) -> Page:
        return Page(
            language=seen.tongue.language,
            noun=unit.kind,
            id=unit.name,
            under=under,
            query={},
            updated=unit.day,
            today=unit.day,
            site=self.layout.site,
            is_copy=True,
        )

    def _pair(self, page: Page, shown: HTMLResponse, told: BaseModel) -> list[File]:
        """Give a page and its JSON."""
        noun, language = page.noun or "", page.language
        file = page_file(noun, page.id, language, page.under)
        return [
            (file, self.relinked(shown, file)),
            (json_file(noun, page.id, language, page.under), told.model_dump_json().encode()),
        ]

    def relinked(self, shown: HTMLResponse, file: str) -> bytes:
        """Give a page whose links lead to files."""
        return self._relinking.page(bytes(shown.body).decode(), file).encode()

    @cached_property
    def _relinking(self) -> Relinking:
        return Relinking(self.layout)

    @cached_property
    def _request(self) -> Request:
        """What handlers read of a request that a copy has no other of: the settings."""
        application = Starlette()
        application.state.settings = self.settings
        return Request({"type": "http", "app": application})

    def _commitments(self, unit: Unit, seen: View, rows: dict[str, Gathered]) -> Iterator[File]:
        shape, page = shape_of(seen, rows[unit.name]), self._page(unit, seen)
        yield from self._pair(page, commitment_page.show_commitment(page, shape), shape)

    def _histories(self, unit: Unit, seen: View, _rows: object) -> Iterator[File]:
        told = history.history_of_commitment(seen, unit.name, Asked(PER_PAGE, None))
        told = told.model_copy(update={"next": None})
        page = self._page(replace(unit, kind="commitments"), seen, links.HISTORY)
        shown = history_page.show_commitment_history(self._request, page, told)
        yield from self._pair(page, shown, told)

    def _documents(
        self, unit: Unit, seen: View, rows: dict[str, GatheredDocument]
    ) -> Iterator[File]:
        shape, page = documents.shape_of(seen.tongue, rows[unit.name]), self._page(unit, seen)
        yield from self._pair(page, documents_page.show_document(page, shape), shape)

    def _evidence(self, unit: Unit, seen: View, _rows: object) -> Iterator[File]:
        shape, page = evidence.find_evidence(seen, unit.name), self._page(unit, seen)
        yield from self._pair(page, evidence_page.show_evidence(page, shape), shape)

    def _instruments(self, unit: Unit, seen: View, _rows: object) -> Iterator[File]:
        shape, page = instruments.find_instrument(seen, unit.name), self._page(unit, seen)
        yield from self._pair(page, instruments_page.show_instrument(page, shape), shape)

    def _themes(self, unit: Unit, seen: View, _rows: object) -> Iterator[File]:
        shape, page = themes.find_theme(seen, unit.name), self._page(unit, seen)
        yield from self._pair(page, themes_page.show_theme(page, shape), shape)

    def _commitments_list(self, unit: Unit, seen: View, _rows: object) -> Iterator[File]:
        listing = CommitmentsFound(
            items=lines(seen, unit.ids), next=_next(unit), total=unit.total, elsewhere={}
        )
        none = Facets(
            as_of=unit.day,
            total=unit.total,
            commitments=unit.total,
            choices=None,
            without={},
            instruments=[],
            themes=[],
        )
        choosable = Choosable(AskedFilters(), AskedPaging(limit=PER_PAGE), none)

        def show(page: Page) -> HTMLResponse:
            return commitments_page.list_commitments(page, listing, choosable)

        yield from self._part(unit, seen, show, listing)

    def _documents_list(self, unit: Unit, seen: View, _rows: object) -> Iterator[File]:
        known = documents.documents_by_id(seen, unit.ids)
        listing = DocumentListing(
            items=[known[one] for one in unit.ids],
            next=_next(unit),
            total=unit.total,
            read=documents.how_read(seen),
        )
        yield from self._part(
            unit, seen, lambda page: documents_page.list_documents(page, listing), listing
        )

    def _part(
        self,
        unit: Unit,
        seen: View,
        show: Callable[[Page], HTMLResponse],
        told: CommitmentsFound | DocumentListing,
    ) -> Iterator[File]:
        """Give one page of a list; its JSON names the file of the next one."""
        noun, language = unit.kind.removesuffix("-list"), seen.tongue.language
        query = {} if unit.name == "1" else {"cursor": unit.name}
        page = replace(self._page(unit, seen), noun=noun, id=None, query=query)
        stem, number = page_file(noun, None, language).removesuffix(".html"), int(unit.name)
        file = numbered(stem, number)
        yield file, self.relinked(show(page), file)
        stem, _, ending = json_file(noun, None, language).partition(".")
        following = numbered(stem, number + 1, ending).rpartition("/")[2] if told.next else None
        as_told = told.model_copy(update={"next": following})
        yield numbered(stem, number, ending), as_told.model_dump_json().encode()


_READ_TOGETHER: Mapping[
    str, Callable[[View, list[str]], Mapping[str, Gathered | GatheredDocument]]
] = {"commitments": gather, "documents": gather_documents}

_SEEN_THEN = frozenset({"commitments", "instruments", "themes"})
"""Units that are seen on their own day; the others know no day, or show no more than the whole."""


def _next(unit: Unit) -> str | None:
    """Give the number of the next page, which is what a cursor is in a copy."""
    has_more = int(unit.name) * PER_PAGE < unit.total
    return str(int(unit.name) + 1) if has_more else None
