"""Totals on a day: over everything, by instrument and by theme, from one pass each."""

from collections.abc import Mapping

from sqlalchemy import func, literal
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.domain.tally import Tally, TallyRow, tally_of
from app.queries.counting import Remembered
from app.queries.shapes import Totals
from app.queries.standing import standing_on
from app.queries.view import Selected, View
from app.store.tables import Commitment, CommitmentTheme, StoredReading

_tallies: Remembered[Mapping[str, Tally]] = Remembered()

TALLIED = (
    col(StoredReading.status),
    col(StoredReading.extent),
    col(StoredReading.corroboration),
    col(StoredReading.overdue),
)
"""What a `TallyRow` says of a reading, before how many there are."""

NONE_YET = Tally()
"""The tally of a group without commitments."""


def tally_by_instrument(view: View) -> Mapping[str, Tally]:
    """Give the tally of each instrument that has commitments on the day."""
    return _tallies.get(
        (*view.key, "instrument"),
        lambda: _tallied(view, _in_force(view), col(Commitment.instrument)),
    )


def tally_by_theme(view: View) -> Mapping[str, Tally]:
    """Give the tally of each theme; a commitment counts in each of its themes."""
    in_themes = _in_force(view).join(
        CommitmentTheme, col(CommitmentTheme.commitment_id) == col(Commitment.id)
    )
    return _tallies.get(
        (*view.key, "theme"),
        lambda: _tallied(view, in_themes, col(CommitmentTheme.theme_id)),
    )


def totals(tally: Tally) -> Totals:
    """Show a tally."""
    return Totals(
        pledged=tally.pledged,
        enacted=tally.enacted,
        contested=tally.contested,
        none=tally.none,
        commitments=tally.total,
        enacted_in_part=tally.enacted_in_part,
        self_reported=tally.self_reported,
        overdue=tally.overdue,
    )


def _in_force(view: View) -> Selected:
    return standing_on(view).where(col(Commitment.retired_on).is_(None))


def _tallied(view: View, statement: Selected, group: Mapped[str]) -> Mapping[str, Tally]:
    rows = view.session.execute(
        statement.add_columns(group.label("of"), *TALLIED, func.count(literal(1))).group_by(
            group, *TALLIED
        )
    ).all()
    grouped: dict[str, list[TallyRow]] = {}
    for name, status, extent, corroboration, overdue, count in rows:
        grouped.setdefault(name, []).append((status, extent, corroboration, overdue, count))
    return {name: tally_of(counts) for name, counts in grouped.items()}
