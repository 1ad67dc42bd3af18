"""Documents that somebody may be about to add again: the same address, or much the same title."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from app.domain.folding import fold_words
from app.editing.addresses import documents_at
from app.editing.drafts import tidy
from app.store.tables import Document

_NEAR_ENOUGH = 80
_SHORTEST_TITLE = 6


class Why(StrEnum):
    """What a document has in common with what was typed."""

    ADDRESS = "address"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """A document in force that may be the one; texts by language."""

    id: str
    title: dict[str, str]
    publisher: dict[str, str]
    url: str | None
    why: Why


def documents_like(session: Session, url: str, title: str, limit: int = 5) -> list[DocumentMatch]:
    """Give documents at this address, then those of most like titles, at most `limit` in all."""
    here = documents_at(session, tidy(url)) if tidy(url) else []
    alike = [name for name in _titled(session, title, limit) if name not in here]
    ids = [*here, *alike][:limit]
    rows = session.execute(select(Document).where(col(Document.id).in_(ids))).scalars()
    known = {row.id: row for row in rows}
    return [_match(known[name], Why.ADDRESS if name in here else Why.TITLE) for name in ids]


def _match(row: Document, why: Why) -> DocumentMatch:
    return DocumentMatch(row.id, row.title, row.publisher, row.url, why)


def _titled(session: Session, title: str, limit: int) -> list[str]:
    wanted = _folded(title)
    if len(wanted) < _SHORTEST_TITLE:
        return []
    titles = {
        (row.id, language): _folded(text)
        for row in session.execute(
            select(col(Document.id), col(Document.title)).where(*_in_force())
        )
        for language, text in row.title.items()
    }
    found = process.extract(
        wanted, titles, scorer=fuzz.token_set_ratio, score_cutoff=_NEAR_ENOUGH, limit=3 * limit
    )
    return list(dict.fromkeys(key[0] for _, _, key in found))


def _folded(title: str) -> str:
    return " ".join(fold_words(tidy(title)[:500]))


def _in_force() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Document.retired_on).is_(None), col(Document.withdrawal).is_(None)
