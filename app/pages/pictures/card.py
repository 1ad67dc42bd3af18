"""A card for links on other sites: 1200 by 630 pixels, as they all take it, drawn with Pillow.

What it says comes complete, as texts in the language of the page; here it is only put in place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from app.pages.figures import Stretch
from app.pages.pictures.bar import bar_picture
from app.pages.pictures.lettering import SANS, SANS_STRONG, SERIF, Font, fitted, font, lines, width
from app.pages.pictures.marks import mark
from app.pages.pictures.palette import ACCENT, INK, LINE, MARKS, PAPER, SOFT

WIDE, HIGH = 1200, 630
_EDGE = 72
_ROOM = WIDE - 2 * _EDGE
_TITLE_SIZES = (84, 68, 60, 52, 46)
_TITLE_HIGH = 232
_NUMBER_SIZES = (50, 42, 36, 30)
_LEADING = 1.17


@dataclass(frozen=True, slots=True)
class Amount:
    """A number among totals: its mark, its word, and the number as it is written."""

    mark: str
    word: str
    number: str


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: a status with its reason, or amounts with their bar.

    `site` is the name of the site and `host` its address, if it is known; `day` says of which day
    the card is; `beside` is what the title belongs to.
    """

    site: str
    host: str
    day: str
    title: str
    beside: str = ""
    status: Amount | None = None
    reason: str = ""
    amounts: tuple[Amount, ...] = ()
    pieces: tuple[Stretch, ...] = ()


def draw(card: Card) -> bytes:
    """Draw a card as PNG."""
    sheet = _Sheet()
    sheet.head(card)
    sheet.title(card.title)
    if card.status:
        sheet.status(card.status, card.reason)
    elif card.amounts:
        sheet.totals(card)
    sheet.foot(card)
    made = BytesIO()
    # Few colours: a third of the size, and no eye sees the difference.
    sheet.picture.quantize(96, Image.Quantize.FASTOCTREE).save(made, "PNG", compress_level=6)
    return made.getvalue()


class _Sheet:
    """A card being drawn, from above to below."""

    def __init__(self) -> None:
        self.picture = Image.new("RGB", (WIDE, HIGH), PAPER)
        self._ink = ImageDraw.Draw(self.picture)
        self._ink.rectangle((0, 0, WIDE, 13), ACCENT)

    def head(self, card: Card) -> None:
        """Write the name of the site, and beside it what the title belongs to."""
        name = font(SERIF, 34)
        self._write((_EDGE, 48), card.site, name, INK)
        if card.beside:
            start = _EDGE + round(width(card.site, name)) + 28
            small = font(SANS, 27)
            [words] = fitted(card.beside, small, WIDE - _EDGE - start, 1)
            self._ink.line((start - 14, 58, start - 14, 90), LINE, 2)
            self._write((start, 54), words, small, SOFT)

    def title(self, title: str) -> None:
        """Write the title as large as it fits, and cut it where even the smallest is too large."""
        for size in _TITLE_SIZES:
            letters, step = font(SERIF, size), round(size * _LEADING)
            most = _TITLE_HIGH // step
            if len(lines(title, letters, _ROOM)) <= most:
                break
        for number, line in enumerate(fitted(title, letters, _ROOM, most)):
            self._write((_EDGE, 118 + number * step), line, letters, INK)

    def status(self, status: Amount, reason: str) -> None:
        """Draw a status by shape, colour and word, and write its reason."""
        self.picture.paste(mark(status.mark, 56), (_EDGE, 404))
        letters = font(SERIF, 48)
        [word] = fitted(status.word, letters, _ROOM - 76, 1)
        self._write((_EDGE + 76, 397), word, letters, MARKS[status.mark])
        small = font(SANS, 28)
        for number, line in enumerate(fitted(reason, small, _ROOM, 2)):
            self._write((_EDGE, 474 + number * 38), line, small, INK)

    def totals(self, card: Card) -> None:
        """Draw the bar, and beneath it every amount in a column of its own."""
        self.picture.paste(bar_picture(card.pieces, _ROOM, 40), (_EDGE, 386))
        column = _ROOM // len(card.amounts)
        large, small = _widest_that_fits(card.amounts, column - 58), font(SANS, 24)
        for number, one in enumerate(card.amounts):
            left = _EDGE + number * column
            self.picture.paste(mark(one.mark, 34), (left, 454))
            self._write((left + 46, 484 - round(large.size)), one.number, large, MARKS[one.mark])
            for place, line in enumerate(fitted(one.word, small, column - 18, 2)):
                self._write((left, 500 + place * 29), line, small, INK)

    def foot(self, card: Card) -> None:
        """Write the day, and where the site is."""
        letters = font(SANS_STRONG, 23)
        self._ink.line((_EDGE, 568, WIDE - _EDGE, 568), LINE, 2)
        self._write((_EDGE, 578), card.day, letters, SOFT)
        left = WIDE - _EDGE - round(width(card.host, letters))
        self._write((left, 578), card.host, letters, SOFT)

    def _write(self, place: tuple[int, int], text: str, letters: Font, colour: str) -> None:
        self._ink.text(place, text, colour, letters)


def _widest_that_fits(amounts: Sequence[Amount], room: float) -> Font:
    """Choose the largest size in which each number stands in its column."""
    sizes = (font(SERIF, size) for size in _NUMBER_SIZES)
    fitting = (one for one in sizes if all(width(each.number, one) <= room for each in amounts))
    return next(fitting, font(SERIF, _NUMBER_SIZES[-1]))
