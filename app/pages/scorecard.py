"""The first page: what this is, every commitment as a square, and where all of them stand."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import scorecard_shown
from app.pages.page import AnyPage
from app.pages.pictures.line import OverTime, over_time
from app.pages.pictures.squares import has_squares
from app.pages.pictures.voices import Voices
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.scorecard import Scorecard

router = page_router()


@dataclass(frozen=True, slots=True)
class Pictured:
    """The scorecard with what its pictures draw; without squares where they are too many."""

    card: Scorecard
    has_squares: bool
    over_time: OverTime | None
    voices: Voices


_PAGE = Template[Pictured]("pages/scorecard.html")


@router.get("/")
def show_scorecard(
    page: AnyPage, shown: Annotated[Scorecard, Depends(scorecard_shown)]
) -> HTMLResponse:
    """Show totals and pictures, then the commitments of each instrument."""
    pictured = Pictured(
        card=shown,
        has_squares=has_squares(shown.totals),
        over_time=over_time(shown.over_time),
        voices=Voices(**shown.voices.model_dump()),
    )
    return _PAGE.show(page, pictured)
