"""A bar of totals drawn with Pillow, each piece with the pattern that it has on a page."""

from collections.abc import Sequence
from itertools import product

from PIL import Image, ImageDraw

from app.domain.vocabulary import NO_STATUS, Status
from app.pages.figures import IN_PART, Stretch
from app.pages.pictures.palette import AREAS, PAPER

_SMOOTH = 2
_GAP = 4
_STEP = 14 * _SMOOTH
_THIN = 5
_LEAST = 6


def bar_picture(pieces: Sequence[Stretch], wide: int, high: int) -> Image.Image:
    """Draw a bar, in pixels; the pieces are 100 wide together."""
    made = Image.new("RGB", (wide * _SMOOTH, high * _SMOOTH), PAPER)
    for one in pieces:
        start = round(one.start * wide / 100)
        end = max(round((one.start + one.width) * wide / 100) - _GAP, start + _LEAST)
        piece = _piece(one.mark, (end - start) * _SMOOTH, high * _SMOOTH)
        made.paste(piece, (start * _SMOOTH, 0))
    return made.resize((wide, high), Image.Resampling.BOX)


def _piece(mark: str, wide: int, high: int) -> Image.Image:
    piece = Image.new("RGB", (wide, high), AREAS[mark])
    draw_pattern = _PATTERNS.get(mark)
    if draw_pattern:
        draw_pattern(ImageDraw.Draw(piece), wide, high)
    return piece


def _stripes(ink: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    for x in range(-high, wide, _STEP):
        ink.line((x, high, x + high, 0), PAPER, _THIN)


def _lying_stripes(ink: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    for y in range(_STEP // 2, high, _STEP):
        ink.line((0, y, wide, y), PAPER, _THIN)


def _dots(ink: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    for x, y in product(range(_STEP // 2, wide, _STEP), range(_STEP // 2, high, _STEP)):
        ink.ellipse((x - _THIN, y - _THIN, x + _THIN, y + _THIN), PAPER)


def _outline(ink: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    ink.rectangle((0, 0, wide - 1, high - 1), PAPER, AREAS[NO_STATUS], 3)


_PATTERNS = {
    Status.CONTESTED.value: _stripes,
    IN_PART: _lying_stripes,
    Status.PLEDGED.value: _dots,
    NO_STATUS: _outline,
}
"""What is drawn over the colour of a piece; the rest is full."""
