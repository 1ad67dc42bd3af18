"""What was recorded about an entry, with the names of those who did it: for staff alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from app.domain.messages import message
from app.domain.vocabulary import Subject
from app.editing import lists
from app.errors import NotFoundError
from app.pages.changes import Day, change_of, days_of
from app.pages.page import Page
from app.queries.cursors import Asked
from app.queries.history import History, history_of_commitment, history_of_evidence
from app.queries.ids import existing
from app.queries.view import View, look
from app.staff.access import ReadingDesk
from app.staff.lines import Line, lines_of
from app.staff.links import PATHS
from app.staff.names import names_of_staff
from app.staff.page import DeskPage, StaffTemplate
from app.staff.routing import staff_router

router = staff_router()

_PER_PAGE = 50
NO_HISTORY = message("There is a history of commitments and of evidence: choose one of those.")


@dataclass(frozen=True, slots=True)
class HistoryAtDesk:
    """One page of a history by day, and the proposals that made it."""

    listing: History
    subject: Subject
    days: Sequence[Day]
    proposals: Sequence[Line]


_PAGE = StaffTemplate[HistoryAtDesk]("history.html")
_READERS: dict[str, Callable[[View, str, Asked], History]] = {
    Subject.COMMITMENT: history_of_commitment,
    Subject.EVIDENCE: history_of_evidence,
}


@router.get(PATHS["history"])
def show_history(
    request: Request,
    page: DeskPage,
    desk: ReadingDesk,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """Show who did what to a commitment or a piece of evidence, and when."""
    subject, name = request.path_params["subject"], request.path_params["id"]
    if subject not in _READERS:
        raise NotFoundError(desk.tongue.say(NO_HISTORY))
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    asked = Asked(_PER_PAGE, cursor)
    history = _READERS[subject](view, existing(desk.tongue, name), asked)
    names = names_of_staff(desk.session)
    public = Page(page.language)
    changes = [change_of(public, line, page.zone) for line in history.items]
    shown = HistoryAtDesk(
        listing=history,
        subject=Subject(subject),
        days=days_of(replace(one, actor=names.of_actor(one.actor)) for one in changes),
        proposals=lines_of(desk, view, names, lists.about(desk.session, name).items),
    )
    return _PAGE.show(page, shown)
