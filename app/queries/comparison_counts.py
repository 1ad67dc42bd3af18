"""Counting what changed between two days: totals of both, what went how, and the evidence."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from app.domain.vocabulary import Role, Status
from app.queries.comparison_shapes import ChangeKind, Move
from app.queries.comparison_sides import AFTER, BEFORE, KINDS, Span, changes, dated, kind, within
from app.queries.counting import Remembered
from app.queries.shapes import Totals
from app.queries.tallies import Scope
from app.queries.totals import tally_on, totals
from app.queries.view import View
from app.queries.voices import count_dated
from app.store.tables import Commitment, Evidence, Instrument, Link


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted once: totals of both days, what went how, and the evidence of the days."""

    before: Totals
    after: Totals
    moves: list[Move]
    changed_otherwise: int
    made: int
    evidence: int


_counted: Remembered[Counted] = Remembered(128)


def count_changes(view: View, span: Span) -> Counted:
    """Count it, or remember it from before."""
    return _counted.get((*view.key, span), lambda: _count(view, span))


def _count(view: View, span: Span) -> Counted:
    reads = [col(one) for one in (BEFORE.status, BEFORE.extent, AFTER.status, AFTER.extent)]
    # By its name: PostgreSQL takes the expression, with its parameters, for another one each time.
    rows = view.session.execute(
        changes(span)
        .add_columns(kind().label("place"), *reads, func.count())
        .group_by("place", *reads)
    ).all()
    numbers = dict.fromkeys(KINDS, 0)
    for row in rows:
        numbers[KINDS[row.place]] += row[-1]
    return Counted(
        before=_totals(view, span, span.first_day),
        after=_totals(view, span, span.last_day),
        moves=_moves(
            [(*row[1:-1], row[-1]) for row in rows if KINDS[row.place] is ChangeKind.STATUS]
        ),
        changed_otherwise=numbers[ChangeKind.ELSE],
        made=numbers[ChangeKind.MADE],
        evidence=_count_evidence(view, span),
    )


def _moves(rows: list[tuple[Any, ...]]) -> list[Move]:
    """Add up what went the same way; the extent under a dispute is no part of a status."""
    added: dict[tuple[Any, ...], int] = {}
    for before, before_extent, after, after_extent, number in rows:
        way = (
            *(before, before_extent if before == Status.ENACTED else None),
            *(after, after_extent if after == Status.ENACTED else None),
        )
        added[way] = added.get(way, 0) + number
    ordered = sorted(added.items(), key=lambda one: (-one[1], [str(word) for word in one[0]]))
    return [
        Move(before=way[0], before_extent=way[1], after=way[2], after_extent=way[3], commitments=n)
        for way, n in ordered
    ]


def _totals(view: View, span: Span, day: date) -> Totals:
    return totals(tally_on(view, day, Scope(span.instrument or "", span.theme or "")))


def _count_evidence(view: View, span: Span) -> int:
    if not span.is_narrowed:
        return count_dated(view, span.first_day, span.last_day)
    # From what the span is narrowed to, never from the evidence: SQLite would look for each piece
    # among all commitments of an instrument.
    statement = (
        select(func.count(col(Evidence.id).distinct()))
        .select_from(Commitment)
        .join(Instrument, col(Instrument.id) == col(Commitment.instrument))
        .join(Link, col(Link.commitment_id) == col(Commitment.id))
        .join(Evidence, col(Evidence.id) == col(Link.evidence_id))
        .where(
            col(Link.role) == Role.BEARS.value,
            col(Instrument.adopted_first) <= span.last_day,
            *within(span),
            *dated(span),
        )
    )
    return int(view.session.execute(statement).scalar_one())
