"""Searching a copy in the page: an index as a script, because a folder cannot be asked.

Each commitment is one row: id, number, title, and what it is filtered by. Which words stand in
which row is a script of its own for all languages, with the words of the server's index
(`mirror/words.py`). Large copies are found by id, number, title and text alone, without the words
of evidence.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
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
from app.mirror.words import words_script
from app.pages.filters import Choosable, Form, form_of
from app.pages.page import Page
from app.pages.rendering import Template
from app.parameters import AskedFilters, AskedPaging
from app.queries.facets import count_choices
from app.queries.found_shapes import CommitmentsFound
from app.queries.languages import Tongue
from app.queries.standing import standing_on
from app.queries.view import View
from app.store.search import indexed_words
from app.store.tables import Commitment, CommitmentTheme, Instrument, StoredReading

_PAGE = Template["Searching"]("mirror/search.html")
_WORDS = "search-index.words.js"
_BEGINNING = "window.scorecard="
_OF_COMMITMENT = (
    col(Commitment.id),
    col(Commitment.number),
    col(Commitment.title),
    col(Commitment.instrument),
)
_SAID = (
    col(Commitment.id),
    col(Commitment.key),
    col(Commitment.number),
    col(Commitment.title),
    col(Commitment.text),
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
    """The form, the addresses of the index and its words, and how many commitments there are."""

    form: Form
    index: str
    words: str
    total: int


def search_files(entries: Entries, unit: Unit) -> Iterator[File]:
    """Give the page that searches and its index, in each language."""
    found = _found(entries.view, unit.ids)
    for language in Language:
        seen = replace(entries.view, tongue=Tongue(language))
        index = f"search-index.{language.value}.js"
        yield index, _index(seen.tongue, found)
        page = Page(language, links.SEARCH, query={}, is_copy=True)
        file = page_file(links.SEARCH, None, language)
        shown = Searching(_form(page, seen, unit.total), f"/{index}", f"/{_WORDS}", unit.total)
        yield file, entries.relinked(_PAGE.show(page, shown), file)


def words_files(entries: Entries, unit: Unit) -> Iterator[File]:
    """Give the script that says which words stand in which row of the index, for all languages."""
    rows = {row.id: row for row in entries.view.session.execute(select(*_SAID))}
    yield _WORDS, words_script(_words(entries, [rows[one] for one in unit.ids]))


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


def _found(view: View, ids: Sequence[str]) -> _Found:
    """Read in three statements what the index says of commitments, in no language yet."""
    ask = view.session.execute
    columns = (*_OF_COMMITMENT, *_OF_READING)
    rows = {row.id: row for row in ask(standing_on(view).add_columns(*columns))}
    themes: dict[str, list[str]] = {}
    pairs = select(col(CommitmentTheme.commitment_id), col(CommitmentTheme.theme_id))
    for commitment, theme in ask(pairs.order_by(col(CommitmentTheme.place))):
        themes.setdefault(commitment, []).append(theme)
    in_order = select(col(Instrument.id), col(Instrument.title)).order_by(col(Instrument.position))
    instruments = ask(in_order).all()
    titles = {row.id: row.title for row in instruments}
    return _Found([rows[one] for one in ids], themes, titles)


def _index(tongue: Tongue, found: _Found) -> bytes:
    titles = found.titles_of_instruments
    index = {
        "instruments": {name: tongue.pick(title).text for name, title in titles.items()},
        "rows": [_row(tongue, row, found.themes.get(row.id, ())) for row in found.rows],
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # Outside of strings JSON is a script as it is; inside, these two were no letters once.
    escaped = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{_BEGINNING}{escaped};\n".encode()


def _row(tongue: Tongue, row: AnyRow, themes: Sequence[str]) -> list[object]:
    """Give a row, the fields of the form in the order in which the script knows them."""
    filtered = (
        row.instrument,
        themes,
        row.status or NO_STATUS,
        row.stage,
        row.extent or "",
        row.corroboration or "",
        "true" if row.overdue else "false",
    )
    return [row.id, row.number or "", tongue.pick(row.title).text, *filtered]


def _words(entries: Entries, rows: Sequence[AnyRow]) -> list[Collection[str]]:
    """Give the folded words of each row, in all languages: those that the server finds it by."""
    if not entries.layout.histories:
        return [_own_words(row) for row in rows]
    found = indexed_words(entries.view.session, [row.key for row in rows])
    return [found[row.key] for row in rows]


def _own_words(row: AnyRow) -> frozenset[str]:
    texts = (row.id, row.number or "", *row.title.values(), *row.text.values())
    return frozenset().union(*map(fold_words, texts))
