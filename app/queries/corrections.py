"""Reading corrections: what the public ledger says was taken back, and why, newest first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import col

from app.domain.vocabulary import Action, Subject
from app.queries.counting import Remembered
from app.queries.cursors import Asked
from app.queries.languages import Tongue, Words
from app.queries.names import Thing, names_of
from app.queries.revision_shapes import RevisionBrief
from app.queries.revisions import BESIDES_ADDED, NEWEST_FIRST, brief_fields
from app.queries.shapes import Listing, Named
from app.queries.view import View
from app.store.tables import Document, Evidence, Revision

ENDING = (Action.WITHDRAWN, Action.REPLACED, Action.REDACTED, Action.RETIRED, Action.ANSWERED)
"""What a correction is: the actions that end something, or answer it."""

BY_FILE = (Action.ADDED, Action.CHANGED, Action.RESTORED)
"""The actions by which the registry file can withdraw an entry: it says so in the entry."""

_WITHDRAWAL = "withdrawn"
_MOST_LISTED = 10_000


class Correction(RevisionBrief):
    """Something that was taken back in public, or that a dispute was answered."""

    correction: Action = Field(
        description="`withdrawn`, `replaced`, `redacted`, `retired` or `answered`: also where the"
        " registry file did it, which `action` then says."
    )
    reason: Words | None = Field(description="Why; null where none is recorded, or none is told.")
    replaced_by: Named | None = Field(description="What was put in its place.")
    answered_by: Named | None = Field(description="The evidence that answers the dispute.")
    commitment: Named | None = Field(description="Of an answer: what the dispute is about.")
    emptied: list[int] = Field(description="Of a redaction: the numbers of emptied revisions.")


_numbers: Remembered[list[int]] = Remembered(16)


def list_corrections(view: View, asked: Asked) -> Listing[Correction]:
    """List corrections, newest first.

    Raises:
        BadParameterError: for a cursor that this list did not give.

    """
    numbers = _numbers.get((*view.key[:-1], "corrections"), lambda: sorted(_find(view)))
    among = col(Revision.sequence).in_(numbers[-_MOST_LISTED:])
    page = NEWEST_FIRST.page(view.session, select(Revision).where(among), asked)
    rows = [row.Revision for row in page.rows]
    pairs = [(row, ending_of(row)) for row in rows]
    names = names_of(view, [thing for pair in pairs for thing in _things(*pair)])
    return Listing[Correction](
        items=[_correction(view.tongue, pair, names) for pair in pairs],
        next=page.next,
        total=min(len(numbers), _MOST_LISTED),
        total_is_exact=len(numbers) <= _MOST_LISTED,
    )


def _find(view: View) -> Iterator[int]:
    """Give the numbers of all corrections, none of them by looking at the whole ledger."""
    by_desk_or_load = select(Revision).where(col(Revision.load).is_(None), BESIDES_ADDED)
    of_interest = col(Revision.action).in_([*ENDING, Action.LOAD])
    retiring: list[int] = []
    for row in view.session.execute(by_desk_or_load.where(of_interest)).scalars():
        if row.action != Action.LOAD:
            yield row.sequence
        elif row.payload is not None and json.loads(row.payload).get(Action.RETIRED):
            retiring.append(row.sequence)
    number = select(col(Revision.sequence))
    retired = col(Revision.action) == Action.RETIRED.value
    yield from view.session.execute(
        number.where(col(Revision.load).in_(retiring), retired, BESIDES_ADDED)
    ).scalars()
    for subject, table in ((Subject.EVIDENCE, Evidence), (Subject.DOCUMENT, Document)):
        withdrawn = select(table.id).where(col(table.withdrawn).is_not(None))  # type: ignore[call-overload]
        says_so = _of_file(subject, list(view.session.execute(withdrawn).scalars()))
        rows = view.session.execute(select(Revision).where(says_so)).scalars()
        # A link to a commitment of that name looks the same to the database.
        yield from (row.sequence for row in rows if ending_of(row))


def _of_file(subject: Subject, ids: Sequence[str]) -> ColumnElement[bool]:
    """Give the condition of a revision in which the file withdraws one of these entries."""
    return and_(
        col(Revision.subject_id).in_(ids),
        col(Revision.subject) == subject.value,
        col(Revision.action).in_(BY_FILE),
        # As a key of an entry, or as what changed in it.
        or_(
            col(Revision.payload).contains(f'"{_WITHDRAWAL}":{{', autoescape=True),
            col(Revision.payload).contains(f'"key":"{_WITHDRAWAL}","new":{{', autoescape=True),
        ),
    )


def ending_of(row: Revision) -> Mapping[str, Any]:
    """Give what was recorded, of a withdrawal by the file as the desk would have recorded it."""
    payload: dict[str, Any] = json.loads(row.payload) if row.payload is not None else {}
    if row.action == Action.CHANGED:
        payload = {one["key"]: one["new"] for one in payload.get("changes", ())}
    return payload.get(_WITHDRAWAL) or {} if row.action in BY_FILE else payload


def _things(row: Revision, payload: Mapping[str, Any]) -> Iterator[Thing]:
    """Name everything whose title a reader wants to see."""
    yield row.subject, row.subject_id
    for key, subject in (
        ("by", row.subject),
        ("answer", Subject.EVIDENCE.value),
        ("commitment", Subject.COMMITMENT.value),
    ):
        if payload.get(key):
            yield subject, payload[key]


def _correction(
    tongue: Tongue, pair: tuple[Revision, Mapping[str, Any]], names: Mapping[Thing, Words]
) -> Correction:
    row, payload = pair

    def named(key: str, subject: str) -> Named | None:
        name = payload.get(key)
        title = names.get((subject, name or ""))
        return Named(id=name, title=title) if name and title else None

    return Correction(
        **brief_fields(row, names),
        correction=Action.WITHDRAWN if row.action in BY_FILE else Action(row.action),
        reason=tongue.pick_optional(payload.get("reason")),
        replaced_by=named("by", row.subject),
        answered_by=named("answer", Subject.EVIDENCE.value),
        commitment=named("commitment", Subject.COMMITMENT.value),
        emptied=payload.get("revisions", []),
    )
