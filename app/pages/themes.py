"""Themes: the fields of reform that commitments belong to."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import theme_shown, themes_shown
from app.pages.page import AnyPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.group_shapes import ThemeLine, ThemeShape
from app.queries.shapes import Listing

router = page_router()
_LIST = Template[Listing[ThemeLine]]("pages/themes.html")
_PAGE = Template[ThemeShape]("pages/theme.html")


@router.get("/themes")
def list_themes(
    page: AnyPage, shown: Annotated[Listing[ThemeLine], Depends(themes_shown)]
) -> HTMLResponse:
    """Show all themes with their totals."""
    return _LIST.show(page, shown)


@router.get("/themes/{id}")
def show_theme(page: AnyPage, shown: Annotated[ThemeShape, Depends(theme_shown)]) -> HTMLResponse:
    """Show one theme with its commitments."""
    return _PAGE.show(page, shown)
