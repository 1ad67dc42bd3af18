"""Searching a copy in the page: an index as a script, because a folder cannot be asked.

Each commitment is one row: id, number, title, place of its text, places of its themes, status,
stage, extent, corroboration, whether it is past due, and the folded words of its text and evidence
that do not stand in its title. Large copies are found by title, number and words of the text alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import col

from app import links
from app.domain.folding import fold_words
from app.domain.vocabulary import NO_STATUS, Language
from app.mirror.entries import Entries, File
from app.mirror.layout import page_file
from app.mirror.units import Unit
from app.pages.filters import Choosable, Form, form_of
from app.pages.page import Page
from app.pages.rendering import Template
from app.parameters import AskedFilters, AskedPaging
from app.queries.facets import count_choices
from app.queries.found_shapes import CommitmentsFound
from app.queries.languages import Tongue
from app.queries.links import happened
from app.queries.standing import standing_on
from app.queries.view import View
from app.store.tables import (
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Instrument,
    Link,
    StoredReading,
    Theme,
)

_PAGE = Template["Searching"]("mirror/search.html")
_SHORTEST = 3
_BEGINNING = "window.scorecard="
_OF_COMMITMENT = (
    col(Commitment.id),
    col(Commitment.number),
    col(Commitment.title),
    col(Commitment.text),
    col(Commitment.instrument),
)
_OF_READING = (
    col(StoredReading.status),
    col(StoredReading.stage),
    col(StoredReading.extent),
    col(StoredReading.corroboration),
    col(StoredReading.overdue),
)

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Searching:
    """The form, the address of the index, and how many commitments there are."""

    form: Form
    index: str
    total: int


def search_files(entries: Entries, unit: Unit) -> Iterator[File]:
    """Give the page that searches and its index, in each language."""
    words = _words_of_evidence(entries.view) if entries.layout.histories else {}
    found = _found(entries.view, unit.ids)
    for language in Language:
        seen = replace(entries.view, tongue=Tongue(language))
        index = f"search-index.{language.value}.js"
        yield index, _index(seen.tongue, found, words)
        page = Page(language, links.SEARCH, query={}, is_copy=True)
        file = page_file(links.SEARCH, None, language)
        shown = Searching(_form(page, seen, unit.total), f"/{index}", unit.total)
        yield file, entries.relinked(_PAGE.show(page, shown), file)


def _form(page: Page, seen: View, total: int) -> Form:
    """Make the form of the list of commitments, without numbers beside its choices."""
    filters = AskedFilters()
    facets = count_choices(seen, filters).model_copy(update={"choices": None})
    none = CommitmentsFound(items=[], next=None, total=total, elsewhere={})
    return form_of(page, Choosable(filters, AskedPaging(), facets), none)


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows behind the index: of commitments in the order of the list, of what they belong to.

    `themes` are the ids of themes by commitment.
    """

    rows: Sequence[AnyRow]
    themes: Mapping[str, list[str]]
    titles_of_instruments: Mapping[str, dict[str, str]]
    titles_of_themes: Mapping[str, dict[str, str]]


def _found(view: View, ids: Sequence[str]) -> _Found:
    """Read in four statements what the index says of commitments, in no language yet."""
    ask = view.session.execute
    columns = (*_OF_COMMITMENT, *_OF_READING)
    rows = {row.id: row for row in ask(standing_on(view).add_columns(*columns))}
    themes: dict[str, list[str]] = {}
    pairs = select(col(CommitmentTheme.commitment_id), col(CommitmentTheme.theme_id))
    for commitment, theme in ask(pairs.order_by(col(CommitmentTheme.place))):
        themes.setdefault(commitment, []).append(theme)
    in_order = select(col(Instrument.id), col(Instrument.title)).order_by(col(Instrument.position))
    instruments = ask(in_order).all()
    of_themes = ask(select(col(Theme.id), col(Theme.title)).order_by(col(Theme.position))).all()
    return _Found([rows[one] for one in ids], themes, _titles(instruments), _titles(of_themes))


def _titles(rows: Iterable[AnyRow]) -> dict[str, dict[str, str]]:
    return {row.id: row.title for row in rows}


def _index(tongue: Tongue, found: _Found, words: Mapping[str, set[str]]) -> bytes:
    instruments = _Places(tongue, found.titles_of_instruments)
    themes = _Places(tongue, found.titles_of_themes)
    rows = [
        _row(
            tongue,
            row,
            [
                instruments.of(row.instrument),
                [themes.of(one) for one in found.themes.get(row.id, ())],
            ],
            words.get(row.id, set()),
        )
        for row in found.rows
    ]
    index = {"instruments": instruments.entries, "themes": themes.entries, "rows": rows}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # Outside of strings JSON is a script as it is; inside, these two were no letters once.
    escaped = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{_BEGINNING}{escaped};\n".encode()


class _Places:
    """Things with their titles in one language, and the place of each."""

    def __init__(self, tongue: Tongue, titles: Mapping[str, dict[str, str]]) -> None:
        self.entries = [(name, tongue.pick(title).text) for name, title in titles.items()]
        self._places = {name: place for place, name in enumerate(titles)}

    def of(self, name: str) -> int:
        return self._places[name]


def _row(tongue: Tongue, row: AnyRow, places: list[object], evidence: set[str]) -> list[object]:
    title = tongue.pick(row.title).text
    own = set(fold_words(f"{row.number or ''} {title}"))
    its = (*fold_words(tongue.pick(row.text).text), *evidence)
    words = {one for one in its if len(one) >= _SHORTEST}
    return [
        row.id,
        row.number or "",
        title,
        *places,
        row.status or NO_STATUS,
        row.stage,
        row.extent or "",
        row.corroboration or "",
        1 if row.overdue else 0,
        " ".join(sorted(words - own)),
    ]


def _words_of_evidence(view: View) -> dict[str, set[str]]:
    """Give the folded words of the evidence on each commitment that counts, in all languages."""
    rows = view.session.execute(
        select(col(Link.commitment_id), col(Evidence.summary), col(Document.publisher))
        .join(Evidence, col(Evidence.id) == col(Link.evidence_id))
        .join(Document, col(Document.id) == col(Evidence.source))
        .where(*happened(view))
    )
    found: dict[str, set[str]] = {}
    for commitment, *texts in rows:
        words = found.setdefault(commitment, set())
        for one in texts:
            for text in one.values():
                words.update(fold_words(text))
    return found
