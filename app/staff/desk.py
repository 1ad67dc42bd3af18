"""The first page of the desk: what waits for whoever reads it, and what waits for anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.domain.workflow import State
from app.editing import lists
from app.editing.desk import Desk
from app.editing.lists import ProposalList
from app.queries.commitments import Paging, Sort, list_commitments, neglected
from app.queries.filters import Filters, StatusFilter
from app.queries.shapes import CommitmentLine, Listing
from app.queries.view import View, look
from app.staff.access import ReadingDesk
from app.staff.lines import Line, lines_of
from app.staff.links import PATHS
from app.staff.names import names_of_staff
from app.staff.page import DeskPage, StaffTemplate
from app.staff.routing import staff_router
from app.store.tables import RegistryState

router = staff_router()

_FEW = 5
_MINE = 50
_IN_QUEUE = 25


@dataclass(frozen=True, slots=True)
class DeskShown:
    """What waits. `faults` are those of the registry file, if it could not be loaded lately."""

    returned: Sequence[Line]
    drafts: Sequence[Line]
    waiting: Sequence[Line]
    waiting_total: int
    neglected: Sequence[CommitmentLine]
    overdue: Listing[CommitmentLine]
    contested: Listing[CommitmentLine]
    faults: Sequence[str]
    recent: Sequence[Line]
    set_aside: Sequence[Line]

    @property
    def contested_filter(self) -> dict[str, str]:
        """What asks the public list for all that are contested."""
        return {"status": StatusFilter.CONTESTED.value}


@dataclass(frozen=True, slots=True)
class QueueShown:
    """One page of the review queue; `after` and `before` are where the next ones begin."""

    lines: Sequence[Line]
    total: int
    after: int | None
    before: int | None


_DESK = StaffTemplate[DeskShown]("desk.html")
_QUEUE = StaffTemplate[QueueShown]("queue.html")


@router.get(PATHS["desk"])
def show_desk(page: DeskPage, desk: ReadingDesk) -> HTMLResponse:
    """Show what is to be done."""
    return _DESK.show(page, _shown(desk))


@router.get(PATHS["queue"])
def show_queue(
    page: DeskPage, desk: ReadingDesk, begin: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> HTMLResponse:
    """Show what waits for review, the longest waiting first."""
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    found = lists.waiting(desk.session, _IN_QUEUE, begin)
    end = begin + _IN_QUEUE
    shown = QueueShown(
        lines=lines_of(desk, view, names_of_staff(desk.session), found.items),
        total=found.total,
        after=end if end < found.total else None,
        before=max(begin - _IN_QUEUE, 0) if begin else None,
    )
    return _QUEUE.show(page, shown)


def _shown(desk: Desk) -> DeskShown:
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    names = names_of_staff(desk.session)
    session, number = desk.session, desk.actor.number
    mine = lists.drafts_of(session, number, _MINE).items
    waiting = lists.waiting(session, _FEW)

    def lines(found: ProposalList) -> list[Line]:
        return lines_of(desk, view, names, found.items)

    returned = [one for one in mine if one.state is State.RETURNED]
    drafts = [one for one in mine if one.state is not State.RETURNED]
    return DeskShown(
        returned=lines_of(desk, view, names, returned),
        drafts=lines_of(desk, view, names, drafts),
        waiting=lines(waiting),
        waiting_total=waiting.total,
        neglected=neglected(view, _FEW),
        overdue=_some(view, Filters(overdue=True), Sort.DUE),
        contested=_some(view, Filters(status=StatusFilter.CONTESTED), Sort.NEWEST),
        faults=_faults(session),
        recent=lines(lists.recent(session, _FEW)),
        set_aside=lines(lists.set_aside_by(session, number, _FEW)),
    )


def _some(view: View, filters: Filters, sort: Sort) -> Listing[CommitmentLine]:
    return list_commitments(view, filters, Paging(sort=sort, limit=_FEW))


def _faults(session: Session) -> list[str]:
    state = session.get(RegistryState, 1)
    return list(state.faults or []) if state else []
