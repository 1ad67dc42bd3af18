"""The statements behind a comparison of two days: two readings of a commitment, side by side."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.vocabulary import Status
from app.queries.comparison_shapes import ChangeKind
from app.queries.standing import is_of_theme
from app.queries.view import Selected
from app.store.readings import counts
from app.store.tables import Commitment, Evidence, StoredReading

BEFORE = aliased(StoredReading, name="before")
AFTER = aliased(StoredReading, name="after")

KINDS = (ChangeKind.STATUS, ChangeKind.ELSE, ChangeKind.MADE)
"""The kinds of change, each at the place that `kind` gives."""


@dataclass(frozen=True, slots=True)
class Span:
    """Two days, the earlier first, and what to look at; None for everything."""

    first_day: date
    last_day: date
    instrument: str | None = None
    theme: str | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it looks at less than everything."""
        return self.instrument is not None or self.theme is not None


def sides(span: Span) -> Selected:
    """Select commitments that exist on the last day beside how they read on both, no columns.

    Whatever reads otherwise began to do so after the first day: only such spans are looked at.
    """
    began = and_(
        col(Commitment.id) == col(AFTER.commitment_id),
        col(AFTER.first_day) > span.first_day,
        col(AFTER.first_day) <= span.last_day,
        col(AFTER.last_day) >= span.last_day,
    )
    then = and_(
        col(BEFORE.commitment_id) == col(AFTER.commitment_id),
        col(BEFORE.first_day) <= span.first_day,
        col(BEFORE.last_day) >= span.first_day,
    )
    joined = select().select_from(AFTER).join(Commitment, began).outerjoin(BEFORE, then)
    return joined.where(*within(span))


def changes(span: Span) -> Selected:
    """Select those of them whose reading changed."""
    differs = [
        getattr(AFTER, name).is_distinct_from(getattr(BEFORE, name))
        for name in ("status", "extent", "stage", "corroboration", "overdue")
    ]
    is_made = col(BEFORE.commitment_id).is_(None)
    return sides(span).where(or_(is_made, *differs))


def kind() -> ColumnElement[int]:
    """Give the place of a change among the kinds."""
    return case(
        (col(BEFORE.commitment_id).is_(None), KINDS.index(ChangeKind.MADE)),
        (_reads_otherwise(), KINDS.index(ChangeKind.STATUS)),
        else_=KINDS.index(ChangeKind.ELSE),
    )


def within(span: Span) -> list[ColumnElement[bool]]:
    """Give the conditions of a commitment in force, and of what the span is narrowed to."""
    conditions: list[ColumnElement[bool]] = [col(Commitment.retired_on).is_(None)]
    if span.instrument is not None:
        conditions.append(col(Commitment.instrument) == span.instrument)
    if span.theme is not None:
        conditions.append(is_of_theme(span.theme))
    return conditions


def dated(span: Span) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions of evidence that counts and is of these days."""
    return (
        *counts(),
        col(Evidence.date_first) > span.first_day,
        col(Evidence.date_first) <= span.last_day,
    )


def _reads_otherwise() -> ColumnElement[bool]:
    """Give the condition of another status, or another extent of what is enacted."""
    return or_(
        col(AFTER.status).is_distinct_from(col(BEFORE.status)),
        and_(
            col(AFTER.status) == Status.ENACTED.value,
            col(AFTER.extent).is_distinct_from(col(BEFORE.extent)),
        ),
    )
