"""Reading links: how each piece of evidence stands to one commitment on a day."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlmodel import col

from app.domain.readings import Bearing, open_contests
from app.domain.vocabulary import Extent, Origin, Role, Status
from app.queries.languages import Tongue
from app.queries.shapes import DocumentBrief, EvidenceLink
from app.queries.sources import document_fields, evidence_fields
from app.queries.view import View
from app.store.readings import counts
from app.store.tables import Answer, Document, Evidence, Link, StoredReading

Answers = dict[tuple[str, str], list[str]]
"""Ids of answers by (contesting evidence, commitment), in the order of the registry."""


def links_of(view: View, commitment_id: str, stored: StoredReading) -> list[EvidenceLink]:
    """Give all evidence on a commitment that had happened by the day, newest first.

    Evidence that is retired counts on no day and is left out.
    """
    rows = view.session.execute(
        select(Link, Evidence, Document)
        .join(Evidence, col(Evidence.id) == col(Link.evidence_id))
        .join(Document, col(Document.id) == col(Evidence.source))
        .where(col(Link.commitment_id) == commitment_id, *happened(view))
        .order_by(col(Evidence.date_first).desc(), col(Evidence.id))
    ).all()
    answers = answers_to(view, col(Answer.commitment_id) == commitment_id)
    found = [_Found(row, answers) for row in rows]
    known = [one.bearing(Status(one.link.status)) for one in found if one.link.status is not None]
    decided = _Decided(stored, {one.evidence for one in open_contests(known)})
    return [_shape(view.tongue, one, decided) for one in found]


def happened(view: View) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions of evidence that counts and is of the view's day or before."""
    return *counts(), col(Evidence.date_first) <= view.day


def answers_to(view: View, condition: ColumnElement[bool]) -> Answers:
    """Give the answers that count on the view's day to the contests that `condition` selects."""
    rows = view.session.execute(
        select(Answer)
        .join(Evidence, col(Evidence.id) == col(Answer.answer_id))
        .where(condition, *happened(view))
        .order_by(col(Answer.evidence_id), col(Answer.commitment_id), col(Answer.place))
    ).scalars()
    found: Answers = {}
    for answer in rows:
        found.setdefault((answer.evidence_id, answer.commitment_id), []).append(answer.answer_id)
    return found


@dataclass(frozen=True, slots=True)
class _Found:
    """A row of link, evidence and document, and the answers to the contests around it."""

    row: Row[*tuple[Any, ...]]
    answers: Answers

    @property
    def link(self) -> Link:
        link: Link = self.row.Link
        return link

    @property
    def answered_by(self) -> list[str]:
        return self.answers.get((self.link.evidence_id, self.link.commitment_id), [])

    def bearing(self, status: Status) -> Bearing:
        """Give what the rule reads of a link that bears on the commitment."""
        return Bearing(
            evidence=self.link.evidence_id,
            first_day=self.row.Evidence.date_first,
            status=status,
            origin=Origin(self.row.Document.origin),
            extent=Extent(self.link.extent or Extent.WHOLE),
            answered_by=frozenset(self.answered_by),
        )


@dataclass(frozen=True, slots=True)
class _Decided:
    """A stored reading, and which contests are open: enough to say what decided it."""

    stored: StoredReading
    still_open: set[str]

    def by(self, link: Link) -> bool:
        """Say whether a link decided the status: it says the same, and nothing answers it."""
        if link.status is None or link.status != self.stored.status:
            return False
        if link.status == Status.CONTESTED:
            return link.evidence_id in self.still_open
        return link.status == Status.PLEDGED or link.extent == self.stored.extent


def _shape(tongue: Tongue, found: _Found, decided: _Decided) -> EvidenceLink:
    link = found.link
    is_contest = link.status == Status.CONTESTED
    fields: dict[str, Any] = evidence_fields(tongue, found.row.Evidence) | {
        "role": Role(link.role),
        "status": link.status,
        "extent": link.extent,
        "answered_by": found.answered_by,
        "is_open": link.evidence_id in decided.still_open if is_contest else None,
        "is_deciding": decided.by(link),
        "document": DocumentBrief(**document_fields(tongue, found.row.Document)),
    }
    return EvidenceLink(**fields)
