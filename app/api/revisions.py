"""The public ledger as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import revisions_shown
from app.queries.revision_shapes import RevisionLine
from app.queries.shapes import Listing

router = NounRouter("revisions")


@router.get("/revisions")
def list_revisions(
    shown: Annotated[Listing[RevisionLine], Depends(revisions_shown)],
) -> Listing[RevisionLine]:
    """List what was recorded in the public ledger, newest first."""
    return shown
