"""Reading the history of one entry: every recorded change of it, readable, newest first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pydantic import Field
from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import col

from app.domain.vocabulary import Action, Subject
from app.errors import NotFoundError
from app.queries.commitments import NO_SUCH_COMMITMENT
from app.queries.counting import count_all
from app.queries.cursors import Asked
from app.queries.differences import WHOLE, Altered, Entry, altered, entry_after, refers_to, sides
from app.queries.evidence import NO_SUCH_EVIDENCE
from app.queries.languages import Words
from app.queries.names import Thing, names_of
from app.queries.revision_shapes import ChangeLine, Difference, Value
from app.queries.revisions import NEWEST_FIRST, brief_fields
from app.queries.shapes import Listing, Named
from app.queries.view import View
from app.store.tables import Link, Revision


class History(Listing[ChangeLine]):
    """One page of what was recorded about one entry, newest first."""

    of: Named = Field(description="The entry: its id, and its title or summary now.")


def history_of_commitment(view: View, commitment_id: str, asked: Asked) -> History:
    """Give what was recorded about a commitment and about the evidence that is linked to it.

    Raises:
        NotFoundError: when there is none with this id.
        BadParameterError: for a cursor that this list did not give.

    """
    thing = (Subject.COMMITMENT.value, commitment_id)
    of = _entry(view, thing, NO_SUCH_COMMITMENT)
    linked = select(col(Link.evidence_id)).where(col(Link.commitment_id) == commitment_id)
    evidence = list(view.session.execute(linked).scalars())
    condition = and_(
        # For the index: ids alone, whatever they are of.
        col(Revision.subject_id).in_([commitment_id, *evidence]),
        or_(
            _about(Subject.COMMITMENT, [commitment_id]),
            _about(Subject.EVIDENCE, evidence),
        ),
    )
    return _history(view, of, _Recorded(thing, condition), asked)


def history_of_evidence(view: View, evidence_id: str, asked: Asked) -> History:
    """Give what was recorded about a piece of evidence.

    Raises:
        NotFoundError: when there is none with this id.
        BadParameterError: for a cursor that this list did not give.

    """
    thing = (Subject.EVIDENCE.value, evidence_id)
    of = _entry(view, thing, NO_SUCH_EVIDENCE)
    return _history(view, of, _Recorded(thing, _about(Subject.EVIDENCE, [evidence_id])), asked)


def _entry(view: View, thing: Thing, missing: str) -> Named:
    title = names_of(view, [thing]).get(thing)
    if title is None:
        raise NotFoundError(view.tongue.say(missing, id=thing[1]))
    return Named(id=thing[1], title=title)


def _about(subject: Subject, ids: Sequence[str]) -> ColumnElement[bool]:
    return and_(col(Revision.subject) == subject.value, col(Revision.subject_id).in_(ids))


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The revisions that make the history of a thing, as a condition."""

    thing: Thing
    condition: ColumnElement[bool]


def _history(view: View, of: Named, recorded: _Recorded, asked: Asked) -> History:
    page = NEWEST_FIRST.page(view.session, select(Revision).where(recorded.condition), asked)
    before = _Before.of(view, [row.Revision for row in page.rows])
    changes = [before.change(row.Revision) for row in page.rows]
    names = names_of(view, [thing for one in changes for thing in one.things()])
    counted = select().select_from(Revision).where(recorded.condition)
    return History(
        of=of,
        items=[one.line(names) for one in changes],
        next=page.next,
        total=count_all(view, ("history", recorded.thing), counted),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """A revision with what it altered; `compared_with` is the entry it stands in for."""

    row: Revision
    compared_with: str | None
    altered: list[Altered]

    def things(self) -> Iterator[Thing]:
        """Name everything whose title a reader wants to see beside its id."""
        yield self.row.subject, self.row.subject_id
        for one in self.altered:
            if one.place.commitment:
                yield Subject.COMMITMENT, one.place.commitment
            kind = refers_to(one.place.field, self.row.subject)
            yield from ((kind, text) for text in (one.old, one.new) if kind and text)

    def line(self, names: Mapping[Thing, Words]) -> ChangeLine:
        """Show it, with what ids stand for."""
        return ChangeLine(
            **brief_fields(self.row, names),
            is_redacted=self.row.payload is None,
            compared_with=self.compared_with,
            differences=[self._difference(one, names) for one in self.altered],
        )

    def _difference(self, one: Altered, names: Mapping[Thing, Words]) -> Difference:
        kind = refers_to(one.place.field, self.row.subject)

        def value(text: str | None) -> Value | None:
            return Value(text=text, name=names.get((kind or "", text))) if text else None

        commitment = one.place.commitment
        title = names.get((Subject.COMMITMENT, commitment or ""))
        return Difference(
            field=one.place.field,
            language=one.place.language,
            commitment=Named(id=commitment, title=title) if commitment and title else None,
            old=value(one.old),
            new=value(one.new),
        )


@dataclass(frozen=True, slots=True)
class _Before:
    """What was recorded earlier of the entries that new ones are to be compared with."""

    recorded: Mapping[Thing, Sequence[Revision]]

    @classmethod
    def of(cls, view: View, rows: Sequence[Revision]) -> "_Before":
        """Read what the revisions of one page need, in one statement at most."""
        things = {thing for row in rows if (thing := _predecessor(row)) is not None}
        if not things:
            return cls({})
        found = view.session.execute(
            select(Revision)
            .where(
                col(Revision.subject_id).in_({name for _, name in things}),
                col(Revision.action).in_([*WHOLE, Action.CHANGED]),
            )
            .order_by(col(Revision.subject), col(Revision.subject_id), col(Revision.sequence))
        ).scalars()
        grouped = groupby(found, key=lambda row: (row.subject, row.subject_id))
        return cls({thing: list(some) for thing, some in grouped})

    def change(self, row: Revision) -> _Change:
        """Say what a revision altered; nothing, where that was redacted."""
        if row.payload is None:
            return _Change(row, None, [])
        predecessor = _predecessor(row)
        before = self._entry(predecessor, row.sequence) if predecessor else None
        other = predecessor[1] if predecessor and before is not None else None
        return _Change(
            row,
            None if other == row.subject_id else other,
            altered(*sides(row.action, json.loads(row.payload), before)),
        )

    def _entry(self, thing: Thing, sequence: int) -> Entry | None:
        earlier = [row for row in self.recorded.get(thing, ()) if row.sequence < sequence]
        return entry_after(
            (row.action, None if row.payload is None else json.loads(row.payload))
            for row in earlier
        )


def _predecessor(row: Revision) -> Thing | None:
    """Name what a whole entry is compared with: what it replaces, or what it was before."""
    if row.payload is None or row.action not in WHOLE:
        return None
    payload: dict[str, Any] = json.loads(row.payload)
    if row.action == Action.RESTORED:
        return row.subject, row.subject_id
    return (row.subject, payload["replaces"]) if payload.get("replaces") else None
