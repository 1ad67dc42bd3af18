"""The whole scorecard as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import scorecard_shown
from app.queries.scorecard import Scorecard

router = NounRouter("scorecard")


@router.get("/scorecard")
def show_scorecard(shown: Annotated[Scorecard, Depends(scorecard_shown)]) -> Scorecard:
    """Show totals by status, instrument and theme, and the commitments of each instrument."""
    return shown
