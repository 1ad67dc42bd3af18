"""The method: the page prints the rule from the module that applies it."""

from types import ModuleType

from fastapi.responses import HTMLResponse

from app.domain import methodology
from app.pages.page import PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router

router = page_router()

# The template shows the public names of the module.
_PAGE = Template[ModuleType]("pages/methodology.html")


@router.get("/methodology")
def show_methodology(page: PresentPage) -> HTMLResponse:
    """Show how a status is decided."""
    return _PAGE.show(page, methodology)
