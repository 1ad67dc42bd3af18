"""Proposals: written, saved, submitted, sent back, set aside. Publishing has a module of its own.

Nothing that was ever saved is lost: the row holds the newest text, and the desk's ledger every one
before it.
"""

import secrets
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from app.domain.messages import message
from app.domain.workflow import RULES, Intent, Proposed, Standing, State, Verb
from app.editing.checking import check
from app.editing.desk import Desk, now
from app.editing.drafts import Draft, Typed, tidied, tidy
from app.editing.in_force import why_not_in_force
from app.editing.recording import record
from app.errors import ConflictError, FaultyDraftError, NotFoundError, StaleVersionError
from app.queries.ids import existing
from app.queries.languages import Tongue
from app.store.tables.desk import Proposal

NO_SUCH_PROPOSAL = message("There is no proposal '{id}': choose one from the list of proposals.")
STALE = message(
    "This was saved in the meantime, by somebody else or in another window of yours. Nothing was "
    "written over: compare both texts, and save again what should stand."
)
COMMENT_MISSING = message("Write what should be changed, so that the author knows what to do.")
COMMENT_UNUSABLE = message("This cannot be kept: shorten it, and leave out signs nobody can see.")
TARGET_MISSING = message("Choose the entry that is to be replaced or withdrawn.")
TARGET_TOO_MUCH = message("To add something new, name no entry that is to be replaced.")

_SIGNS = "abcdefghijklmnopqrstuvwxyz23456789"
_RANDOM_SIGNS = 12
_COMMENT = TypeAdapter(Typed)


@dataclass(frozen=True, slots=True)
class ProposalShape:
    """A proposal as it stands: what it is for, what is written, how far it has come.

    Times are UTC, ISO 8601. `authors` are the numbers of everybody who ever wrote in it, `comment`
    is what the last reviewer wrote who sent it back.
    """

    id: str
    intent: Intent
    subject: Proposed
    target: str | None
    entry_id: str
    document_id: str
    draft: Draft
    state: State
    version: int
    created_by: int
    authors: tuple[int, ...]
    created_at: str
    changed_at: str
    submitted_at: str | None
    decided_by: int | None
    decided_at: str | None
    comment: str | None
    import_id: str | None

    @property
    def standing(self) -> Standing:
        """What the permission table asks for."""
        return Standing(self.state, frozenset(self.authors))


def shape_of(row: Proposal) -> ProposalShape:
    """Read a row as a shape."""
    return ProposalShape(
        id=row.id,
        intent=Intent(row.intent),
        subject=Proposed(row.subject),
        target=row.target,
        entry_id=row.entry_id,
        document_id=row.document_id,
        draft=Draft.model_validate(row.content),
        state=State(row.state),
        version=row.version,
        created_by=row.created_by,
        authors=tuple(row.authors),
        created_at=row.created_at,
        changed_at=row.changed_at,
        submitted_at=row.submitted_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        comment=row.comment,
        import_id=row.import_id,
    )


def find_proposal(session: Session, tongue: Tongue, proposal_id: str) -> ProposalShape:
    """Give a proposal as it stands now.

    Raises:
        NotFoundError: when there is none with this id.

    """
    return shape_of(find_row(session, tongue, proposal_id))


def find_row(session: Session, tongue: Tongue, proposal_id: str) -> Proposal:
    """Find the row of a proposal as it stands now; for this room alone.

    Raises:
        NotFoundError: when there is none with this id.

    """
    row = session.get(Proposal, existing(tongue, proposal_id), populate_existing=True)
    if row is None:
        raise NotFoundError(tongue.say(NO_SUCH_PROPOSAL, id=proposal_id))
    return row


def row_to_change(desk: Desk, verb: Verb, proposal_id: str, version: int) -> Proposal:
    """Find a row that the actor may do this to, and that is still as they saw it.

    Raises:
        NotFoundError: when there is none with this id.
        NotAllowedError: when this actor may not, or not in this state.
        StaleVersionError: when another version stands now.

    """
    desk.demand(verb)
    row = find_row(desk.session, desk.tongue, proposal_id)
    if row.version != version:
        raise StaleVersionError(desk.tongue.say(STALE), row.version)
    desk.demand(verb, shape_of(row).standing)
    return row


def propose(  # noqa: PLR0913, PLR0917 - what a proposal is born with; the last two are rarely given
    desk: Desk,
    intent: Intent,
    subject: Proposed,
    draft: Draft,
    target: str | None = None,
    import_id: str | None = None,
) -> ProposalShape:
    """Store a first draft, right or wrong.

    Raises:
        NotAllowedError: when the actor may not.
        ConflictError: when the entry to be replaced or withdrawn is not in force.

    """
    desk.demand(Verb.PROPOSE)
    _demand_target(desk, intent, subject, target)
    time, document_id = now(), new_id("doc")
    row = Proposal(
        id=new_id("p"),
        intent=intent.value,
        subject=subject.value,
        target=target,
        entry_id=document_id if subject is Proposed.DOCUMENT else new_id("ev"),
        document_id=document_id,
        content=tidied(draft).model_dump(mode="json"),
        state=State.DRAFT.value,
        created_by=desk.actor.number,
        authors=[desk.actor.number],
        created_at=time,
        changed_at=time,
        import_id=import_id,
    )
    desk.session.add(row)
    desk.session.flush()
    kept = row.model_dump(include={"intent", "subject", "target", "entry_id", "document_id"})
    record(desk, Verb.PROPOSE, row.id, **kept, version=row.version, draft=row.content)
    return shape_of(row)


def new_id(kind: str) -> str:
    """Make a permanent id that nothing else has: `ev-` and twelve random signs."""
    return f"{kind}-{''.join(secrets.choice(_SIGNS) for _ in range(_RANDOM_SIGNS))}"


def _demand_target(desk: Desk, intent: Intent, subject: Proposed, target: str | None) -> None:
    if intent is Intent.ADD:
        if target is not None:
            raise ConflictError(desk.tongue.say(TARGET_TOO_MUCH))
        return
    if not target:
        raise ConflictError(desk.tongue.say(TARGET_MISSING))
    why_not = why_not_in_force(desk.session, subject.value, target)
    if why_not is not None:
        raise ConflictError(why_not.said(desk.tongue)[1])


def save(desk: Desk, proposal_id: str, version: int, draft: Draft) -> ProposalShape:
    """Keep a new text in place of the old one; whoever saves becomes an author.

    Saving what is there already changes nothing and makes nobody an author.

    Raises:
        StaleVersionError: when somebody else saved in the meantime.
        NotAllowedError: when the actor may not, or not in this state.

    """
    row = row_to_change(desk, Verb.EDIT, proposal_id, version)
    content = tidied(draft).model_dump(mode="json")
    if content == row.content:
        return shape_of(row)
    row.content = content
    row.authors = sorted({*row.authors, desk.actor.number})
    take_step(desk, Verb.EDIT, row, draft=content)
    return shape_of(row)


def submit(desk: Desk, proposal_id: str, version: int) -> ProposalShape:
    """Hand a proposal in for review.

    Raises:
        FaultyDraftError: with every field that keeps it from being published.
        ConflictError: when the entry to be replaced or withdrawn is not in force any more.
        StaleVersionError: when somebody else saved in the meantime.
        NotAllowedError: when the actor may not, or not in this state.

    """
    row = row_to_change(desk, Verb.SUBMIT, proposal_id, version)
    check(desk.session, shape_of(row), desk.today).demand_sound(desk.tongue)
    row.submitted_at = now()
    take_step(desk, Verb.SUBMIT, row)
    return shape_of(row)


def take_back(desk: Desk, proposal_id: str, version: int) -> ProposalShape:
    """Make a proposal that waits for review a draft again. Raises as `submit`, but for faults."""
    return _moved(desk, Verb.TAKE_BACK, proposal_id, version)


def set_aside(desk: Desk, proposal_id: str, version: int) -> ProposalShape:
    """Put a draft out of the way without deleting it. Raises as `submit`, but for faults."""
    return _moved(desk, Verb.SET_ASIDE, proposal_id, version)


def reopen(desk: Desk, proposal_id: str, version: int) -> ProposalShape:
    """Work again on what was set aside. Raises as `submit`, but for faults."""
    return _moved(desk, Verb.REOPEN, proposal_id, version)


def send_back(desk: Desk, proposal_id: str, version: int, comment: str) -> ProposalShape:
    """Return a proposal to its author, saying what should be changed.

    Raises:
        FaultyDraftError: naming `comment` when there is none.
        StaleVersionError: when somebody else decided in the meantime.
        NotAllowedError: when the actor may not, or not in this state.

    """
    row = row_to_change(desk, Verb.SEND_BACK, proposal_id, version)
    row.comment = _comment(desk, comment)
    take_step(desk, Verb.SEND_BACK, row, comment=row.comment)
    return shape_of(row)


def _comment(desk: Desk, comment: str) -> str:
    try:
        written = tidy(_COMMENT.validate_python(comment))
    except ValidationError as error:
        unusable = ("comment", desk.tongue.say(COMMENT_UNUSABLE))
        raise FaultyDraftError([unusable]) from error
    if not written:
        raise FaultyDraftError([("comment", desk.tongue.say(COMMENT_MISSING))])
    return written


def _moved(desk: Desk, verb: Verb, proposal_id: str, version: int) -> ProposalShape:
    row = row_to_change(desk, verb, proposal_id, version)
    take_step(desk, verb, row)
    return shape_of(row)


def take_step(desk: Desk, verb: Verb, row: Proposal, **facts: object) -> None:
    """Count one version more, in the state that follows, and record it; for this room alone."""
    row.version += 1
    row.changed_at = now()
    row.state = (RULES[verb].leads_to or State(row.state)).value
    if verb in {Verb.PUBLISH, Verb.SEND_BACK}:
        row.decided_by, row.decided_at = desk.actor.number, row.changed_at
    desk.session.flush()
    record(desk, verb, row.id, version=row.version, state=row.state, **facts)
