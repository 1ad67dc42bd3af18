"""What to copy to show something of ours on another site: badge, widget, card and their code."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from app.domain.messages import message
from app.links import BADGE, SHARE, WIDGET
from app.pages.faces import FACES, SITE, Face
from app.pages.page import AnyPage, Page
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.pages.taking import card_address
from app.queries.languages import Tongue
from app.wire.security import FRAMING

NAMED = message("{site}: {title}")
_IMAGE = Markup('<a href="{page}"><img src="{badge}" alt="{name}" height="28"></a>')
_FRAME = Markup(
    '<iframe src="{widget}" title="{name}" width="100%" height="360" style="border: 0"'
    ' loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
)
# Tags are of Markdown as well, and stand above brackets; the last three are of its dialects.
_SPECIAL_IN_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\[]*_`<>&~|$"})

router = page_router()


@dataclass(frozen=True, slots=True)
class Code:
    """Something to copy: its id in the page, what it is, and the text."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What the page shows: the face, the addresses of previews here, and the codes."""

    face: Face
    name: str
    badge: str
    widget: str
    card: str
    for_badge: list[Code]
    for_widget: list[Code]
    for_card: list[Code]


_PAGE = Template[Shared]("pages/share.html")


def shared(page: Page, face: Face) -> Shared:
    """Put together what is to be copied, in the language of the page and of its day."""
    tongue = Tongue(page.language)
    noun, name = page.noun or "scorecard", page.id
    badge = page.link(noun, name, under=BADGE)
    widget = page.link(noun, name, under=WIDGET)
    told = {
        "page": page.whole(page.link(noun, name)),
        "badge": page.whole(badge),
        "widget": page.whole(widget),
        "name": tongue.say(NAMED, site=tongue.say(SITE), title=face.title.text),
    }
    card = card_address(page)
    markdown = told | {"name": told["name"].translate(_SPECIAL_IN_MARKDOWN)}
    return Shared(
        face=face,
        name=told["name"],
        badge=badge,
        widget=widget,
        card=card.removeprefix(page.site or ""),
        for_badge=[
            Code("page_badge_html", message("Code of the badge (HTML)"), _written(_IMAGE, told)),
            Code(
                "page_badge_markdown",
                message("Code of the badge (Markdown)"),
                "[![{name}]({badge})]({page})".format(**markdown),
            ),
        ],
        for_widget=[
            Code("page_frame", message("Code of the widget (HTML)"), _written(_FRAME, told))
        ],
        for_card=[Code("page_card", message("Address of the picture"), card)],
    )


def _written(markup: Markup, told: dict[str, str]) -> str:
    """Fill markup, and give it as a text: it is shown to be copied, and nothing of it happens."""
    return str(markup.format(**told))


def _answer(page: Page, face: Face) -> HTMLResponse:
    answer = _PAGE.show(page, shared(page, face))
    answer.headers.update(FRAMING)
    return answer


for _path, _face in FACES.items():

    @router.get(f"{_path}/{SHARE}")
    def show_share(page: AnyPage, face: Annotated[Face, Depends(_face)]) -> HTMLResponse:
        """Show how to embed one kind of thing."""
        return _answer(page, face)
