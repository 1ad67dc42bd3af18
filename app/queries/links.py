"""Reading links: how each piece of evidence stands to one commitment on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, select
from sqlmodel import col

from app.domain.readings import Bearing, open_contests
from app.domain.vocabulary import Extent, Origin, Role, Status
from app.queries.languages import Tongue, Words
from app.queries.shapes import DocumentBrief, EvidenceLink, Named, Withdrawal
from app.queries.sources import document_fields, evidence_fields
from app.queries.view import Selected, View
from app.queries.withdrawals import withdrawal_of
from app.store.readings import bearings_of, counts
from app.store.tables import Answer, Commitment, Document, Evidence, Link

AnyRow = Row[*tuple[Any, ...]]
Answers = dict[tuple[str, str], list[str]]
"""Ids of answers by (contesting evidence, commitment), in the order of the registry."""


@dataclass(frozen=True, slots=True)
class OpenContest:
    """A contest that nothing answers yet: evidence that disputes one commitment.

    `date` is a partial date.
    """

    evidence: str
    commitment: Named
    date: str
    publisher: Words
    summary: Words


def links_in(
    tongue: Tongue, rows: Sequence[AnyRow], answers: Answers, stored: AnyRow
) -> list[EvidenceLink]:
    """Give the evidence on one commitment that counts, as it stands to it under a reading.

    `rows` hold link, evidence and document; `stored` has the status and extent of the reading.
    """
    found = [_Found(row, answers) for row in rows]
    known = [one.bearing(Status(one.link.status)) for one in found if one.link.status is not None]
    decided = _Decided(stored, {one.evidence for one in open_contests(known)})
    return [_shape(tongue, one, decided) for one in found]


def withdrawn_in(
    tongue: Tongue, rows: Sequence[AnyRow], replaced_by: Mapping[str, str]
) -> list[EvidenceLink]:
    """Give the evidence on one commitment that was withdrawn or replaced, of such rows as well."""
    return [
        EvidenceLink(
            **_fields(tongue, _Found(row, {}), withdrawal_of(tongue, row.Evidence, replaced_by)),
            is_open=None,
            is_deciding=False,
        )
        for row in rows
    ]


def open_contests_of(view: View, commitment_ids: Sequence[str]) -> list[OpenContest]:
    """Give the contests of these commitments that nothing answers, newest first.

    A piece of evidence that contests several of them comes once for each.
    """
    still_open = {
        (one.evidence, commitment)
        for commitment, known in bearings_of(view.session, commitment_ids).items()
        for one in open_contests(one for one in known if one.first_day <= view.day)
    }
    rows = view.session.execute(
        _with_source(
            select(Link, Evidence, Document, col(Commitment.title).label("title")).join(
                Commitment, col(Commitment.id) == col(Link.commitment_id)
            )
        )
        .where(col(Link.commitment_id).in_({commitment for _, commitment in still_open}))
        .order_by(col(Commitment.position))
    )
    return [
        _contest(view.tongue, row)
        for row in rows
        if (row.Link.evidence_id, row.Link.commitment_id) in still_open
    ]


def happened(view: View) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions of evidence that counts and is of the view's day or before."""
    return *counts(), col(Evidence.date_first) <= view.day


def answers_to(view: View, condition: ColumnElement[bool]) -> Answers:
    """Give the answers that count on the view's day to the contests that `condition` selects."""
    return by_contest(view.session.execute(answering(condition, view.day)).scalars())


def answering(condition: ColumnElement[bool], day: date | BindParameter[date]) -> Select[Answer]:
    """Select the answers that count on a day to the contests that `condition` selects, in order."""
    return (
        select(Answer)
        .join(Evidence, col(Evidence.id) == col(Answer.answer_id))
        .where(condition, *counts(), col(Evidence.date_first) <= day)
        .order_by(col(Answer.evidence_id), col(Answer.commitment_id), col(Answer.place))
    )


def by_contest(rows: Iterable[Answer]) -> Answers:
    """Put answers, in order, to the contests that they answer."""
    found: Answers = {}
    for answer in rows:
        found.setdefault((answer.evidence_id, answer.commitment_id), []).append(answer.answer_id)
    return found


@dataclass(frozen=True, slots=True)
class _Found:
    """A row of link, evidence and document, and the answers to the contests around it."""

    row: AnyRow
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

    stored: AnyRow
    still_open: set[str]

    def by(self, link: Link) -> bool:
        """Say whether a link decided the status: it says the same, and nothing answers it."""
        if link.status is None or link.status != self.stored.status:
            return False
        if link.status == Status.CONTESTED:
            return link.evidence_id in self.still_open
        return link.status == Status.PLEDGED or link.extent == self.stored.extent


def _with_source(statement: Selected) -> Selected:
    return (
        statement.join(Evidence, col(Evidence.id) == col(Link.evidence_id))
        .join(Document, col(Document.id) == col(Evidence.source))
        .order_by(col(Evidence.date_first).desc(), col(Evidence.id))
    )


def _shape(tongue: Tongue, found: _Found, decided: _Decided) -> EvidenceLink:
    link = found.link
    is_contest = link.status == Status.CONTESTED
    return EvidenceLink(
        **_fields(tongue, found),
        is_open=link.evidence_id in decided.still_open if is_contest else None,
        is_deciding=decided.by(link),
    )


def _fields(tongue: Tongue, found: _Found, withdrawn: Withdrawal | None = None) -> dict[str, Any]:
    link = found.link
    return evidence_fields(tongue, found.row.Evidence, withdrawn) | {
        "role": Role(link.role),
        "status": link.status,
        "extent": link.extent,
        "answered_by": found.answered_by,
        "document": DocumentBrief(**document_fields(tongue, found.row.Document)),
    }


def _contest(tongue: Tongue, row: AnyRow) -> OpenContest:
    evidence: Evidence = row.Evidence
    return OpenContest(
        evidence=evidence.id,
        commitment=Named(id=row.Link.commitment_id, title=tongue.pick(row.title)),
        date=evidence.date,
        publisher=tongue.pick(row.Document.publisher),
        summary=tongue.pick(evidence.summary),
    )
