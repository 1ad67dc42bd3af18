"""Corrections as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import corrections_shown
from app.queries.corrections import Correction
from app.queries.shapes import Listing

router = NounRouter("corrections")


@router.get("/corrections")
def list_corrections(
    shown: Annotated[Listing[Correction], Depends(corrections_shown)],
) -> Listing[Correction]:
    """List what was withdrawn, replaced, redacted, retired or answered, newest first."""
    return shown
