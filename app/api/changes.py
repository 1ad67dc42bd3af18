"""What changed, as JSON: for whoever keeps a copy in step."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import changes_shown
from app.queries.following_shapes import Changes

router = NounRouter("changes")


@router.get("/changes")
def list_changes(shown: Annotated[Changes, Depends(changes_shown)]) -> Changes:
    """List what was recorded after a place in the ledger, oldest first, and how it reads now."""
    return shown
