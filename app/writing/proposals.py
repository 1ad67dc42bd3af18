"""Proposals: read, made, changed and tried out by tools. What else is done to them: `steps.py`."""

import re
from typing import Annotated

from fastapi import Path, Query, Request, Response
from pydantic import BeforeValidator

from app.domain.identifiers import LONGEST_IDENTIFIER, PATTERN
from app.domain.workflow import State, Verb
from app.editing import proposals as verbs
from app.editing.checking import faults_of
from app.editing.desk import Desk
from app.editing.effects import effects_of
from app.editing.history import history_of
from app.editing.lists import list_proposals
from app.editing.proposals import ProposalShape, find_proposal
from app.editing.wishes import NewWish
from app.errors import BadParameterError
from app.parameters import CursorText, Limit
from app.queries.cursors import BAD_CURSOR
from app.queries.shapes import Listing
from app.writing.access import reading_desk
from app.writing.acting import carry_out, take_step
from app.writing.calls import Call, FullCall
from app.writing.routing import WritingRouter
from app.writing.shapes import (
    CheckAnswer,
    EffectsAnswer,
    FieldFault,
    HistoryAnswer,
    NewProposal,
    NewText,
    ProposalAnswer,
    effect_answer,
    proposal_answer,
    step_answer,
)

router = WritingRouter("proposals")

_CURSOR = re.compile("[1-9][0-9]{0,6}")

ProposalId = Annotated[
    str,
    Path(
        description="The permanent id of the proposal.",
        examples=["p-8f2kq7m3xw9a"],
        json_schema_extra={"pattern": PATTERN, "maxLength": LONGEST_IDENTIFIER},
    ),
]


def _true_or_false(value: object) -> object:
    """Refuse what would be read leniently, such as `yes`."""
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("write true or false")
    return value


Mine = Annotated[
    bool,
    Query(description="Only those that the account wrote in."),
    BeforeValidator(_true_or_false),
]


@router.shows("/proposals")
def list_all_proposals(
    request: Request,
    state: Annotated[State | None, Query(description="How far they have come.")] = None,
    mine: Mine = False,  # noqa: FBT002 - a parameter of the address
    limit: Limit = 50,
    cursor: CursorText = None,
) -> Listing[ProposalAnswer]:
    """List proposals, the newest change first.

    One that changes while pages are read comes to the front: begin again to see it.
    """
    with reading_desk(request) as bearer:
        desk, passed = bearer.desk, _passed(bearer.desk, cursor)
        author = desk.actor.number if mine else None
        found = list_proposals(desk.session, state, author, limit, passed)
        items = [proposal_answer(desk, one) for one in found.items]
    beyond = passed + len(items)
    following = str(beyond) if items and beyond < found.total else None
    return Listing[ProposalAnswer](items=items, next=following, total=found.total)


@router.acts("/proposals", Verb.PROPOSE, NewProposal, status_code=201)
def make_proposal(call: FullCall) -> ProposalAnswer:
    """Make a proposal: a draft, which nobody else has to agree to yet."""
    new = call.read(NewProposal)

    def act(desk: Desk) -> ProposalShape:
        return verbs.propose(desk, new.intent, new.subject, new.draft, new.target)

    made = carry_out(call, act, 201)
    call.response.headers["Location"] = f"{router.prefix}/proposals/{made.id}"
    return made


@router.acts("/proposals/check", Verb.READ, NewProposal)
def check_proposal(call: FullCall) -> CheckAnswer:
    """Say what would come of a draft; nothing is saved."""
    new = call.read(NewProposal)
    wish = NewWish(new.intent, new.subject, new.draft, new.target)
    with reading_desk(call.request) as bearer:
        desk = bearer.desk
        wrong = faults_of(desk.session, wish, desk.today, desk.tongue)
        effects = effects_of(desk.session, wish, desk.today)
        return CheckAnswer(
            faults=[FieldFault(parameter=name, detail=text) for name, text in wrong],
            effects=[effect_answer(desk.tongue, one) for one in effects],
        )


@router.shows("/proposals/{id}", has_version=True)
def show_proposal(request: Request, response: Response, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Show one proposal; its `ETag` is what a change has to name."""
    with reading_desk(request) as bearer:
        desk = bearer.desk
        found = find_proposal(desk.session, desk.tongue, id)
        Call(request, response, b"").show_version(found.version)
        return proposal_answer(desk, found)


@router.acts("/proposals/{id}", Verb.EDIT, NewText, method="PUT")
def change_proposal(call: FullCall, id: ProposalId) -> ProposalAnswer:  # noqa: A002 - the address says id
    """Put a new text in the place of the old one."""
    draft = call.read(NewText).draft

    def step(desk: Desk, proposal_id: str, version: int) -> ProposalShape:
        return verbs.save(desk, proposal_id, version, draft)

    return take_step(call, id, step)


@router.shows("/proposals/{id}/effects")
def show_effects(request: Request, id: ProposalId) -> EffectsAnswer:  # noqa: A002 - the address says id
    """Show how each commitment that it touches reads, and how it would read."""
    with reading_desk(request) as bearer:
        desk = bearer.desk
        found = find_proposal(desk.session, desk.tongue, id)
        effects = effects_of(desk.session, found, desk.today)
        return EffectsAnswer(items=[effect_answer(desk.tongue, one) for one in effects])


@router.shows("/proposals/{id}/history")
def show_proposal_history(request: Request, id: ProposalId) -> HistoryAnswer:  # noqa: A002 - the address says id
    """Show who did what to it, and when."""
    with reading_desk(request) as bearer:
        found = find_proposal(bearer.desk.session, bearer.desk.tongue, id)
        steps = history_of(bearer.desk.session, found.id)
        return HistoryAnswer(items=[step_answer(one) for one in steps])


def _passed(desk: Desk, cursor: str | None) -> int:
    """Read how many a page passes over, which is all that a cursor of this list says.

    Raises:
        BadParameterError: when it was not given by this list.

    """
    if cursor is None:
        return 0
    if not _CURSOR.fullmatch(cursor):
        raise BadParameterError("cursor", desk.tongue.say(BAD_CURSOR))
    return int(cursor)
