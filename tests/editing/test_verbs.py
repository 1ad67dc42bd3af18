"""Every verb of the desk asks the table of permissions, in every state, of everybody."""

from collections.abc import Callable
from itertools import product

import pytest
from sqlmodel import Session

from app.domain.workflow import Actor, Intent, Proposed, StaffRole, State, Verb, refusal
from app.editing.desk import Desk
from app.editing.looking import look
from app.editing.proposals import (
    ProposalShape,
    propose,
    reopen,
    save,
    send_back,
    set_aside,
    shape_of,
    submit,
    take_back,
)
from app.editing.publishing import publish
from app.editing.redacting import redact
from app.errors import NotAllowedError, NotFoundError
from app.store.tables.desk import Proposal
from tests.conftest import TODAY
from tests.editing.offices import DISABILITY, ENGLISH, STAFF, Office, evidence

VERBS: dict[Verb, Callable[[Desk, ProposalShape], object]] = {
    Verb.EDIT: lambda desk, it: save(desk, it.id, it.version, evidence(summary="Otherwise.")),
    Verb.SUBMIT: lambda desk, it: submit(desk, it.id, it.version),
    Verb.TAKE_BACK: lambda desk, it: take_back(desk, it.id, it.version),
    Verb.SEND_BACK: lambda desk, it: send_back(desk, it.id, it.version, "Say more."),
    Verb.PUBLISH: lambda desk, it: publish(desk, it.id, it.version),
    Verb.SET_ASIDE: lambda desk, it: set_aside(desk, it.id, it.version),
    Verb.REOPEN: lambda desk, it: reopen(desk, it.id, it.version),
}
EDITOR, REVIEWER, _, ADMINISTRATOR = STAFF


def stored(session: Session, state: State, author: Actor) -> ProposalShape:
    """Store a sound proposal in a state."""
    row = Proposal(
        id=f"p-{state.value}-{author.number}".replace("_", "-"),
        intent=Intent.ADD.value,
        subject=Proposed.EVIDENCE.value,
        entry_id=f"ev-{state.value}-{author.number}".replace("_", "-"),
        document_id="doc-none",
        content=evidence().model_dump(mode="json"),
        state=state.value,
        created_by=author.number,
        authors=[author.number],
        created_at="2026-11-21T12:00:00.000+00:00",
        changed_at="2026-11-21T12:00:00.000+00:00",
    )
    session.add(row)
    session.flush()
    return shape_of(row)


def outcome(desk: Desk, verb: Verb, proposal: ProposalShape) -> bool:
    """Try a verb, undo it, and say whether it was allowed."""
    attempt = desk.session.begin_nested()
    try:
        VERBS[verb](desk, proposal)
    except NotAllowedError:
        return False
    finally:
        attempt.rollback()
        desk.session.expire_all()
    return True


@pytest.mark.parametrize("state", State)
def test_verbs_do_what_the_table_allows_and_nothing_else(
    still_office: Office, state: State
) -> None:
    with still_office.desk() as anybody:
        for author, actor in product((EDITOR, REVIEWER, ADMINISTRATOR), repeat=2):
            with anybody.session.begin_nested() as afterwards:
                proposal = stored(anybody.session, state, author)
                desk = Desk(anybody.session, actor, TODAY, ENGLISH)
                for verb in VERBS:
                    refused = refusal(verb, actor, proposal.standing)
                    allowed = outcome(desk, verb, proposal)
                    assert (verb, actor, allowed) == (verb, actor, refused is None)
                afterwards.rollback()


@pytest.mark.parametrize("role", StaffRole)
def test_verbs_without_a_proposal_ask_for_the_role(office: Office, role: StaffRole) -> None:
    actor = Actor(1, role)
    with office.desk(actor) as desk:
        propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence())
        look(desk, DISABILITY)
        expected = NotFoundError if role is StaffRole.ADMINISTRATOR else NotAllowedError
        with pytest.raises(expected):
            redact(desk, "evidence", "ev-nowhere")
