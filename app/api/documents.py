"""Documents as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import document_shown, documents_shown
from app.queries.shapes import DocumentShape
from app.queries.source_shapes import DocumentListing

router = NounRouter("documents")


@router.get("/documents")
def list_documents(
    shown: Annotated[DocumentListing, Depends(documents_shown)],
) -> DocumentListing:
    """List the sources, newest first, those without a date last."""
    return shown


@router.get("/documents/{id}")
def show_document(shown: Annotated[DocumentShape, Depends(document_shown)]) -> DocumentShape:
    """Show one source with all the evidence that was taken from it."""
    return shown
