"""What changed: the public ledger by day, newest first."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from app.dependencies import RevisionsAsked, revisions_shown
from app.pages.changes import Day, days_of, headline
from app.pages.page import PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.parameters import AskedRevisions
from app.queries.revision_shapes import RevisionLine
from app.queries.shapes import Listing

router = page_router()


@dataclass(frozen=True, slots=True)
class RevisionsShown:
    """One page of the ledger by day; `asked` narrows it to one entry, one kind or one number."""

    listing: Listing[RevisionLine]
    days: list[Day]
    asked: AskedRevisions


_LIST = Template[RevisionsShown]("pages/revisions.html")


@router.get("/revisions")
def list_revisions(
    request: Request,
    page: PresentPage,
    asked: RevisionsAsked,
    listing: Annotated[Listing[RevisionLine], Depends(revisions_shown)],
) -> HTMLResponse:
    """Show one page of what was recorded."""
    zone = request.app.state.settings.zone
    days = days_of(headline(page, line, zone) for line in listing.items)
    return _LIST.show(page, RevisionsShown(listing, days, asked))
