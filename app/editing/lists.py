"""Lists of proposals: what waits for review, what somebody works on, what was decided lately."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from app.domain.workflow import State
from app.editing.drafts import Draft
from app.editing.proposals import ProposalShape, shape_of
from app.store.tables.desk import Proposal

_AT_WORK = (State.DRAFT, State.RETURNED)
_DECIDED = (State.PUBLISHED, State.WITHDRAWN, State.REPLACED)

Order = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ProposalList:
    """A part of a list, and how many there are in all."""

    items: list[ProposalShape]
    total: int


def waiting(session: Session, limit: int = 50, offset: int = 0) -> ProposalList:
    """List what waits for review, the longest waiting first."""
    order = (col(Proposal.submitted_at), col(Proposal.id))
    return _list(session, _in(State.SUBMITTED), order, (limit, offset))


def drafts_of(session: Session, number: int, limit: int = 50, offset: int = 0) -> ProposalList:
    """List what somebody wrote in and can go on with, drafts and returned ones, newest first."""
    # Authors are a JSON list, which each database searches in another way; there are never many.
    at_work = session.execute(
        select(col(Proposal.id), col(Proposal.authors)).where(_in(*_AT_WORK))
    ).all()
    own = col(Proposal.id).in_([row.id for row in at_work if number in row.authors])
    order = (col(Proposal.changed_at).desc(), col(Proposal.id))
    return _list(session, own, order, (limit, offset))


def set_aside_by(session: Session, number: int, limit: int = 50, offset: int = 0) -> ProposalList:
    """List what somebody began and what was then set aside, newest first."""
    own = _in(State.SET_ASIDE) & (col(Proposal.created_by) == number)
    order = (col(Proposal.changed_at).desc(), col(Proposal.id))
    return _list(session, own, order, (limit, offset))


def recent(session: Session, limit: int = 50, offset: int = 0) -> ProposalList:
    """List what was published, newest first, also what has ended since."""
    order = (col(Proposal.decided_at).desc(), col(Proposal.id))
    return _list(session, _in(*_DECIDED), order, (limit, offset))


def list_proposals(
    session: Session, state: State | None, author: int | None, limit: int = 50, offset: int = 0
) -> ProposalList:
    """List proposals of one state or of all, by one author or by anybody, newest change first."""
    wanted = _in(state) if state else _in(*State)
    if author is not None:
        # As in `drafts_of`.
        rows = session.execute(select(col(Proposal.id), col(Proposal.authors)).where(wanted))
        wanted = col(Proposal.id).in_([row.id for row in rows if author in row.authors])
    order = (col(Proposal.changed_at).desc(), col(Proposal.id))
    return _list(session, wanted, order, (limit, offset))


def about(session: Session, entry_id: str, limit: int = 50, offset: int = 0) -> ProposalList:
    """List the proposals that published an entry, or would replace or withdraw it, newest first."""
    concerned = (
        (col(Proposal.entry_id) == entry_id)
        | (col(Proposal.document_id) == entry_id)
        | (col(Proposal.target) == entry_id)
    )
    order = (col(Proposal.changed_at).desc(), col(Proposal.id))
    return _list(session, concerned, order, (limit, offset))


def concerning(session: Session, commitment_id: str, limit: int = 50) -> ProposalList:
    """List what is being written on a commitment or waits for review, newest change first."""
    # As in `drafts_of`.
    rows = session.execute(
        select(col(Proposal.id), col(Proposal.content)).where(_in(*_AT_WORK, State.SUBMITTED))
    ).all()
    found = [row.id for row in rows if commitment_id in _commitments_in(row.content)]
    order = (col(Proposal.changed_at).desc(), col(Proposal.id))
    return _list(session, col(Proposal.id).in_(found), order, (limit, 0))


def _commitments_in(content: dict[str, Any]) -> set[str]:
    return {one.commitment for one in Draft.model_validate(content).concerns}


def counts(session: Session) -> dict[State, int]:
    """Count proposals by state; every state is there."""
    rows = session.execute(
        select(col(Proposal.state), func.count()).group_by(col(Proposal.state))
    ).all()
    return dict.fromkeys(State, 0) | {State(row[0]): row[1] for row in rows}


def _in(*states: State) -> ColumnElement[bool]:
    return col(Proposal.state).in_([state.value for state in states])


def _list(
    session: Session, wanted: ColumnElement[bool], order: Order, part: tuple[int, int]
) -> ProposalList:
    limit, offset = part
    total = session.execute(select(func.count()).select_from(Proposal).where(wanted)).scalar_one()
    rows = session.execute(
        select(Proposal).where(wanted).order_by(*order).limit(limit).offset(offset)
    ).scalars()
    return ProposalList([shape_of(row) for row in rows], total)
