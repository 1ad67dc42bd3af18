"""The first page: what this is, the totals, and every commitment by the text it was made in."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app.dependencies import scorecard_shown
from app.pages.page import AnyPage
from app.pages.rendering import Template
from app.pages.routing import PageRoute
from app.queries.scorecard import Scorecard

router = APIRouter(route_class=PageRoute)

_PAGE = Template[Scorecard]("pages/scorecard.html")


@router.get("/")
def show_scorecard(
    page: AnyPage, shown: Annotated[Scorecard, Depends(scorecard_shown)]
) -> HTMLResponse:
    """Show totals, then the commitments of each instrument."""
    return _PAGE.show(page, shown)
