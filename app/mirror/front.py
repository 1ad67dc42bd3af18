"""The first page with its JSON, in all languages: the longest of all, so that it is read once.

The rows behind it are read for one language, and stay for the others (`held`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import event
from sqlmodel import Session

from app.domain.vocabulary import Language
from app.mirror.entries import Entries, File
from app.mirror.layout import json_file, page_file
from app.mirror.units import Unit
from app.pages.page import Page
from app.pages.scorecard import show_scorecard
from app.queries.languages import Tongue
from app.queries.scorecard import read_scorecard

NOUN = "scorecard"


def front_files(entries: Entries, unit: Unit) -> Iterator[File]:
    """Give the page and its JSON in each language."""
    for language in Language:
        card = read_scorecard(replace(entries.view, tongue=Tongue(language)))
        page = Page(
            language=language,
            noun=NOUN,
            query={},
            updated=unit.day,
            today=unit.day,
            site=entries.layout.site,
            is_copy=True,
        )
        file = page_file("index", None, language)
        yield file, entries.relinked(show_scorecard(page, card), file)
        yield json_file(NOUN, None, language), card.model_dump_json().encode()


@contextmanager
def held(session: Session) -> Iterator[None]:
    """Let what is read stay for as long as the block lasts: another language reads it again."""
    rows: list[object] = []

    def hold(_session: Session, row: object) -> None:
        rows.append(row)

    event.listen(session, "loaded_as_persistent", hold)
    try:
        yield
    finally:
        event.remove(session, "loaded_as_persistent", hold)
