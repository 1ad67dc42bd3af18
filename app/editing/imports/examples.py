"""What the template shows of the registry that is served: examples, and ids to choose from."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.vocabulary import Extent, Role, Status
from app.editing.contests import open_on
from app.editing.desk import Desk
from app.editing.imports.columns import EXAMPLE, IN_TEMPLATE, YES
from app.queries.languages import Tongue
from app.store.readings import counts
from app.store.tables import Commitment, Document, Evidence, Link

MOST_LISTED = 2_000
"""Ids of one kind in a template; in a larger registry the others are found on its pages."""

Cells = dict[str, str]
"""The texts of a row by name of column."""

_NEW_DOCUMENT = ("url", "date", "language", "kind", "origin", "consulted")


def examples(desk: Desk) -> list[Cells]:
    """Give up to two rows as published evidence would have been imported.

    One stands in a document that is here already; the other brings its document with it.
    """
    contest = _first_with(desk.session, Status.CONTESTED)
    act = _first_with(desk.session, Status.ENACTED)
    rows = []
    if contest:
        rows.append({EXAMPLE: EXAMPLE, "document_id": contest.source} | _told(desk, contest))
    if act:
        document = desk.session.get_one(Document, act.source)
        rows.append({EXAMPLE: EXAMPLE} | _new_document(desk.tongue, document) | _told(desk, act))
    return rows


def _first_with(session: Session, status: Status) -> Evidence | None:
    """Find evidence that shows this, and fits into the columns of the template."""
    bearing = select(col(Link.evidence_id)).where(col(Link.status) == status.value)
    fits = (
        select(col(Link.evidence_id))
        .group_by(col(Link.evidence_id))
        .having(func.count() <= IN_TEMPLATE)
    )
    found = (
        select(Evidence)
        .where(col(Evidence.id).in_(bearing), col(Evidence.id).in_(fits), *counts())
        .order_by(col(Evidence.position), col(Evidence.id))
        .limit(1)
    )
    return session.scalars(found).first()


def _told(desk: Desk, evidence: Evidence) -> Cells:
    summary = desk.tongue.pick(evidence.summary)
    note = evidence.note or {}
    told = {
        "locator": evidence.locator.get(summary.language)
        or desk.tongue.pick(evidence.locator).text,
        "date": evidence.date,
        "language": summary.language,
        "summary": summary.text,
        "note": note.get(summary.language, ""),
    }
    return told | _concerns(desk.session, evidence.id)


def _concerns(session: Session, evidence: str) -> Cells:
    links = select(Link).where(col(Link.evidence_id) == evidence).order_by(col(Link.place))
    cells: Cells = {}
    for number, link in enumerate(session.scalars(links), start=1):
        cells[f"commitment_{number}"] = link.commitment_id
        cells[f"standing_{number}"] = _standing(link)
    return cells


def _standing(link: Link) -> str:
    if link.role == Role.CONTEXT:
        return "context"
    return "enacted in part" if link.extent == Extent.PART else str(link.status)


def _new_document(tongue: Tongue, document: Document) -> Cells:
    cells = {f"document_{name}": getattr(document, name) or "" for name in _NEW_DOCUMENT}
    return cells | {
        "document_publisher": tongue.pick(document.publisher).text,
        "document_title": tongue.pick_own(document.title, document.language).text,
        "document_mirror": YES if document.mirror else "",
    }


def listed_commitments(desk: Desk) -> Iterator[Sequence[str]]:
    """Give id and title of the commitments in force, in the order of the registry."""
    for row in _commitments(desk.session):
        yield row.id, desk.tongue.pick(row.title).text


def _commitments(session: Session) -> Sequence[Any]:
    found = (
        select(col(Commitment.id), col(Commitment.title))
        .where(col(Commitment.retired_on).is_(None))
        .order_by(col(Commitment.position))
        .limit(MOST_LISTED)
    )
    return session.execute(found).all()


def listed_documents(desk: Desk) -> Iterator[Sequence[str]]:
    """Give id, publisher, title and address of the documents in force, newest first."""
    found = (
        select(Document)
        .where(col(Document.retired_on).is_(None), col(Document.withdrawal).is_(None))
        .order_by(col(Document.date_first).desc(), col(Document.id))
        .limit(MOST_LISTED)
    )
    for row in desk.session.scalars(found):
        title = desk.tongue.pick_own(row.title, row.language).text
        yield row.id, desk.tongue.pick(row.publisher).text, title, row.url or ""


def listed_contests(desk: Desk) -> Iterator[Sequence[str]]:
    """Give the id of each open contest, the commitment that it contests, and what it says."""
    commitments = [row.id for row in _commitments(desk.session)]
    open_ones = open_on(desk.session, commitments, desk.today)
    names = {name for contests in open_ones.values() for name in contests}
    found = select(col(Evidence.id), col(Evidence.summary)).where(col(Evidence.id).in_(names))
    said = {row.id: desk.tongue.pick(row.summary).text for row in desk.session.execute(found)}
    for commitment in commitments:
        for contest in sorted(open_ones.get(commitment, ())):
            yield contest, commitment, said[contest]
