"""The history of a commitment or a piece of evidence: who changed what in it, and when."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from app.dependencies import commitment_history_shown, evidence_history_shown
from app.domain.vocabulary import Subject
from app.pages.changes import Day, change_of, days_of
from app.pages.page import Page, PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.history import History

router = page_router()


@dataclass(frozen=True, slots=True)
class HistoryShown:
    """One page of a history by day, and what sort of thing it is of."""

    listing: History
    subject: Subject
    days: list[Day]


_PAGE = Template[HistoryShown]("pages/history.html")


@router.get("/commitments/{id}/history")
def show_commitment_history(
    request: Request,
    page: PresentPage,
    history: Annotated[History, Depends(commitment_history_shown)],
) -> HTMLResponse:
    """Show what was recorded about a commitment and the evidence on it."""
    return _shown(request, page, history, Subject.COMMITMENT)


@router.get("/evidence/{id}/history")
def show_evidence_history(
    request: Request,
    page: PresentPage,
    history: Annotated[History, Depends(evidence_history_shown)],
) -> HTMLResponse:
    """Show what was recorded about a piece of evidence."""
    return _shown(request, page, history, Subject.EVIDENCE)


def _shown(request: Request, page: Page, history: History, subject: Subject) -> HTMLResponse:
    zone = request.app.state.settings.zone
    days = days_of(change_of(page, line, zone) for line in history.items)
    return _PAGE.show(page, HistoryShown(history, subject, days))
