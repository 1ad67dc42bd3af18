"""Taking in a file that was looked through, and what became of it since.

All of a file becomes proposals, or nothing does. Each of them then goes its own way.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.messages import message
from app.domain.workflow import Intent, Proposed, State, Verb
from app.editing.desk import Desk, now
from app.editing.imports.looking_through import CellFault, DryRun, look_again
from app.editing.imports.rows import Row
from app.editing.proposals import (
    ProposalShape,
    new_id,
    propose,
    set_aside,
    shape_of,
    submit,
    take_step,
)
from app.editing.recording import record_about
from app.errors import FaultyDraftError, NotFoundError, Wrong
from app.queries.ids import existing
from app.queries.languages import Tongue
from app.store.tables.desk import Import, Proposal

IMPORT = "import"
"""What revisions of the desk's ledger call the subject of these acts."""

NO_SUCH_IMPORT = message("There is no import '{id}': choose one from the list of imports.")
NOT_ANY_MORE = message(
    "Nothing was taken in: something changed since the file was looked through, and now row {row} "
    "cannot be taken in. Look through the file again."
)
NOTHING_NEW = message("Nothing was taken in: everything in the file is here already.")

_LONGEST_NAME = 120
_WRITABLE = (State.DRAFT.value, State.RETURNED.value)


@dataclass(frozen=True)
class ImportShape:
    """A file that was taken in: whose, when, and how many of its proposals stand in which state.

    `name` is what the file was called, for staff alone; `rows` how many proposals it became.
    Times are UTC, ISO 8601.
    """

    id: str
    imported_by: int
    imported_at: str
    name: str
    rows: int
    retracted_at: str | None
    states: dict[State, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What handing in many proposals did: how many went, and what keeps each of the others."""

    submitted: int
    faulty: dict[str, list[Wrong]]


def take_in(desk: Desk, run: DryRun, name: str, *, for_review: bool) -> ImportShape:
    """Make a proposal of every row that is new: a draft, or one that waits for review.

    Raises:
        NotAllowedError: when the actor may not import.
        FaultyDraftError: naming rows and columns, when the file cannot be taken in as things
            stand now; nothing is then.

    """
    fresh = look_again(desk, run)
    _demand_sound(desk.tongue, fresh)
    taken = Import(
        id=new_id("im"),
        imported_by=desk.actor.number,
        imported_at=now(),
        name=_bare_name(name),
        rows=len(fresh.taken),
    )
    desk.session.add(taken)
    desk.session.flush()
    proposals = [_propose(desk, row, taken.id, for_review=for_review) for row in fresh.taken]
    # Not the name: people call files by names of people.
    record_about(desk, Verb.IMPORT, IMPORT, taken.id, rows=len(proposals), proposals=proposals)
    return find_import(desk.session, desk.tongue, taken.id)


def _demand_sound(tongue: Tongue, run: DryRun) -> None:
    if run.faults:
        first: CellFault = run.faults[0]
        told = ("", tongue.say(NOT_ANY_MORE, row=first.row))
        others = [(f"{one.row}.{one.column}", one.sentence) for one in run.faults]
        raise FaultyDraftError([told, *others])
    if not run.taken:
        raise FaultyDraftError([("", tongue.say(NOTHING_NEW))])


def _bare_name(name: str) -> str:
    """Keep what people see of a file's name, without folders and signs that steer a screen."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in bare if sign.isprintable())[:_LONGEST_NAME]


def _propose(desk: Desk, row: Row, import_id: str, *, for_review: bool) -> str:
    proposal = propose(
        desk, Intent.ADD, Proposed.EVIDENCE, row.draft, target=None, import_id=import_id
    )
    if for_review:
        # Checked within this transaction with all the others: not once more.
        stored = desk.session.get_one(Proposal, proposal.id)
        stored.submitted_at = now()
        take_step(desk, Verb.SUBMIT, stored)
    return proposal.id


def list_imports(session: Session, limit: int = 200) -> list[ImportShape]:
    """Give the newest imports first."""
    newest = select(Import).order_by(col(Import.imported_at).desc(), col(Import.id)).limit(limit)
    rows = list(session.scalars(newest))
    states = _states(session, [row.id for row in rows])
    return [_shape(row, states[row.id]) for row in rows]


def find_import(session: Session, tongue: Tongue, import_id: str) -> ImportShape:
    """Give one import as it stands now.

    Raises:
        NotFoundError: when there is none with this id.

    """
    row = find_import_row(session, tongue, import_id)
    return _shape(row, _states(session, [row.id])[row.id])


def find_import_row(session: Session, tongue: Tongue, import_id: str) -> Import:
    """Find the row of an import; for this room alone. Raises as `find_import`."""
    row = session.get(Import, existing(tongue, import_id), populate_existing=True)
    if row is None:
        raise NotFoundError(tongue.say(NO_SUCH_IMPORT, id=import_id))
    return row


def proposals_of(
    session: Session,
    import_id: str,
    states: Sequence[State] = tuple(State),
    limit: int = 200,
    offset: int = 0,
) -> list[ProposalShape]:
    """Give the proposals of an import that stand in some states, the oldest first."""
    found = (
        select(Proposal)
        .where(
            col(Proposal.import_id) == import_id,
            col(Proposal.state).in_([one.value for one in states]),
        )
        .order_by(col(Proposal.created_at), col(Proposal.id))
        .limit(limit)
        .offset(offset)
    )
    return [shape_of(row) for row in session.scalars(found)]


def hand_in(desk: Desk, import_id: str, after: str = "", most: int = 100) -> tuple[HandedIn, str]:
    """Submit the next drafts of an import by id, and give the last id; empty when none is left.

    In pieces, each a transaction of its own, so that others may write in between.

    Raises:
        NotFoundError: when there is no such import.
        NotAllowedError: when the actor may not.

    """
    proposals = _next_drafts(desk, import_id, after, most)
    faulty: dict[str, list[Wrong]] = {}
    for proposal in proposals:
        try:
            submit(desk, proposal.id, proposal.version)
        except FaultyDraftError as error:  # found before anything was written
            faulty[proposal.id] = error.wrong
    last = proposals[-1].id if len(proposals) == most else ""
    return HandedIn(len(proposals) - len(faulty), faulty), last


def set_all_aside(desk: Desk, import_id: str) -> int:
    """Set every draft of an import aside, and give how many. Raises as `hand_in`."""
    proposals = _next_drafts(desk, import_id, "", None)
    for proposal in proposals:
        set_aside(desk, proposal.id, proposal.version)
    return len(proposals)


def _next_drafts(desk: Desk, import_id: str, after: str, most: int | None) -> list[ProposalShape]:
    find_import_row(desk.session, desk.tongue, import_id)
    found = (
        select(Proposal)
        .where(
            col(Proposal.import_id) == import_id,
            col(Proposal.state).in_(_WRITABLE),
            col(Proposal.id) > after,
        )
        .order_by(col(Proposal.id))
        .limit(most)
    )
    return [shape_of(row) for row in desk.session.scalars(found)]


def _states(session: Session, imports: list[str]) -> dict[str, Counter[State]]:
    counts: dict[str, Counter[State]] = {name: Counter() for name in imports}
    found = (
        select(col(Proposal.import_id), col(Proposal.state), func.count())
        .where(col(Proposal.import_id).in_(imports))
        .group_by(col(Proposal.import_id), col(Proposal.state))
    )
    for name, state, count in session.execute(found):
        counts[name][State(state)] = count
    return counts


def _shape(row: Import, states: Counter[State]) -> ImportShape:
    ordered = {state: states[state] for state in State if states[state]}
    return ImportShape(
        row.id,
        row.imported_by,
        row.imported_at,
        row.name,
        row.rows,
        row.retracted_at,
        ordered,
    )
