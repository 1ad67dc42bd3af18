"""Evidence as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import evidence_history_shown, evidence_list_shown, evidence_shown
from app.queries.history import History
from app.queries.shapes import EvidenceShape, Listing
from app.queries.source_shapes import EvidenceInFull

router = NounRouter("evidence")


@router.get("/evidence")
def list_evidence(
    shown: Annotated[Listing[EvidenceShape], Depends(evidence_list_shown)],
) -> Listing[EvidenceShape]:
    """List all evidence, newest first, each with its source and what it concerns."""
    return shown


@router.get("/evidence/{id}")
def show_evidence(shown: Annotated[EvidenceInFull, Depends(evidence_shown)]) -> EvidenceInFull:
    """Show one piece of evidence with its source and what it concerns."""
    return shown


@router.get("/evidence/{id}/history")
def show_evidence_history(
    shown: Annotated[History, Depends(evidence_history_shown)],
) -> History:
    """Show all that was recorded about a piece of evidence, newest first."""
    return shown
