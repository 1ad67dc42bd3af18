"""Reading what commitments show, many at once: rows first, and from them one shape a language.

The statements are as many for a thousand commitments as for one, and no row depends on a language.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import col

from app.queries.links import Answers, answering, by_contest, links_in, withdrawn_in
from app.queries.shapes import CommitmentShape, Named
from app.queries.standing import IDS, LINES, AnyRow, line_fields, span_shape
from app.queries.view import Selected, View
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

T = TypeVar("T")

_day: BindParameter[date] = bindparam("day")
_WHOLE = LINES.add_columns(
    *(col(Commitment.locator), col(Commitment.consulted), col(Commitment.expected_outcome)),
    *(col(Commitment.due_note), col(Commitment.note)),
)
_EVIDENCE = (
    select(Link, Evidence, Document)
    .join(Evidence, col(Evidence.id) == col(Link.evidence_id))
    .join(Document, col(Document.id) == col(Evidence.source))
    .where(
        col(Link.commitment_id).in_(IDS),
        col(Evidence.retired_on).is_(None),
        col(Evidence.date_first) <= _day,
    )
    .order_by(col(Evidence.date_first).desc(), col(Evidence.id))
)
_ANSWERS = answering(col(Answer.commitment_id).in_(IDS), _day)
_SPANS = (
    select(StoredReading)
    .where(col(StoredReading.commitment_id).in_(IDS), col(StoredReading.first_day) <= _day)
    .order_by(col(StoredReading.first_day).desc())
)
_THEMES: Selected = (
    select(col(CommitmentTheme.commitment_id).label("of"), col(Theme.id), col(Theme.title))
    .join(Theme, col(Theme.id) == col(CommitmentTheme.theme_id))
    .where(col(CommitmentTheme.commitment_id).in_(IDS))
    .order_by(col(CommitmentTheme.place))
)


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
        row.id: Gathered(row) for row in view.columns(_WHOLE, {"day": view.day, "ids": list(ids)})
    }
    if found:
        _add_evidence(view, found)
        _add_readings(view, found)
    return found


def shape_of(view: View, one: Gathered) -> CommitmentShape:
    """Show gathered rows in the view's language, as seen on its day.

    That may be an earlier day than the one they were read on, if nothing came in between.
    """
    row = one.line
    tongue = view.tongue
    fields = line_fields(view, row) | {
        "themes": [Named(id=its.id, title=tongue.pick(its.title)) for its in one.themes],
        "as_of": view.day,
        "locator": tongue.pick(row.locator),
        "consulted": row.consulted,
        "expected_outcome": tongue.pick_optional(row.expected_outcome),
        "due_note": tongue.pick_optional(row.due_note),
        "note": tongue.pick_optional(row.note),
        "evidence": links_in(tongue, one.linked, one.answers, row),
        "withdrawn": withdrawn_in(tongue, one.withdrawn, one.replaced_by),
        "readings": [span_shape(span, view.day) for span in one.spans],
    }
    return CommitmentShape(**fields)


def _add_evidence(view: View, found: Mapping[str, Gathered]) -> None:
    """Add what is linked and had happened by the day, newest first, and what answers it."""
    asked = {"day": view.day, "ids": list(found)}
    rows = view.session.execute(_EVIDENCE, asked).all()
    answers = by_contest(view.session.execute(_ANSWERS, asked).scalars())
    gone = {row.Evidence.id: row.Evidence for row in rows if row.Evidence.withdrawal is not None}
    replaced_by = replacements(view, Evidence, list(gone)) if gone else {}
    for name, some in _grouped(rows, lambda row: row.Link.commitment_id).items():
        found[name].withdrawn = [row for row in some if row.Evidence.id in gone]
        found[name].linked = [row for row in some if row.Evidence.id not in gone]
    for one in found.values():
        one.answers, one.replaced_by = answers, replaced_by


def _add_readings(view: View, found: Mapping[str, Gathered]) -> None:
    """Add the spans that began by the day, newest first, and the themes in their own order."""
    spans = view.session.execute(_SPANS, {"day": view.day, "ids": list(found)}).scalars()
    for name, some in _grouped(spans, lambda one: one.commitment_id).items():
        found[name].spans = some
    themes = view.columns(_THEMES, {"ids": list(found)})
    for name, rows in _grouped(themes, lambda row: row.of).items():
        found[name].themes = rows


def _grouped(rows: Iterable[T], of: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    return groups
