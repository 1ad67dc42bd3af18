"""How entries read now, by noun and id: as their lists have them, or why they are in none."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.domain.dates import parse_partial_date
from app.queries.documents import documents_by_id
from app.queries.evidence import evidence_by_id
from app.queries.following_positions import Key
from app.queries.following_shapes import (
    AboutNow,
    CommitmentNow,
    DocumentNow,
    Ended,
    EvidenceNow,
    InstrumentNow,
    Now,
    ThemeNow,
    Tombstone,
)
from app.queries.following_touched import NOUNS
from app.queries.instruments import list_instruments
from app.queries.scorecard import read_about
from app.queries.shapes import CommitmentLine, DocumentLine, EvidenceShape
from app.queries.standing import lines, standing_on
from app.queries.themes import list_themes
from app.queries.view import View
from app.store.redactions import MARKER
from app.store.tables import About, Commitment, Instrument, Theme

Names = Sequence[str]


def records_of(view: View, keys: Sequence[Key]) -> list[Now]:
    """Read these entries, in the order given."""
    by_noun: dict[str, list[str]] = {}
    for place, name in keys:
        by_noun.setdefault(NOUNS[place], []).append(name)
    return [one for noun, names in by_noun.items() for one in _READING[noun](view, names)]


def _about(view: View, names: Names) -> list[Now]:
    retired = _retired(view, About, names)
    shown = read_about(view)
    return [
        AboutNow(
            noun="about",
            id=name,
            record=None if retired.get(name) else shown,
            tombstone=_of_retired(retired.get(name)),
        )
        for name in names
    ]


def _instruments(view: View, names: Names) -> list[Now]:
    shown = {one.id: one for one in list_instruments(view).items}
    retired = _retired(view, Instrument, names)
    return [
        InstrumentNow(
            noun="instruments",
            id=name,
            record=shown.get(name),
            tombstone=_of_retired(retired.get(name)),
        )
        for name in names
    ]


def _themes(view: View, names: Names) -> list[Now]:
    shown = {one.id: one for one in list_themes(view).items}
    retired = _retired(view, Theme, names)
    return [
        ThemeNow(
            noun="themes",
            id=name,
            record=shown.get(name),
            tombstone=_of_retired(retired.get(name)),
        )
        for name in names
    ]


def _documents(view: View, names: Names) -> list[Now]:
    found = documents_by_id(view, names)
    ended = {name: _of_entry(one, one.title.text) for name, one in found.items()}
    return [
        DocumentNow(
            noun="documents",
            id=name,
            record=None if ended.get(name) else found.get(name),
            tombstone=ended.get(name),
        )
        for name in names
    ]


def _evidence(view: View, names: Names) -> list[Now]:
    found = evidence_by_id(view, names)
    ended = {name: _of_entry(one, one.summary.text) for name, one in found.items()}
    listed = {
        name: one
        for name, one in found.items()
        if not ended[name] and parse_partial_date(one.date).first <= view.day
    }
    return [
        EvidenceNow(noun="evidence", id=name, record=listed.get(name), tombstone=ended.get(name))
        for name in names
    ]


def _commitments(view: View, names: Names) -> list[Now]:
    standing = (
        standing_on(view).add_columns(col(Commitment.id)).where(col(Commitment.id).in_(names))
    )
    there = sorted(view.session.execute(standing).scalars())
    found = {one.id: one for one in lines(view, there)}
    ended = {name: _of_commitment(one) for name, one in found.items()}
    return [
        CommitmentNow(
            noun="commitments",
            id=name,
            record=None if ended.get(name) else found.get(name),
            tombstone=ended.get(name),
        )
        for name in names
    ]


_READING: Mapping[str, Callable[[View, Names], list[Now]]] = {
    "about": _about,
    "instruments": _instruments,
    "themes": _themes,
    "documents": _documents,
    "evidence": _evidence,
    "commitments": _commitments,
}


def _retired(view: View, table: Any, names: Names) -> dict[str, date]:  # noqa: ANN401 - a table
    """Give the days on which those of these entries were retired that were."""
    rows = select(table.id, table.retired_on).where(
        table.id.in_(names), table.retired_on.is_not(None)
    )
    return {row[0]: row[1] for row in view.session.execute(rows)}


def _of_retired(on: date | None) -> Tombstone | None:
    if on is None:
        return None
    return Tombstone(kind=Ended.RETIRED, on=on, reason=None, replaced_by=None)


def _of_commitment(line: CommitmentLine) -> Tombstone | None:
    tombstone = _of_retired(line.retired_on)
    if tombstone is None or line.title.text != MARKER:
        return tombstone
    return tombstone.model_copy(update={"kind": Ended.REDACTED})


def _of_entry(entry: EvidenceShape | DocumentLine, text: str) -> Tombstone | None:
    """Say how evidence or a document ended; what nobody may read any more gives no reason."""
    withdrawn = entry.withdrawn
    on = withdrawn.on if withdrawn else entry.retired_on
    if on is None:
        return None
    replaced_by = withdrawn.replaced_by if withdrawn else None
    if text == MARKER:
        return Tombstone(kind=Ended.REDACTED, on=on, reason=None, replaced_by=replaced_by)
    if withdrawn is None:
        return _of_retired(on)
    kind = Ended.REPLACED if replaced_by else Ended.WITHDRAWN
    return Tombstone(kind=kind, on=on, reason=withdrawn.reason, replaced_by=replaced_by)
