"""A commitment as staff work on it: found, read with its evidence, and looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from app.domain.workflow import Verb, refusal
from app.editing import lists
from app.editing.looking import look as look_at
from app.pages.commitment import CommitmentShown, arranged
from app.queries.commitments import Paging, find_commitment, list_commitments
from app.queries.documents import find_document
from app.queries.filters import Filters
from app.queries.ids import existing
from app.queries.shapes import CommitmentLine, DocumentShape, Listing
from app.queries.view import look
from app.staff.access import ReadingDesk, WritingDesk
from app.staff.lines import Line, lines_of
from app.staff.links import PATHS
from app.staff.names import names_of_staff
from app.staff.page import DeskPage, StaffTemplate
from app.staff.routing import go_to, staff_router

router = staff_router()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for commitments found; None before anything was asked."""

    asked: str
    listing: Listing[CommitmentLine] | None


@dataclass(frozen=True, slots=True)
class CommitmentAtDesk:
    """A commitment arranged as the public sees it, and what is being prepared about it."""

    arranged: CommitmentShown
    is_looked_at_today: bool
    prepared: Sequence[Line]
    may_redact: bool


@dataclass(frozen=True, slots=True)
class DocumentAtDesk:
    """A document with what was taken from it, and the proposals about it."""

    document: DocumentShape
    proposals: Sequence[Line]
    may_redact: bool


_SEARCH = StaffTemplate[Found]("commitments.html")
_COMMITMENT = StaffTemplate[CommitmentAtDesk]("commitment.html")
_DOCUMENT = StaffTemplate[DocumentAtDesk]("document.html")


@router.get(PATHS["commitments"])
def search(
    page: DeskPage,
    desk: ReadingDesk,
    q: Annotated[str, Query(max_length=200)] = "",
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """Find commitments by words; without any, list them all."""
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    asked = q.replace("\x00", "").strip()
    filters = Filters(q=asked or None)
    return _SEARCH.show(page, Found(asked, list_commitments(view, filters, Paging(cursor=cursor))))


@router.get(PATHS["commitment"])
def show_commitment(page: DeskPage, desk: ReadingDesk, id: str) -> Response:  # noqa: A002 - the address says id
    """Show where a commitment stands, with what can be done about it."""
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    found = find_commitment(view, existing(desk.tongue, id))
    prepared = lists.concerning(desk.session, found.id).items
    shown = CommitmentAtDesk(
        arranged(found),
        found.looked_at == desk.today.isoformat(),
        lines_of(desk, view, names_of_staff(desk.session), prepared),
        refusal(Verb.REDACT, desk.actor) is None,
    )
    return _COMMITMENT.show(page, shown)


@router.post(PATHS["looked-at"])
def post_look(_request: Request, _page: DeskPage, desk: WritingDesk, id: str) -> Response:  # noqa: A002 - as above
    """Record that somebody looked for news today and found none."""
    look_at(desk, id)
    return go_to("commitment", id=id, notice=Verb.LOOK.value)


@router.get(PATHS["document"])
def show_document(page: DeskPage, desk: ReadingDesk, id: str) -> Response:  # noqa: A002 - as above
    """Show a document with what can be done about it."""
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    document = find_document(view, existing(desk.tongue, id))
    names = names_of_staff(desk.session)
    proposals = lists.about(desk.session, document.id).items
    shown = DocumentAtDesk(
        document,
        lines_of(desk, view, names, proposals),
        refusal(Verb.REDACT, desk.actor) is None,
    )
    return _DOCUMENT.show(page, shown)
