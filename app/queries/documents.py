"""Reading documents: the sources, and what was taken from each."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import col

from app.domain.messages import message
from app.domain.vocabulary import Consulted
from app.errors import NotFoundError
from app.queries.counting import Remembered, count_all
from app.queries.cursors import Asked, Cursor, Step
from app.queries.evidence import taken_from
from app.queries.links import happened
from app.queries.shapes import DocumentLine, DocumentShape, Withdrawal
from app.queries.source_shapes import DocumentListing, HowRead
from app.queries.sources import document_fields
from app.queries.view import View
from app.queries.withdrawals import withdrawals_of
from app.store.tables import Document, Evidence

NO_SUCH_DOCUMENT = message("There is no document '{id}'. Look for it in the list of sources.")

_how_read: Remembered[HowRead] = Remembered()
_ORDER = Cursor(
    "documents",
    (
        Step(col(Document.date_first), is_descending=True, may_be_null=True),
        Step(col(Document.id)),
    ),
)


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
    published = col(Document.date_first)
    by_then = or_(published.is_(None), published <= view.day)
    in_force = select().select_from(Document).where(*_in_force(), by_then)
    return count_all(view, "documents", in_force)


def how_read(view: View) -> HowRead:
    """Count how the sources were read that are neither withdrawn nor retired."""
    return _how_read.get(view.key, lambda: _count_how_read(view))


def find_document(view: View, document_id: str) -> DocumentShape:
    """Give one source with the evidence taken from it, withdrawn and retired too.

    Raises:
        NotFoundError: when there is none with this id.

    """
    row = view.session.get(Document, document_id)
    if row is None:
        raise NotFoundError(view.tongue.say(NO_SUCH_DOCUMENT, id=document_id))
    return _shapes(view, [row])[document_id]


def whole_documents(view: View, ids: Sequence[str]) -> dict[str, DocumentShape]:
    """Give these sources with the evidence taken from them, in as many statements as for one."""
    rows = view.session.execute(select(Document).where(col(Document.id).in_(ids))).scalars().all()
    return _shapes(view, rows)


def _shapes(view: View, rows: Sequence[Document]) -> dict[str, DocumentShape]:
    taken = taken_from(view, [row.id for row in rows])
    withdrawn = withdrawals_of(view, rows)
    found: dict[str, DocumentShape] = {}
    for row in rows:
        its = taken.get(row.id, [])
        line = _line(view, row, len(its), withdrawn.get(row.id))
        found[row.id] = DocumentShape(**dict(line), taken=its)
    return found


def _count_how_read(view: View) -> HowRead:
    consulted, mirror = col(Document.consulted), col(Document.mirror)
    rows = view.session.execute(
        select(consulted, mirror, func.count()).where(*_in_force()).group_by(consulted, mirror)
    ).all()
    return HowRead(
        full=sum(number for how, _, number in rows if how == Consulted.FULL),
        extract=sum(number for how, _, number in rows if how == Consulted.EXTRACT),
        mirror=sum(number for _, at_mirror, number in rows if at_mirror),
    )


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
    return DocumentLine(
        **document_fields(view.tongue, row),
        note=view.tongue.pick_optional(row.note),
        evidence=evidence,
        replaces=row.replaces,
        withdrawn=withdrawn,
        retired_on=row.retired_on,
    )
