"""Widgets: small pages for a frame on another site, with a status or totals and a way back here.

They alone may stand in a frame of another site. They have no navigation, and links open a new tab.
"""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.links import WIDGET
from app.pages.faces import FACES, Face
from app.pages.page import AnyPage, Page
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.wire.kept import KEPT
from app.wire.security import FRAMED

router = page_router()
_PAGE = Template[Face]("pages/widget.html")


def _answer(page: Page, face: Face) -> HTMLResponse:
    answer = _PAGE.show(page, face)
    # A search finds the page itself, not what others show of it.
    answer.headers.update(KEPT | FRAMED | {"X-Robots-Tag": "noindex"})
    return answer


for _path, _face in FACES.items():

    @router.get(f"{_path}/{WIDGET}")
    def show_widget(page: AnyPage, face: Annotated[Face, Depends(_face)]) -> HTMLResponse:
        """Show the widget of one kind of thing."""
        return _answer(page, face)
