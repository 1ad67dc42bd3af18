"""Taking a whole import back: drafts are set aside, what is published goes before a reviewer."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.messages import message
from app.domain.workflow import Intent, Proposed, State, Verb, refusal
from app.editing.desk import Desk, now
from app.editing.drafts import Draft
from app.editing.imports.imports import IMPORT, find_import_row
from app.editing.proposals import (
    ProposalShape,
    propose,
    send_back,
    set_aside,
    shape_of,
    submit,
    take_back,
)
from app.editing.publishing import publish
from app.editing.recording import record_about
from app.errors import FaultyDraftError
from app.store.tables.desk import Proposal

REASON_NEEDED = message(
    "Say why the import is taken back: readers will see it beside what was published."
)

_ON_ITS_WAY = (State.DRAFT.value, State.SUBMITTED.value, State.RETURNED.value)


@dataclass(frozen=True, slots=True)
class Retraction:
    """What taking back did, as ids of proposals; done again, it finds nothing left to do.

    `withdrawals` are the new proposals to withdraw what was published, those of them in
    `withdrawn` published already. `on_their_way` counts what somebody proposed to withdraw before.
    """

    set_aside: tuple[str, ...]
    withdrawals: tuple[str, ...]
    withdrawn: tuple[str, ...]
    on_their_way: int


def retract(desk: Desk, import_id: str, reason: Draft) -> Retraction:
    """Take back a whole import; `reason` is a draft of which language and reason are used.

    Documents that came with it stay: other evidence may stand in them by now.

    Raises:
        NotFoundError: when there is no such import.
        NotAllowedError: when the actor may not, or some of it waits for review and is neither
            theirs to take back nor theirs to send back.
        FaultyDraftError: of `reason`, when there is none.

    """
    desk.demand(Verb.RETRACT)
    taken = find_import_row(desk.session, desk.tongue, import_id)
    if not reason.reason.strip():
        raise FaultyDraftError([("reason", desk.tongue.say(REASON_NEEDED))])
    proposals = _proposals(desk.session, import_id)
    aside = [_set_aside(desk, one, reason.reason) for one in proposals if one.state in _ON_ITS_WAY]
    published = [one for one in proposals if one.state is State.PUBLISHED]
    leaving = {one.target for one in withdrawals_under_way(desk.session, import_id)}
    asked = [_withdraw(desk, one, reason) for one in published if one.entry_id not in leaving]
    done = Retraction(
        set_aside=tuple(aside),
        withdrawals=tuple(one.id for one in asked),
        withdrawn=tuple(one.id for one in asked if one.state is State.PUBLISHED),
        on_their_way=len(leaving),
    )
    if taken.retracted_at is None or aside or asked:
        taken.retracted_at = taken.retracted_at or now()
        desk.session.flush()
        record_about(desk, Verb.RETRACT, IMPORT, taken.id, **_told(done))
    return done


def _told(done: Retraction) -> dict[str, list[str]]:
    return {"set_aside": list(done.set_aside), "withdrawals": list(done.withdrawals)}


def _proposals(session: Session, import_id: str) -> list[ProposalShape]:
    found = select(Proposal).where(col(Proposal.import_id) == import_id).order_by(col(Proposal.id))
    return [shape_of(row) for row in session.scalars(found)]


def _set_aside(desk: Desk, proposal: ProposalShape, reason: str) -> str:
    """Put one out of the way; what waits for review comes back from there first."""
    stands = proposal
    if stands.state is State.SUBMITTED:
        if desk.actor.number in stands.authors:
            stands = take_back(desk, stands.id, stands.version)
        else:
            stands = send_back(desk, stands.id, stands.version, reason)
    return set_aside(desk, stands.id, stands.version).id


def withdrawals_under_way(
    session: Session, import_id: str, limit: int | None = None
) -> list[ProposalShape]:
    """Give the open proposals to withdraw what an import published, the oldest first."""
    published = select(col(Proposal.entry_id)).where(col(Proposal.import_id) == import_id)
    found = (
        select(Proposal)
        .where(
            col(Proposal.intent) == Intent.WITHDRAW.value,
            col(Proposal.state).in_(_ON_ITS_WAY),
            col(Proposal.target).in_(published),
        )
        .order_by(col(Proposal.created_at), col(Proposal.id))
        .limit(limit)
    )
    return [shape_of(row) for row in session.scalars(found)]


def _withdraw(desk: Desk, proposal: ProposalShape, reason: Draft) -> ProposalShape:
    """Propose to withdraw what one published; where one person does all, it is so at once."""
    asked = Draft(language=reason.language, reason=reason.reason)
    made = propose(desk, Intent.WITHDRAW, Proposed.EVIDENCE, asked, target=proposal.entry_id)
    waiting = submit(desk, made.id, made.version)
    if refusal(Verb.PUBLISH, desk.actor, waiting.standing, desk.review) is not None:
        return waiting
    return publish(desk, waiting.id, waiting.version)
