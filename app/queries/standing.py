"""Commitments with their readings on a day: the rows behind every list, and their shape."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

from sqlalchemy import JSON, BindParameter, ColumnElement, Row, Text, and_, bindparam, cast, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.dates import parse_partial_date
from app.domain.readings import Reading
from app.domain.reasons import SENTENCES, reason_code
from app.domain.vocabulary import Corroboration, Extent, Stage, Status
from app.queries.counting import Remembered
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

AnyRow = Row[*tuple[Any, ...]]

_BATCH = 1_000

_deciding = aliased(Evidence, name="deciding_evidence")
_deciding_source = aliased(Document, name="deciding_source")
_newest = aliased(Evidence, name="newest_evidence")
_newest_source = aliased(Document, name="newest_source")


def standing_on(view: View) -> Selected:
    """Select commitments that existed on the view's day, retired ones too, without columns."""
    return _standing_on(view.day)


def _standing_on(day: date | BindParameter[date]) -> Selected:
    reading_then = and_(
        col(StoredReading.commitment_id) == col(Commitment.id),
        col(StoredReading.first_day) <= day,
        col(StoredReading.last_day) >= day,
    )
    return select().select_from(Commitment).join(StoredReading, reading_then)


def is_of_theme(theme: str) -> ColumnElement[bool]:
    """Give the condition of a commitment's belonging to a theme."""
    in_theme = select(col(CommitmentTheme.commitment_id)).where(
        col(CommitmentTheme.theme_id) == theme
    )
    return col(Commitment.id).in_(in_theme)


def _with_lines(statement: Selected) -> Selected:
    """Add what a line of a list shows: the instrument, the deciding and the newest evidence."""
    return (
        statement.add_columns(
            *_COLUMNS,
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


# Whole rows would be twice as much to read, and objects that nothing writes back.
_COLUMNS = (
    *(col(Commitment.id), col(Commitment.instrument), col(Commitment.number), col(Commitment.kind)),
    *(col(Commitment.title), col(Commitment.text), col(Commitment.translated)),
    *(col(Commitment.addressee), col(Commitment.due), col(Commitment.due_inferred)),
    *(col(Commitment.last_looked_at), col(Commitment.retired_on)),
    *(col(StoredReading.status), col(StoredReading.stage), col(StoredReading.extent)),
    *(col(StoredReading.corroboration), col(StoredReading.overdue)),
    *(col(StoredReading.open_contests), col(StoredReading.deciding)),
    *(col(StoredReading.deciding_count), col(StoredReading.newest)),
)
IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
"""Some ids in a statement that is put together once for all."""

LINES = _with_lines(_standing_on(bindparam("day"))).where(col(Commitment.id).in_(IDS))
"""What the lines of some commitments show, but for themes; `line_fields` reads its rows."""

_THEMES = (
    select(col(CommitmentTheme.commitment_id), col(Theme.id), cast(col(Theme.title), Text))
    .join(Theme, col(Theme.id) == col(CommitmentTheme.theme_id))
    .where(col(CommitmentTheme.commitment_id).in_(IDS))
    .order_by(col(CommitmentTheme.commitment_id), col(CommitmentTheme.place))
)

_IN_JSON = frozenset(
    name for name, one in LINES.selected_columns.items() if isinstance(one.type, JSON)
)
_AS_STORED = LINES.with_only_columns(
    *(
        cast(one, Text).label(name) if name in _IN_JSON else one
        for name, one in LINES.selected_columns.items()
    ),
    maintain_column_froms=True,
)
"""The same with its JSON as the text that is stored: such rows are told apart by their values."""

_Themes = tuple[tuple[str, str], ...]
"""The id and title of each theme of a commitment, in their order; titles in JSON."""

_MOST_LINES = 4_096
_put_together: Remembered[tuple[CommitmentLine, frozenset[str]]] = Remembered(_MOST_LINES)
"""Lines by all that they are made of, each with the languages that its texts came in.

A change touches one or two of a list; to put the others together anew would be most of its cost.
"""


def lines(view: View, ids: Sequence[str]) -> list[CommitmentLine]:
    """Give the lines of these commitments, in this order; one that is as before is the same object.

    The page of a list is found by ids alone, and only its few rows are put together here.
    """
    rows: dict[str, AnyRow] = {}
    themes: dict[str, _Themes] = {}
    for batch in batches(ids, _BATCH):
        asked = {"day": view.day, "ids": batch}
        rows |= {row.id: row for row in view.columns(_AS_STORED, asked)}
        for commitment, *theme in view.columns(_THEMES, asked):
            themes[commitment] = (*themes.get(commitment, ()), tuple(theme))
    return [_line(view, rows[name], themes.get(name, ())) for name in ids]


def _line(view: View, row: AnyRow, themes: _Themes) -> CommitmentLine:
    """Give a line that was put together already, or put it together."""
    key = (view.tongue.language, view.day, tuple(row), themes)
    line, came = _put_together.get(key, partial(_made_line, view, row, themes))
    view.tongue.came |= came
    return line


def _made_line(view: View, row: AnyRow, themes: _Themes) -> tuple[CommitmentLine, frozenset[str]]:
    tongue = Tongue(view.tongue.language)
    stored = row._asdict()
    read: Any = SimpleNamespace(
        **stored | {name: json.loads(stored[name] or "null") for name in _IN_JSON}
    )
    line = CommitmentLine(
        **line_fields(replace(view, tongue=tongue), read),
        themes=[Named(id=name, title=tongue.pick(json.loads(title))) for name, title in themes],
    )
    return line, frozenset(tongue.came)


def line_fields(view: View, row: AnyRow) -> dict[str, Any]:
    """Give the fields of a commitment line, but for its themes, from one row of `LINES`."""
    tongue = view.tongue
    return reading_fields(row) | {
        "id": row.id,
        "instrument": Named(id=row.instrument, title=tongue.pick(row.instrument_title)),
        "number": row.number,
        "kind": row.kind,
        "title": tongue.pick(row.title, row.translated),
        "text": tongue.pick(row.text, row.translated),
        "addressee": tongue.pick(row.addressee),
        "due": row.due,
        "due_inferred": row.due_inferred,
        "reason": _reason(tongue, row),
        "deciding": row.deciding,
        "last_evidence": row.newest_date,
        "newest_evidence": _newest_evidence(tongue, row),
        "looked_at": _by_then(view, row.last_looked_at),
        "retired_on": row.retired_on,
    }


def _by_then(view: View, text: str | None) -> str | None:
    """Give a partial date that had come by the view's day, or nothing."""
    return text if text and parse_partial_date(text).first <= view.day else None


def reading_fields(stored: StoredReading | AnyRow) -> dict[str, Any]:
    """Give what every reading shows, in the words of the vocabulary."""
    return {
        "status": stored.status,
        "stage": stored.stage,
        "extent": stored.extent,
        "corroboration": stored.corroboration,
        "overdue": stored.overdue,
        "open_contests": stored.open_contests,
    }


def reading_of(stored: StoredReading | AnyRow) -> Reading:
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


def _reason(tongue: Tongue, row: AnyRow) -> Reason:
    code = reason_code(reading_of(row))
    sentences = SENTENCES[code]
    if row.deciding is None:
        return Reason(code=code, parameters={}, text=tongue.say(sentences.one))
    more = row.deciding_count - 1
    parameters: dict[str, str | int] = {
        "evidence": row.deciding,
        "publisher": tongue.pick(row.deciding_publisher).text,
        "date": row.deciding_date,
        "more": more,
    }
    written = parameters | {"date": tongue.write_date(row.deciding_date)}
    text = tongue.say(sentences.several if more else sentences.one, **written)
    return Reason(code=code, parameters=parameters, text=text)


def _newest_evidence(tongue: Tongue, row: AnyRow) -> NewestEvidence | None:
    newest: str | None = row.newest
    if newest is None:
        return None
    return NewestEvidence(
        id=newest,
        date=row.newest_date,
        publisher=tongue.pick(row.newest_publisher),
        summary=tongue.pick(row.newest_summary),
    )
