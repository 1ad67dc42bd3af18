"""What changed between two days, as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import comparison_shown
from app.queries.comparison_shapes import Comparison

router = NounRouter("comparison")


@router.get("/comparison")
def compare_days(shown: Annotated[Comparison, Depends(comparison_shown)]) -> Comparison:
    """Compare two days: what reads otherwise, by which evidence, and the totals of both."""
    return shown
