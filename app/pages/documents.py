"""Documents: the sources, and what was taken from each."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import document_shown, documents_shown
from app.pages.page import PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.shapes import DocumentShape
from app.queries.source_shapes import DocumentListing

router = page_router()
_LIST = Template[DocumentListing]("pages/documents.html")
_PAGE = Template[DocumentShape]("pages/document.html")


@router.get("/documents")
def list_documents(
    page: PresentPage, shown: Annotated[DocumentListing, Depends(documents_shown)]
) -> HTMLResponse:
    """Show one page of the list of sources."""
    return _LIST.show(page, shown)


@router.get("/documents/{id}")
def show_document(
    page: PresentPage, shown: Annotated[DocumentShape, Depends(document_shown)]
) -> HTMLResponse:
    """Show one source with all the evidence taken from it."""
    return _PAGE.show(page, shown)
