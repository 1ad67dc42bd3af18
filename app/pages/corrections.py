"""Corrections: what was taken back in public, by day, and how to report an error."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from app.dependencies import corrections_shown
from app.domain.vocabulary import Action
from app.pages.changes import Day, correction_of, days_of
from app.pages.page import PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.corrections import ENDING, Correction
from app.queries.shapes import Listing

router = page_router()


@dataclass(frozen=True, slots=True)
class CorrectionsShown:
    """One page of the corrections by day, and the sorts of correction there are."""

    listing: Listing[Correction]
    days: list[Day]
    actions: Sequence[Action]


_LIST = Template[CorrectionsShown]("pages/corrections.html")


@router.get("/corrections")
def list_corrections(
    request: Request,
    page: PresentPage,
    listing: Annotated[Listing[Correction], Depends(corrections_shown)],
) -> HTMLResponse:
    """Show one page of the corrections."""
    zone = request.app.state.settings.zone
    days = days_of(correction_of(page, line, zone) for line in listing.items)
    return _LIST.show(page, CorrectionsShown(listing, days, ENDING))
