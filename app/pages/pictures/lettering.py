"""Lettering for pictures: fonts that come along, and text broken by its measured width.

A slim server has no fonts. `app/pages/fonts/` holds the letters of the three languages; a letter of
another script is drawn as an empty box.
"""

from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import ImageFont

SERIF, SANS, SANS_STRONG = "NotoSerif-SemiBold", "NotoSans-Regular", "NotoSans-SemiBold"
CUT = "…"

Font = ImageFont.FreeTypeFont


@cache
def _file(name: str) -> bytes:
    return (files("app.pages") / "fonts" / f"{name}.ttf").read_bytes()


@cache
def font(name: str, size: int) -> Font:
    """Give a font in a size, in pixels. Its letters stand one after the other, without shaping."""
    return ImageFont.truetype(BytesIO(_file(name)), size, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, letters: Font) -> float:
    """Measure a line."""
    return float(letters.getlength(text))


def lines(text: str, letters: Font, room: float) -> list[str]:
    """Break a text into lines of at most `room` pixels: between words, and within if it must be."""
    broken, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, letters) <= room:
            line = longer
            continue
        if line:
            broken.append(line)
        *whole, line = _pieces(word, letters, room)
        broken += whole
    return [*broken, line] if line else broken


def fitted(text: str, letters: Font, room: float, most: int) -> list[str]:
    """Break a text into at most `most` lines; what is too long ends with an ellipsis."""
    broken = lines(text, letters, room)
    if len(broken) <= most:
        return broken
    last = broken[most - 1]
    while last and width(last + CUT, letters) > room:
        last = last[:-1]
    return [*broken[: most - 1], last.rstrip(" ,.;:–-") + CUT]


def _pieces(word: str, letters: Font, room: float) -> list[str]:
    """Cut one word that is longer than a line; most are not."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, letters) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
