"""Reading what changed between two days: two range queries on stored readings, side by side.

What is retired or withdrawn since counts on neither day, as everywhere.
"""

from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Extent, Role, Status
from app.queries.comparison_counts import count_changes
from app.queries.comparison_shapes import CommitmentChange, Comparison, DatedEvidence
from app.queries.comparison_sides import AFTER, BEFORE, KINDS, Span, changes, dated, kind, sides
from app.queries.counting import Remembered
from app.queries.cursors import Asked, Cursor, Step
from app.queries.filters import Filters, refuse_unknown
from app.queries.shapes import Named, ReadingShape
from app.queries.standing import reading_fields
from app.queries.view import View
from app.store.tables import Commitment, Document, Evidence, Instrument, Link

# To find a page, all changes are looked at.
_pages: Remembered[tuple[list[str], str | None]] = Remembered()


def compare_days(view: View, span: Span, asked: Asked) -> Comparison:
    """Say what changed after the first day, up to the last.

    Raises:
        BadParameterError: for an instrument, theme or cursor that does not exist.

    """
    refuse_unknown(view, Filters(instrument=span.instrument, theme=span.theme))
    found = count_changes(view, span)
    ids, following = _pages.get((*view.key, span, asked), lambda: _page(view, span, asked))
    changed = sum(one.commitments for one in found.moves)
    return Comparison(
        items=_items(view, span, ids),
        next=following,
        total=changed + found.changed_otherwise + found.made,
        first_day=span.first_day,
        last_day=span.last_day,
        before=found.before,
        after=found.after,
        changed=changed,
        changed_otherwise=found.changed_otherwise,
        made=found.made,
        moves=found.moves,
        evidence=found.evidence,
    )


def _page(view: View, span: Span, asked: Asked) -> tuple[list[str], str | None]:
    statement = changes(span).add_columns(col(Commitment.id).label("id"))
    page = _cursor(span).page(view.session, statement, asked)
    return [row.id for row in page.rows], page.next


def _cursor(span: Span) -> Cursor:
    """Give the order: by kind of change, then that of the registry."""
    steps = (
        Step(cast("Mapped[Any]", kind())),
        Step(col(Commitment.position)),
        Step(col(Commitment.key)),
    )
    return Cursor(f"changes from {span.first_day} to {span.last_day}", steps)


def _items(view: View, span: Span, ids: list[str]) -> list[CommitmentChange]:
    """Put together the few that a page shows, in this order."""
    rows = view.session.execute(
        sides(span)
        .add_columns(
            Commitment, BEFORE, AFTER, col(Instrument.title), col(Instrument.translated), kind()
        )
        .join(Instrument, col(Instrument.id) == col(Commitment.instrument))
        .where(col(Commitment.id).in_(ids))
    )
    deciding: dict[str, str | None] = {}
    found: dict[str, dict[str, Any]] = {}
    tongue = view.tongue
    for commitment, before, after, title, translated, place in rows:
        deciding[commitment.id] = after.deciding
        found[commitment.id] = {
            "id": commitment.id,
            "title": tongue.pick(commitment.title, commitment.translated),
            "kind": KINDS[place],
            "instrument": Named(id=commitment.instrument, title=tongue.pick(title, translated)),
            "number": commitment.number,
            "due": commitment.due,
            "before": ReadingShape(**reading_fields(before)) if before else None,
            "after": ReadingShape(**reading_fields(after)),
            "deciding": after.deciding,
        }
    evidence = _evidence(view, span, deciding)
    return [CommitmentChange(**found[name], evidence=evidence.get(name, [])) for name in ids]


def _evidence(
    view: View, span: Span, deciding: dict[str, str | None]
) -> dict[str, list[DatedEvidence]]:
    """Give the evidence of these days on each of some commitments, what decided it first."""
    rows = view.session.execute(
        select(Link, Evidence, Document)
        .join(Evidence, col(Evidence.id) == col(Link.evidence_id))
        .join(Document, col(Document.id) == col(Evidence.source))
        .where(
            col(Link.commitment_id).in_(deciding),
            col(Link.role) == Role.BEARS.value,
            *dated(span),
        )
        .order_by(col(Evidence.date_first).desc(), col(Evidence.id))
    )
    tongue = view.tongue
    found: dict[str, list[DatedEvidence]] = {}
    for link, evidence, document in rows:
        one = DatedEvidence(
            id=evidence.id,
            date=evidence.date,
            day_known=parse_partial_date(evidence.date).is_exact,
            summary=tongue.pick(evidence.summary),
            document=Named(
                id=document.id, title=tongue.pick_own(document.title, document.language)
            ),
            publisher=tongue.pick(document.publisher),
            origin=document.origin,
            status=Status(link.status),
            extent=Extent(link.extent) if link.extent else None,
            is_deciding=evidence.id == deciding[link.commitment_id],
        )
        found.setdefault(link.commitment_id, []).append(one)
    return {name: sorted(some, key=lambda one: not one.is_deciding) for name, some in found.items()}
