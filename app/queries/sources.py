"""The fields that every shape of a document, or of a piece of evidence, has in it."""

from typing import Any

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import SIDE_OF_ORIGIN, Origin
from app.queries.languages import Tongue
from app.queries.shapes import Withdrawal
from app.store.tables import Document, Evidence


def document_fields(tongue: Tongue, document: Document) -> dict[str, Any]:
    """Give the fields of a source as it is cited."""
    return {
        "id": document.id,
        "publisher": tongue.pick(document.publisher),
        "title": tongue.pick_own(document.title, document.language),
        "date": document.date,
        "url": document.url,
        "language": document.language,
        "kind": document.kind,
        "origin": document.origin,
        "side": SIDE_OF_ORIGIN[Origin(document.origin)],
        "consulted": document.consulted,
        "mirror": document.mirror,
    }


def evidence_fields(
    tongue: Tongue, evidence: Evidence, withdrawn: Withdrawal | None = None
) -> dict[str, Any]:
    """Give the fields of a piece of evidence itself, without its source and what it concerns."""
    return {
        "id": evidence.id,
        "date": evidence.date,
        "day_known": parse_partial_date(evidence.date).is_exact,
        "summary": tongue.pick(evidence.summary),
        "locator": tongue.pick(evidence.locator),
        "note": tongue.pick_optional(evidence.note),
        "replaces": evidence.replaces,
        "withdrawn": withdrawn,
    }
