"""Reading what commitments show, many at once: rows first, and from them one shape a language.

The statements are as many for a thousand commitments as for one, and no row depends on a language.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlmodel import col

from app.queries.links import Answers, answers_to, links_in, withdrawn_in
from app.queries.shapes import CommitmentShape, Named
from app.queries.standing import line_fields, span_shape, standing_on, with_lines
from app.queries.view import View
from app.queries.withdrawals import replacements
from app.store.tables import (
    Answer,
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Link,
    StoredReading,
    Theme,
)

AnyRow = Row[*tuple[Any, ...]]
T = TypeVar("T")


@dataclass(slots=True)
class Gathered:
    """The rows of one commitment: of its line, its themes, its evidence with source, its spans.

    `linked` counts; `withdrawn` was withdrawn or replaced, by the entries in `replaced_by`.
    """

    line: AnyRow
    themes: list[AnyRow] = field(default_factory=list)
    linked: list[AnyRow] = field(default_factory=list)
    withdrawn: list[AnyRow] = field(default_factory=list)
    spans: list[StoredReading] = field(default_factory=list)
    answers: Answers = field(default_factory=dict)
    replaced_by: Mapping[str, str] = field(default_factory=dict)


def gather(view: View, ids: Sequence[str]) -> dict[str, Gathered]:
    """Read the rows of these commitments as of the view's day; those not made by then are left out.

    At most six statements, whatever the number.
    """
    found = {
        row.Commitment.id: Gathered(row)
        for row in view.session.execute(
            with_lines(standing_on(view)).where(col(Commitment.id).in_(ids))
        )
    }
    if found:
        _add_evidence(view, found)
        _add_readings(view, found)
    return found


def shape_of(view: View, one: Gathered) -> CommitmentShape:
    """Show gathered rows in the view's language, as seen on its day.

    That may be an earlier day than the one they were read on, if nothing came in between.
    """
    commitment: Commitment = one.line.Commitment
    tongue = view.tongue
    fields = line_fields(view, one.line) | {
        "themes": [Named(id=row.id, title=tongue.pick(row.title)) for row in one.themes],
        "as_of": view.day,
        "locator": tongue.pick(commitment.locator),
        "consulted": commitment.consulted,
        "expected_outcome": tongue.pick_optional(commitment.expected_outcome),
        "due_note": tongue.pick_optional(commitment.due_note),
        "note": tongue.pick_optional(commitment.note),
        "evidence": links_in(tongue, one.linked, one.answers, one.line.StoredReading),
        "withdrawn": withdrawn_in(tongue, one.withdrawn, one.replaced_by),
        "readings": [span_shape(row, view.day) for row in one.spans],
    }
    return CommitmentShape(**fields)


def _add_evidence(view: View, found: Mapping[str, Gathered]) -> None:
    """Add what is linked and had happened by the day, newest first, and what answers it."""
    rows = view.session.execute(
        select(Link, Evidence, Document)
        .join(Evidence, col(Evidence.id) == col(Link.evidence_id))
        .join(Document, col(Document.id) == col(Evidence.source))
        .where(
            col(Link.commitment_id).in_(list(found)),
            col(Evidence.retired_on).is_(None),
            col(Evidence.date_first) <= view.day,
        )
        .order_by(col(Evidence.date_first).desc(), col(Evidence.id))
    ).all()
    answers = answers_to(view, col(Answer.commitment_id).in_(list(found)))
    gone = {row.Evidence.id: row.Evidence for row in rows if row.Evidence.withdrawal is not None}
    replaced_by = replacements(view, Evidence, list(gone)) if gone else {}
    for name, some in _grouped(rows, lambda row: row.Link.commitment_id).items():
        found[name].withdrawn = [row for row in some if row.Evidence.id in gone]
        found[name].linked = [row for row in some if row.Evidence.id not in gone]
    for one in found.values():
        one.answers, one.replaced_by = answers, replaced_by


def _add_readings(view: View, found: Mapping[str, Gathered]) -> None:
    """Add the spans that began by the day, newest first, and the themes in their own order."""
    spans = view.session.execute(
        select(StoredReading)
        .where(
            col(StoredReading.commitment_id).in_(list(found)),
            col(StoredReading.first_day) <= view.day,
        )
        .order_by(col(StoredReading.first_day).desc())
    ).scalars()
    for name, some in _grouped(spans, lambda one: one.commitment_id).items():
        found[name].spans = some
    themes = view.session.execute(
        select(col(CommitmentTheme.commitment_id).label("of"), col(Theme.id), col(Theme.title))
        .join(Theme, col(Theme.id) == col(CommitmentTheme.theme_id))
        .where(col(CommitmentTheme.commitment_id).in_(list(found)))
        .order_by(col(CommitmentTheme.place))
    )
    for name, rows in _grouped(themes, lambda row: row.of).items():
        found[name].themes = rows


def _grouped(rows: Iterable[T], of: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    return groups
