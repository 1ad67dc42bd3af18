"""Evidence: one piece by itself, so that it can be cited, even after it was withdrawn."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import evidence_shown
from app.pages.page import AnyPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.source_shapes import EvidenceInFull

router = page_router()
_PAGE = Template[EvidenceInFull]("pages/evidence.html")


@router.get("/evidence/{id}")
def show_evidence(
    page: AnyPage, shown: Annotated[EvidenceInFull, Depends(evidence_shown)]
) -> HTMLResponse:
    """Show one piece of evidence with its source and what it concerns."""
    return _PAGE.show(page, shown)
