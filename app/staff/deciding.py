"""What a button of a proposal's page does: one verb each, as the permission table says."""

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import Response

from app.domain.messages import message
from app.domain.workflow import Verb
from app.editing.desk import Desk
from app.editing.proposals import reopen, send_back, set_aside, submit, take_back
from app.editing.publishing import publish
from app.errors import FaultyDraftError, NotFoundError, ScorecardError, SignInNeededError
from app.staff.access import reading_desk, writing_desk
from app.staff.forms import Posted, PostedForm
from app.staff.links import PATHS
from app.staff.page import DeskPage
from app.staff.proposals import Answered, proposal_page
from app.staff.routing import go_to, staff_router

router = staff_router()

Act = Callable[[Desk, str, int, PostedForm], None]
"""What is done at a desk to the proposal of an id and a version, with what the form held."""

NO_SUCH_ACT = message("This cannot be done to a proposal: use the buttons of its page.")
NOT_OPENED = message(
    "Open the source, compare it with what is written here, and then tick that you did."
)


def _send_back(desk: Desk, proposal_id: str, version: int, posted: PostedForm) -> None:
    send_back(desk, proposal_id, version, posted.text("comment"))


def _publish(desk: Desk, proposal_id: str, version: int, posted: PostedForm) -> None:
    """Publish what the reviewer says they have held against its source.

    Asked last: who may not publish is told so first, and without the tick nothing is written.
    """
    publish(desk, proposal_id, version)
    if posted.text("opened") != "yes":
        raise FaultyDraftError([("opened", desk.tongue.say(NOT_OPENED))])


def _plainly(
    verb: Callable[[Desk, str, int], object],
) -> Act:
    """Do a verb that needs nothing but the version."""

    def act(desk: Desk, proposal_id: str, version: int, _posted: PostedForm) -> None:
        verb(desk, proposal_id, version)

    return act


_ACTS: dict[str, Act] = {
    Verb.SUBMIT: _plainly(submit),
    Verb.TAKE_BACK: _plainly(take_back),
    Verb.SET_ASIDE: _plainly(set_aside),
    Verb.REOPEN: _plainly(reopen),
    Verb.SEND_BACK: _send_back,
    Verb.PUBLISH: _publish,
}


@router.post(PATHS["proposal-act"])
def act(request: Request, page: DeskPage, posted: Posted, id: str, act: str) -> Response:  # noqa: A002 - the address says id
    """Do it and lead back to the page, or show the page with the reason why it was not done."""
    try:
        with writing_desk(request) as desk:
            _act_of(desk, act)(desk, id, version_in(posted), posted)
    except (SignInNeededError, NotFoundError):
        raise
    except ScorecardError as error:
        with reading_desk(request) as desk:
            answered = Answered(act, error.detail, posted.text("comment"), error.status)
            return proposal_page(page, desk, id, answered)
    return go_to("proposal", id=id, notice=act)


def _act_of(desk: Desk, name: str) -> Act:
    if name not in _ACTS:
        raise NotFoundError(desk.tongue.say(NO_SUCH_ACT))
    return _ACTS[name]


def version_in(posted: PostedForm) -> int:
    """Read the version that a form was made for; what is no number is the version of nothing."""
    written = posted.text("version")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0  # noqa: PLR2004 - digits of any version
