"""Searching a copy in the page: an index as a script, because a folder cannot be asked.

Each commitment is one row: id, number, title, place of its text, places of its themes, status,
stage, extent, corroboration, whether it is past due, and the folded words of its text and evidence
that do not stand in its title. Large copies are found by title, number and words of the text alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import col

from app import links
from app.domain.folding import fold_words
from app.domain.vocabulary import Language
from app.mirror.entries import Entries, File
from app.mirror.layout import as_page
from app.mirror.units import Unit
from app.pages.filters import Choosable, Form, form_of
from app.pages.page import Page
from app.pages.rendering import Template
from app.parameters import AskedFilters, AskedPaging
from app.queries.facets import count_choices
from app.queries.found_shapes import CommitmentsFound
from app.queries.languages import Tongue
from app.queries.links import happened
from app.queries.shapes import CommitmentLine
from app.queries.standing import lines
from app.queries.view import View
from app.store.tables import Document, Evidence, Link

_PAGE = Template["Searching"]("mirror/search.html")
_SHORTEST = 3
_BEGINNING = "window.scorecard="


@dataclass(frozen=True, slots=True)
class Searching:
    """The form, the address of the index, and how many commitments there are."""

    form: Form
    index: str
    total: int


def search_files(entries: Entries, unit: Unit) -> Iterator[File]:
    """Give the page that searches and its index, in each language."""
    words = _words_of_evidence(entries.view) if entries.layout.histories else {}
    for language in Language:
        seen = replace(entries.view, tongue=Tongue(language))
        index = f"search-index.{language.value}.js"
        yield index, _index(lines(seen, unit.ids), words)
        page = Page(language, links.SEARCH, query={}, is_copy=True)
        file = as_page(links.SEARCH, None, language)
        shown = Searching(_form(page, seen, unit.total), f"/{index}", unit.total)
        yield file, entries.relinked(_PAGE.show(page, shown), file)


def _form(page: Page, seen: View, total: int) -> Form:
    """Make the form of the list of commitments, without numbers beside its choices."""
    filters = AskedFilters()
    facets = count_choices(seen, filters).model_copy(update={"choices": None})
    none = CommitmentsFound(items=[], next=None, total=total, elsewhere={})
    return form_of(page, Choosable(filters, AskedPaging(), facets), none)


def _index(found: Sequence[CommitmentLine], words: Mapping[str, set[str]]) -> bytes:
    instruments = _Places((one.instrument.id, one.instrument.title.text) for one in found)
    themes = _Places((theme.id, theme.title.text) for one in found for theme in one.themes)
    rows = [_row(one, (instruments, themes), words.get(one.id, set())) for one in found]
    index = {"instruments": instruments.entries, "themes": themes.entries, "rows": rows}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # Outside of strings JSON is a script as it is; inside, these two were no letters once.
    escaped = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{_BEGINNING}{escaped};\n".encode()


class _Places:
    """Things in the order in which they come, and the place of each."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self.entries = list(dict(named).items())
        self._places = {name: place for place, (name, _) in enumerate(self.entries)}

    def of(self, name: str) -> int:
        return self._places[name]


def _row(line: CommitmentLine, places: tuple[_Places, _Places], evidence: set[str]) -> list[object]:
    instruments, themes = places
    title = set(fold_words(f"{line.number or ''} {line.title.text}"))
    words = {one for one in (*fold_words(line.text.text), *evidence) if len(one) >= _SHORTEST}
    return [
        line.id,
        line.number or "",
        line.title.text,
        instruments.of(line.instrument.id),
        [themes.of(one.id) for one in line.themes],
        line.status or "none",
        line.stage,
        line.extent or "",
        line.corroboration or "",
        1 if line.overdue else 0,
        " ".join(sorted(words - title)),
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
