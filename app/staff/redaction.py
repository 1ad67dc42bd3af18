"""Removing what was recorded, to protect a person: for administrators, and for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from app.domain.messages import message
from app.domain.vocabulary import Subject
from app.domain.workflow import Verb
from app.editing import lists
from app.editing.desk import Desk
from app.editing.proposals import find_proposal
from app.editing.recording import PROPOSAL
from app.editing.redacting import redact
from app.errors import FaultyDraftError, NotFoundError, ScorecardError, SignInNeededError
from app.exports.snapshots.redactions import withheld
from app.queries.cursors import Asked
from app.queries.ids import existing
from app.queries.languages import Words
from app.queries.names import names_of
from app.queries.revision_shapes import RevisionLine
from app.queries.revisions import RevisionFilters, list_revisions
from app.queries.shapes import Listing
from app.queries.view import View, look
from app.staff.access import ReadingDesk, reading_desk, writing_desk
from app.staff.forms import Posted
from app.staff.lines import Line, lines_of
from app.staff.links import PATHS
from app.staff.names import names_of_staff
from app.staff.page import DeskPage, StaffTemplate
from app.staff.proposal_words import SNAPSHOTS_LEFT
from app.staff.routing import go_to, staff_router
from app.store.closing import write_anew
from app.store.engine import reading

router = staff_router()

NOT_CONFIRMED = message("Type the id exactly as it stands above: nothing was removed yet.")
NOTHING_THERE = message(
    "There is nothing of this kind with the id '{id}': begin at the page of what is to be removed."
)
_MOST = 50

KINDS = {
    Subject.EVIDENCE.value: message("Evidence"),
    Subject.DOCUMENT.value: message("Document"),
    Subject.COMMITMENT.value: message("Commitment"),
    PROPOSAL: message("Proposal"),
}
"""What can be redacted from the desk, by what its address calls it."""


@dataclass(frozen=True, slots=True)
class ToRedact:
    """What would be removed: the entry itself, what was recorded of it, and what was proposed."""

    subject: str
    kind: str
    id: str
    words: Words | None
    revisions: Listing[RevisionLine] | None
    proposals: Sequence[Line]
    trouble: str | None
    typed: str


_PAGE = StaffTemplate[ToRedact]("redaction.html")


@router.get(PATHS["redaction"])
def show_redaction(
    page: DeskPage,
    desk: ReadingDesk,
    subject: Annotated[str, Query(max_length=80)] = "",
    id: Annotated[str, Query(max_length=100)] = "",  # noqa: A002 - the address says id
) -> Response:
    """Show what would be removed, and ask."""
    desk.demand(Verb.REDACT)
    return _PAGE.show(page, _to_redact(desk, subject, id))


@router.post(PATHS["redaction"])
def post_redaction(request: Request, page: DeskPage, posted: Posted) -> Response:
    """Remove it, once its id was typed."""
    subject, name, typed = (posted.text(one) for one in ("subject", "id", "typed"))
    try:
        with writing_desk(request) as desk:
            desk.demand(Verb.REDACT)
            if typed.strip() != name:
                raise FaultyDraftError([("typed", desk.tongue.say(NOT_CONFIRMED))])
            redact(desk, subject, name)
    except SignInNeededError:
        raise
    except ScorecardError as error:
        with reading_desk(request) as desk:
            desk.demand(Verb.REDACT)
            shown = _to_redact(desk, subject, name, error.detail, typed)
            return _PAGE.show(page, shown, error.status)
    write_anew(request.app.state.engine)
    return go_to("desk", notice=_notice(request))


def _notice(request: Request) -> str:
    """Say that it is done, and where that is so what is left to whoever runs the server."""
    state = request.app.state
    with reading(state.engine) as session:
        is_left = bool(withheld(session, state.settings.snapshots))
    return SNAPSHOTS_LEFT if is_left else Verb.REDACT.value


def _to_redact(
    desk: Desk, subject: str, name: str, trouble: str | None = None, typed: str = ""
) -> ToRedact:
    if subject not in KINDS:
        raise NotFoundError(desk.tongue.say(NOTHING_THERE, id=name[:100]))
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    name = existing(desk.tongue, name)
    names = names_of_staff(desk.session)
    if subject == PROPOSAL:
        proposals = [find_proposal(desk.session, desk.tongue, name)]
    else:
        proposals = lists.about(desk.session, name, _MOST).items
    return ToRedact(
        subject=subject,
        kind=KINDS[subject],
        id=name,
        words=_words(view, subject, name),
        revisions=_revisions(view, subject, name),
        proposals=lines_of(desk, view, names, proposals),
        trouble=trouble,
        typed=typed,
    )


def _words(view: View, subject: str, name: str) -> Words | None:
    """Give what it says now; a proposal is shown by its line.

    Raises:
        NotFoundError: when there is no such entry.

    """
    if subject == PROPOSAL:
        return None
    found = names_of(view, [(subject, name)])
    if (subject, name) not in found:
        raise NotFoundError(view.tongue.say(NOTHING_THERE, id=name))
    return found[subject, name]


def _revisions(view: View, subject: str, name: str) -> Listing[RevisionLine] | None:
    if subject == PROPOSAL:
        return None
    return list_revisions(view, RevisionFilters(subject, name), Asked(_MOST, None))
