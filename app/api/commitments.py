"""Commitments as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import (
    commitment_history_shown,
    commitment_shown,
    commitments_shown,
    facets_shown,
)
from app.queries.found_shapes import CommitmentsFound, Facets
from app.queries.history import History
from app.queries.shapes import CommitmentShape

router = NounRouter("commitments")


@router.get("/commitments")
def list_commitments(
    shown: Annotated[CommitmentsFound, Depends(commitments_shown)],
) -> CommitmentsFound:
    """List the commitments that existed on the day, filtered, searched and ordered."""
    return shown


# Before the address of one: no commitment has this id.
@router.get("/commitments/facets")
def count_choices(shown: Annotated[Facets, Depends(facets_shown)]) -> Facets:
    """Count, for each choice of each filter, what the list would hold with it."""
    return shown


@router.get("/commitments/{id}")
def show_commitment(
    shown: Annotated[CommitmentShape, Depends(commitment_shown)],
) -> CommitmentShape:
    """Show one commitment with all its evidence and the history of its readings."""
    return shown


@router.get("/commitments/{id}/history")
def show_commitment_history(
    shown: Annotated[History, Depends(commitment_history_shown)],
) -> History:
    """Show all that was recorded about a commitment and the evidence on it, newest first."""
    return shown
