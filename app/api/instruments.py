"""Instruments as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import instrument_shown, instruments_shown
from app.queries.group_shapes import InstrumentLine, InstrumentShape
from app.queries.shapes import Listing

router = NounRouter("instruments")


@router.get("/instruments")
def list_instruments(
    shown: Annotated[Listing[InstrumentLine], Depends(instruments_shown)],
) -> Listing[InstrumentLine]:
    """List the texts in which commitments were made, in order, with their totals."""
    return shown


@router.get("/instruments/{id}")
def show_instrument(
    shown: Annotated[InstrumentShape, Depends(instrument_shown)],
) -> InstrumentShape:
    """Show one text with its totals and its commitments."""
    return shown
