"""The guide for those who record evidence, in the reader's language, from its file in `docs`."""

from dataclasses import dataclass
from functools import cache

from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.domain.vocabulary import Language
from app.settings import bundled
from app.staff.links import PATHS
from app.staff.page import DeskPage, StaffTemplate
from app.staff.routing import staff_router

router = staff_router()

GUIDES = {
    Language.ENGLISH: "evidence-guide.md",
    Language.RUSSIAN: "evidence-guide.ru.md",
    Language.KAZAKH: "evidence-guide.kk.md",
}
"""The file of `docs` that holds the guide in each language."""

_QUOTES = {Language.ENGLISH: "“”‘’", Language.RUSSIAN: "«»„“", Language.KAZAKH: "«»“”"}


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide as HTML; its title is the first heading."""

    text: Markup


_PAGE = StaffTemplate[Guide]("guide.html")


@router.get(PATHS["guide"])
def show_guide(page: DeskPage) -> HTMLResponse:
    """Show how to record evidence."""
    return _PAGE.show(page, Guide(_written(page.language)))


@cache
def _written(language: Language) -> Markup:
    """Make HTML of the guide; a tag that stood in it would be shown, not obeyed."""
    source = (bundled("docs") / GUIDES[language]).read_text(encoding="utf-8")
    options = {"html": False, "typographer": True, "quotes": _QUOTES[language]}
    made = MarkdownIt("commonmark", options)
    written = made.enable(["table", "smartquotes"]).render(source)
    return Markup(written)  # noqa: S704 - of our own file, by a renderer that escapes
