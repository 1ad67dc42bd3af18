"""Whether a document could be published: by itself, and beside those that are here."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.dates import parse_partial_date
from app.domain.messages import message
from app.domain.vocabulary import Origin
from app.domain.workflow import Proposed
from app.editing.addresses import documents_at, twin_of
from app.editing.examining import Examined, examine, references_in, without_end, wrong_date
from app.editing.sentences import Finding
from app.editing.wishes import Wish
from app.editing.written import document_entry
from app.registry.entries import Document
from app.registry.raw import Path
from app.registry.scalars import quote
from app.store.readings import counts
from app.store.tables import Evidence

HERE_ALREADY = message(
    "This address is here already, as the document {id}: choose that one instead of adding it "
    "again."
)
OLDER_THAN_NEWS = message(
    "{evidence} was taken from this document and happened on {date}, after this day: check the "
    "date."
)


def examine_document(
    session: Session, wish: Wish, today: date, replaced: dict[str, Any]
) -> Examined:
    """Check the new document of a wish; `replaced` is the entry it corrects, or empty."""
    examined = examine(Document, document_entry(wish, replaced), _field_of)
    content = examined.content
    for _ in references_in(session, today, {})[0].check("documents", without_end(content)):
        written = str(content["date"])
        examined.findings.append(wrong_date("new_document.date", written, today, None))
    examined.findings += _here_already(session, wish, content, str(replaced.get("id")))
    examined.findings += _older_than_news(session, content, str(replaced.get("id")))
    return examined


def same_document(session: Session, wish: Wish, examined: Examined) -> str | None:
    """Give the document in force that says the very same as the one a piece of evidence adds.

    Somebody else, or the row of an import before it, added it in the meantime.
    """
    url = examined.content.get("url")
    if wish.subject is Proposed.DOCUMENT or not url:
        return None
    return twin_of(session, examined.packed, documents_at(session, url))


def _field_of(place: Path) -> str:
    return f"new_document.{place[0]}" if place else "new_document"


def _here_already(
    session: Session, wish: Wish, content: dict[str, Any], replaced: str
) -> Iterator[Finding]:
    url = content.get("url")
    here = [name for name in documents_at(session, url) if name != replaced] if url else []
    if here and wish.document_id not in here:
        yield Finding("new_document.url", HERE_ALREADY, {"id": quote(here[0])})


def _older_than_news(session: Session, content: dict[str, Any], replaced: str) -> Iterator[Finding]:
    """Find evidence that would stand in a correction which was published before it happened."""
    told = content.get("date")
    if not told or content.get("origin") in {None, Origin.LEGAL_TEXT}:
        return
    last = parse_partial_date(told).last
    later = (
        select(col(Evidence.id), col(Evidence.date))
        .where(col(Evidence.source) == replaced, col(Evidence.date_first) > last, *counts())
        .order_by(col(Evidence.id))
        .limit(1)
    )
    for name, day in session.execute(later):
        yield Finding("new_document.date", OLDER_THAN_NEWS, {"evidence": quote(name), "date": day})
