"""Instruments: the texts in which commitments were made."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import instrument_shown, instruments_shown
from app.pages.page import AnyPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.group_shapes import InstrumentLine, InstrumentShape
from app.queries.shapes import Listing

router = page_router()
_LIST = Template[Listing[InstrumentLine]]("pages/instruments.html")
_PAGE = Template[InstrumentShape]("pages/instrument.html")


@router.get("/instruments")
def list_instruments(
    page: AnyPage, shown: Annotated[Listing[InstrumentLine], Depends(instruments_shown)]
) -> HTMLResponse:
    """Show all instruments with their totals."""
    return _LIST.show(page, shown)


@router.get("/instruments/{id}")
def show_instrument(
    page: AnyPage, shown: Annotated[InstrumentShape, Depends(instrument_shown)]
) -> HTMLResponse:
    """Show one instrument with its commitments."""
    return _PAGE.show(page, shown)
