"""Commitments with their readings on a day: the rows behind every list, and their shape."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.dates import parse_partial_date
from app.domain.readings import Reading
from app.domain.reasons import SENTENCES, reason_code
from app.domain.vocabulary import Corroboration, Extent, Stage, Status
from app.queries.languages import Tongue
from app.queries.shapes import CommitmentLine, Named, NewestEvidence, ReadingSpan, Reason
from app.queries.view import Selected, View
from app.store.batches import batches
from app.store.tables import (
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Instrument,
    StoredReading,
    Theme,
)

_BATCH = 1_000

_deciding = aliased(Evidence, name="deciding_evidence")
_deciding_source = aliased(Document, name="deciding_source")
_newest = aliased(Evidence, name="newest_evidence")
_newest_source = aliased(Document, name="newest_source")


def standing_on(view: View) -> Selected:
    """Select commitments that existed on the view's day, retired ones too, without columns."""
    reading_then = and_(
        col(StoredReading.commitment_id) == col(Commitment.id),
        col(StoredReading.first_day) <= view.day,
        col(StoredReading.last_day) >= view.day,
    )
    return select().select_from(Commitment).join(StoredReading, reading_then)


def is_of_theme(theme: str) -> ColumnElement[bool]:
    """Give the condition of a commitment's belonging to a theme."""
    in_theme = select(col(CommitmentTheme.commitment_id)).where(
        col(CommitmentTheme.theme_id) == theme
    )
    return col(Commitment.id).in_(in_theme)


def with_lines(statement: Selected) -> Selected:
    """Add what a line of a list shows: the instrument, the deciding and the newest evidence."""
    return (
        statement.add_columns(
            Commitment,
            StoredReading,
            col(Instrument.title).label("instrument_title"),
            _deciding.date.label("deciding_date"),  # type: ignore[attr-defined]
            _deciding_source.publisher.label("deciding_publisher"),  # type: ignore[attr-defined]
            _newest.date.label("newest_date"),  # type: ignore[attr-defined]
            _newest.summary.label("newest_summary"),  # type: ignore[attr-defined]
            _newest_source.publisher.label("newest_publisher"),  # type: ignore[attr-defined]
        )
        .join(Instrument, col(Instrument.id) == col(Commitment.instrument))
        .outerjoin(_deciding, col(_deciding.id) == col(StoredReading.deciding))
        .outerjoin(_deciding_source, col(_deciding_source.id) == col(_deciding.source))
        .outerjoin(_newest, col(_newest.id) == col(StoredReading.newest))
        .outerjoin(_newest_source, col(_newest_source.id) == col(_newest.source))
    )


def lines(view: View, ids: Sequence[str]) -> list[CommitmentLine]:
    """Give the lines of these commitments, in this order.

    The page of a list is found by ids alone, and only its few rows are put together here.
    """
    rows: dict[str, Row[*tuple[Any, ...]]] = {}
    themes: dict[str, list[Named]] = {}
    for batch in batches(ids, _BATCH):
        found = with_lines(standing_on(view)).where(col(Commitment.id).in_(batch))
        rows |= {row.Commitment.id: row for row in view.session.execute(found)}
        themes |= themes_of(view, batch)
    return [
        CommitmentLine(**line_fields(view, rows[name]), themes=themes.get(name, [])) for name in ids
    ]


def line_fields(view: View, row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """Give the fields of a commitment line, but for its themes, from one row of `with_lines`."""
    tongue = view.tongue
    commitment: Commitment = row.Commitment
    stored: StoredReading = row.StoredReading
    return reading_fields(stored) | {
        "id": commitment.id,
        "instrument": Named(id=commitment.instrument, title=tongue.pick(row.instrument_title)),
        "number": commitment.number,
        "kind": commitment.kind,
        "title": tongue.pick(commitment.title, commitment.translated),
        "text": tongue.pick(commitment.text, commitment.translated),
        "addressee": tongue.pick(commitment.addressee),
        "due": commitment.due,
        "due_inferred": commitment.due_inferred,
        "reason": _reason(tongue, row),
        "deciding": stored.deciding,
        "last_evidence": row.newest_date,
        "newest_evidence": _newest_evidence(tongue, row),
        "looked_at": _by_then(view, commitment.last_looked_at),
        "retired_on": commitment.retired_on,
    }


def _by_then(view: View, text: str | None) -> str | None:
    """Give a partial date that had come by the view's day, or nothing."""
    return text if text and parse_partial_date(text).first <= view.day else None


def reading_fields(stored: StoredReading) -> dict[str, Any]:
    """Give what every reading shows, in the words of the vocabulary."""
    return {
        "status": stored.status,
        "stage": stored.stage,
        "extent": stored.extent,
        "corroboration": stored.corroboration,
        "overdue": stored.overdue,
        "open_contests": stored.open_contests,
    }


def reading_of(stored: StoredReading) -> Reading:
    """Give a stored reading back as the rule made it."""
    return Reading(
        status=Status(stored.status) if stored.status else None,
        stage=Stage(stored.stage),
        extent=Extent(stored.extent) if stored.extent else None,
        corroboration=Corroboration(stored.corroboration) if stored.corroboration else None,
        overdue=stored.overdue,
        open_contests=stored.open_contests,
        deciding=stored.deciding,
        deciding_count=stored.deciding_count,
        newest=stored.newest,
    )


def span_shape(stored: StoredReading, day: date) -> ReadingSpan:
    """Show a stored span as of `day`; one that had not ended by then ends in null."""
    return ReadingSpan(
        **reading_fields(stored),
        first_day=stored.first_day,
        last_day=None if stored.last_day >= day else stored.last_day,
        deciding=stored.deciding,
    )


def themes_of(view: View, commitments: Sequence[str]) -> dict[str, list[Named]]:
    """Give the themes of each of these commitments, in their own order."""
    rows = view.session.execute(
        select(col(CommitmentTheme.commitment_id), col(Theme.id), col(Theme.title))
        .join(Theme, col(Theme.id) == col(CommitmentTheme.theme_id))
        .where(col(CommitmentTheme.commitment_id).in_(commitments))
        .order_by(col(CommitmentTheme.commitment_id), col(CommitmentTheme.place))
    )
    found: dict[str, list[Named]] = {}
    for commitment, theme, title in rows:
        found.setdefault(commitment, []).append(Named(id=theme, title=view.tongue.pick(title)))
    return found


def _reason(tongue: Tongue, row: Row[*tuple[Any, ...]]) -> Reason:
    stored: StoredReading = row.StoredReading
    code = reason_code(reading_of(stored))
    sentences = SENTENCES[code]
    if stored.deciding is None:
        return Reason(code=code, parameters={}, text=tongue.say(sentences.one))
    more = stored.deciding_count - 1
    parameters: dict[str, str | int] = {
        "evidence": stored.deciding,
        "publisher": tongue.pick(row.deciding_publisher).text,
        "date": row.deciding_date,
        "more": more,
    }
    written = parameters | {"date": tongue.write_date(row.deciding_date)}
    text = tongue.say(sentences.several if more else sentences.one, **written)
    return Reason(code=code, parameters=parameters, text=text)


def _newest_evidence(tongue: Tongue, row: Row[*tuple[Any, ...]]) -> NewestEvidence | None:
    newest: str | None = row.StoredReading.newest
    if newest is None:
        return None
    return NewestEvidence(
        id=newest,
        date=row.newest_date,
        publisher=tongue.pick(row.newest_publisher),
        summary=tongue.pick(row.newest_summary),
    )
