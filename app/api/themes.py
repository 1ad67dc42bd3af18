"""Themes as JSON."""

from typing import Annotated

from fastapi import Depends

from app.api.routing import NounRouter
from app.dependencies import theme_shown, themes_shown
from app.queries.group_shapes import ThemeLine, ThemeShape
from app.queries.shapes import Listing

router = NounRouter("themes")


@router.get("/themes")
def list_themes(shown: Annotated[Listing[ThemeLine], Depends(themes_shown)]) -> Listing[ThemeLine]:
    """List the fields of reform, in order, with their totals."""
    return shown


@router.get("/themes/{id}")
def show_theme(shown: Annotated[ThemeShape, Depends(theme_shown)]) -> ThemeShape:
    """Show one field of reform with its totals and its commitments."""
    return shown
