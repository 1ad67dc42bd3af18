"""Looked at, nothing new: recorded by tools as by people."""

from app.domain.workflow import Verb
from app.editing.desk import Desk
from app.editing.in_force import NO_SUCH
from app.editing.looking import look
from app.errors import NotFoundError
from app.parameters import CommitmentId
from app.queries.ids import existing
from app.registry.scalars import quote
from app.store.tables import Commitment
from app.writing.access import writing_desk
from app.writing.calls import BareCall
from app.writing.repeating import once
from app.writing.routing import WritingRouter
from app.writing.shapes import LookAnswer

router = WritingRouter("commitments")


@router.acts("/commitments/{id}/looks", Verb.LOOK)
def look_at_commitment(call: BareCall, id: CommitmentId) -> LookAnswer:  # noqa: A002 - the address says id
    """Record that somebody looked for news of a commitment today and found none.

    Once a day is enough: looking again changes nothing.
    """
    with writing_desk(call.request) as bearer:
        desk = bearer.desk

        def act() -> str:
            _demand_one(desk, id)
            look(desk, id)
            return desk.today.isoformat()

        return LookAnswer(commitment=id, looked_at=once(call, bearer, act))


def _demand_one(desk: Desk, name: str) -> None:
    """Tell an address that leads nowhere from a commitment that is not in force any more.

    Raises:
        NotFoundError: when there never was such a commitment.

    """
    if desk.session.get(Commitment, existing(desk.tongue, name)) is None:
        raise NotFoundError(desk.tongue.say(NO_SUCH["commitments"], id=quote(name)))
