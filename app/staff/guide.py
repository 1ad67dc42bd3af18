"""The guide for those who record evidence, from the one file that holds it."""

from dataclasses import dataclass
from functools import cache

from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.settings import bundled
from app.staff.links import PATHS
from app.staff.page import DeskPage, StaffTemplate
from app.staff.routing import staff_router

router = staff_router()


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide as HTML; its title is the first heading."""

    text: Markup


_PAGE = StaffTemplate[Guide]("guide.html")


@router.get(PATHS["guide"])
def show_guide(page: DeskPage) -> HTMLResponse:
    """Show how to record evidence."""
    return _PAGE.show(page, Guide(_written()))


@cache
def _written() -> Markup:
    """Make HTML of the guide; a tag that stood in it would be shown, not obeyed."""
    source = (bundled("docs") / "evidence-guide.md").read_text(encoding="utf-8")
    made = MarkdownIt("commonmark", {"html": False, "typographer": True})
    written = made.enable(["table", "smartquotes"]).render(source)
    return Markup(written)  # noqa: S704 - of our own file, by a renderer that escapes
