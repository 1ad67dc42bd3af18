"""Reading documents: the sources, and what was taken from each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from app.domain.messages import message
from app.domain.vocabulary import Consulted
from app.errors import NotFoundError
from app.queries.cursors import Asked, Cursor, Step
from app.queries.evidence import Concerned, line_of, taken_from
from app.queries.languages import Tongue
from app.queries.links import happened
from app.queries.shapes import DocumentLine, DocumentShape, Withdrawal
from app.queries.source_shapes import DocumentListing, HowRead
from app.queries.sources import document_fields
from app.queries.tallies import on, standing
from app.queries.view import View
from app.queries.withdrawals import replacements, withdrawal_of, withdrawals_of
from app.store.tables import Document, DocumentTally, Evidence
from app.store.tables.tallies import Unit

NO_SUCH_DOCUMENT = message("There is no document '{id}'. Look for it in the list of sources.")

_ORDER = Cursor(
    "documents",
    (
        Step(col(Document.date_first), is_descending=True, may_be_null=True),
        Step(col(Document.id)),
    ),
)


_by_then = standing(select(col(DocumentTally.number)), DocumentTally).subquery()
_PUBLISHED = select(func.sum(_by_then.c.number))


@dataclass(frozen=True, slots=True)
class GatheredDocument:
    """The rows of one source, and of what was taken from it, newest first; in no language yet.

    `concerned` and `replaced_by` may know of others as well.
    """

    row: Document
    taken: Sequence[Evidence]
    concerned: Concerned
    replaced_by: Mapping[str, str]


def list_documents(view: View, asked: Asked) -> DocumentListing:
    """List sources, newest first and undated ones last, without withdrawn and retired.

    Raises:
        BadParameterError: for a cursor that this list did not give.

    """
    in_force = select(Document).where(*_in_force())
    page = _ORDER.page(view.session, in_force, asked)
    counts = _evidence_counts(view, [row.Document.id for row in page.rows])
    return DocumentListing(
        items=[_line(view, row.Document, counts.get(row.Document.id, 0)) for row in page.rows],
        next=page.next,
        total=count_documents(view),
        read=how_read(view),
    )


def documents_by_id(view: View, ids: Sequence[str]) -> dict[str, DocumentLine]:
    """Give these sources by their ids, withdrawn and retired too."""
    rows = view.session.execute(select(Document).where(col(Document.id).in_(ids))).scalars().all()
    counts = _evidence_counts(view, ids)
    gone = withdrawals_of(view, rows)
    return {row.id: _line(view, row, counts.get(row.id, 0), gone.get(row.id)) for row in rows}


def count_documents(view: View) -> int:
    """Count the sources published by the day, undated ones too, without withdrawn and retired."""
    return int(view.columns(_PUBLISHED, on(view.day)).scalar_one() or 0)


def how_read(view: View) -> HowRead:
    """Count how the sources were read that are neither withdrawn nor retired."""
    consulted, mirror = col(DocumentTally.consulted), col(DocumentTally.mirror)
    rows = view.session.execute(
        select(consulted, mirror, func.sum(DocumentTally.number))
        .where(col(DocumentTally.unit) == Unit.YEAR.value)
        .group_by(consulted, mirror)
    ).all()
    return HowRead(
        full=sum(number for how, _, number in rows if how == Consulted.FULL),
        extract=sum(number for how, _, number in rows if how == Consulted.EXTRACT),
        mirror=sum(number for _, at_mirror, number in rows if at_mirror),
    )


def find_document(view: View, document_id: str) -> DocumentShape:
    """Give one source with the evidence taken from it, withdrawn and retired too.

    Raises:
        NotFoundError: when there is none with this id.

    """
    row = view.session.get(Document, document_id)
    if row is None:
        raise NotFoundError(view.tongue.say(NO_SUCH_DOCUMENT, id=document_id))
    return shape_of(view.tongue, _gathered(view, [row])[document_id])


def gather_documents(view: View, ids: Sequence[str]) -> dict[str, GatheredDocument]:
    """Read these sources with the evidence taken from them, in as many statements as for one."""
    rows = view.session.execute(select(Document).where(col(Document.id).in_(ids))).scalars().all()
    return _gathered(view, rows)


def shape_of(tongue: Tongue, one: GatheredDocument) -> DocumentShape:
    """Show a gathered source in a language."""
    taken = [line_of(tongue, each, one.concerned) for each in one.taken]
    withdrawn = withdrawal_of(tongue, one.row, one.replaced_by)
    return DocumentShape(**_fields(tongue, one.row, len(taken), withdrawn), taken=taken)


def _gathered(view: View, rows: Sequence[Document]) -> dict[str, GatheredDocument]:
    taken, concerned = taken_from(view, [row.id for row in rows])
    gone = [row.id for row in rows if row.withdrawal is not None]
    replaced_by = replacements(view, Document, gone) if gone else {}
    return {
        row.id: GatheredDocument(row, taken.get(row.id, ()), concerned, replaced_by) for row in rows
    }


def _in_force() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Document.retired_on).is_(None), col(Document.withdrawal).is_(None)


def _evidence_counts(view: View, documents: Sequence[str]) -> dict[str, int]:
    rows = view.session.execute(
        select(col(Evidence.source), func.count())
        .where(col(Evidence.source).in_(documents), *happened(view))
        .group_by(col(Evidence.source))
    )
    return {document: count for document, count in rows}  # noqa: C416 - rows are no tuples


def _line(
    view: View, row: Document, evidence: int, withdrawn: Withdrawal | None = None
) -> DocumentLine:
    return DocumentLine(**_fields(view.tongue, row, evidence, withdrawn))


def _fields(
    tongue: Tongue, row: Document, evidence: int, withdrawn: Withdrawal | None
) -> dict[str, Any]:
    return document_fields(tongue, row) | {
        "note": tongue.pick_optional(row.note),
        "evidence": evidence,
        "replaces": row.replaces,
        "withdrawn": withdrawn,
        "retired_on": row.retired_on,
    }
