"""The public ledger: its newest number and hash, what they prove, and how to check them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.dependencies import ledger_shown
from app.pages.page import PresentPage
from app.pages.rendering import Template
from app.pages.routing import PageRoute
from app.queries.revision_shapes import Ledger

router = APIRouter(route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """How far the ledger has come; `time` is in the installation's time zone."""

    ledger: Ledger
    time: datetime | None


_PAGE = Template[LedgerShown]("pages/ledger.html")


@router.get("/ledger")
def show_ledger(
    request: Request, page: PresentPage, ledger: Annotated[Ledger, Depends(ledger_shown)]
) -> HTMLResponse:
    """Show the newest number and hash."""
    zone = request.app.state.settings.zone
    time = datetime.fromisoformat(ledger.time).astimezone(zone) if ledger.time else None
    return _PAGE.show(page, LedgerShown(ledger, time))
