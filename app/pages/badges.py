"""Badges as SVG, for other sites and for read-me files: the status, or the totals, and the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from babel.dates import format_date
from fastapi import Depends
from starlette.responses import Response

from app.domain.labels import label_of
from app.domain.messages import message
from app.domain.vocabulary import Action, Language
from app.links import BADGE
from app.pages.faces import FACES, SITE, Face, in_numbers, written_number
from app.pages.figures import main_figures
from app.pages.page import AnyPage, Page
from app.pages.pictures.lettering import SANS, SANS_STRONG, font, width
from app.pages.pictures.marks import STROKES, Stroke
from app.pages.pictures.palette import MARKS
from app.pages.rendering import environment
from app.pages.routing import page_router
from app.queries.languages import Tongue
from app.wire.kept import kept

AS_OF = message("{status}, as of {day}")
_SIZE = 13
# The reader's own font stands there, which may be wider than the one that is measured.
_SPARE = 1.1
_EDGE, _MARK_ROOM = 9, 19

router = page_router()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a badge: where it begins, a mark in its colour if it has one, and a text."""

    start: int
    text: str
    colour: str
    strokes: tuple[Stroke, ...] = ()

    @property
    def text_start(self) -> int:
        """Where the text begins, behind the mark."""
        return self.start + (_MARK_ROOM if self.strokes else 0)


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge as it is drawn: `name` is the left part, and `name_width` how wide that is."""

    title: str
    name: str
    name_width: int
    pieces: list[Piece]
    day: Piece
    width: int


def badge_of(page: Page, face: Face) -> Badge:
    """Say in the page's language what stands on the badge of something."""
    tongue = Tongue(page.language)
    name = tongue.say(SITE)
    start = _EDGE + _measured(name, SANS_STRONG) + _EDGE
    pieces, end = [], start + _EDGE
    for mark, text in _marked(tongue, face):
        piece = Piece(end, text, MARKS[mark], STROKES[mark])
        pieces.append(piece)
        end = piece.text_start + _measured(text, SANS_STRONG) + _EDGE
    shown = page.past_day or page.today or date.min
    day = Piece(end, _short(shown, page.language), "")
    whole = end + _measured(day.text, SANS) + _EDGE
    title = f"{face.title.text}: {_said(page, face, shown)}"
    return Badge(title, name, start, pieces, day, whole)


def _marked(tongue: Tongue, face: Face) -> Iterator[tuple[str, str]]:
    """Give the marks with their words or numbers; what has left the registry has no status."""
    if face.retired_on:
        yield "none", tongue.say(label_of(Action.RETIRED).name)
    elif face.standing:
        yield face.standing.mark, tongue.say(face.standing.label.name)
    elif face.totals:
        for one in main_figures(face.totals):
            yield one.mark, written_number(one.number, tongue.language)


def _said(page: Page, face: Face, day: date) -> str:
    """Say the same in words."""
    if face.totals and not face.retired_on:
        return in_numbers(page.language, face.totals, day)
    tongue = Tongue(page.language)
    [(_, status)] = _marked(tongue, face)
    return tongue.say(AS_OF, status=status, day=tongue.write_date(day.isoformat()))


def _short(day: date, language: Language) -> str:
    locale = "en_GB" if language is Language.ENGLISH else language.value
    return str(format_date(day, "medium", locale=locale))


def _measured(text: str, name: str) -> int:
    return round(width(text, font(name, _SIZE)) * _SPARE)


def _answer(page: Page, face: Face) -> Response:
    template = environment(page.language).get_template("parts/badge.svg")
    drawn = template.render(page=page, shown=badge_of(page, face))
    return kept(drawn.encode(), "image/svg+xml")


for _path, _face in FACES.items():

    @router.get(f"{_path}/{BADGE}", response_class=Response)
    def show_badge(page: AnyPage, face: Annotated[Face, Depends(_face)]) -> Response:
        """Show the badge of one kind of thing."""
        return _answer(page, face)
