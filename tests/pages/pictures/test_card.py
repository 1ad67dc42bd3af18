"""A card as it is drawn: nothing outside of it, whatever the words; marks told apart by shape."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from app.pages.figures import Stretch
from app.pages.pictures.bar import bar_picture
from app.pages.pictures.card import Amount, Card, draw
from app.pages.pictures.marks import STROKES, mark
from app.pages.pictures.palette import PAPER

LONG = "Адам құқықтары саласындағы бірінші кезектегі шаралар " * 5


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box of everything beneath the coloured edge that is not paper."""
    below = picture.convert("RGB").crop((0, 20, 1200, 630))
    difference = ImageChops.difference(below, Image.new("RGB", below.size, PAPER))
    box = difference.convert("L").point(lambda value: 255 if value > 24 else 0).getbbox()
    assert box
    return box


@pytest.mark.parametrize("title", ["Title", LONG, "М" * 300])
@pytest.mark.parametrize("is_status", [True, False])
def test_nothing_comes_near_the_edge(title: str, *, is_status: bool) -> None:
    amounts = tuple(Amount(one, LONG, "100 000") for one in STROKES)
    card = Card(
        site="Реформалар таблосы",
        host="reforms.example.org",
        day="2026 ж. 21 қараша",
        title=title,
        beside=LONG,
        status=Amount("contested", LONG, "") if is_status else None,
        reason=LONG,
        amounts=() if is_status else amounts,
        pieces=(Stretch("contested", 0, 60), Stretch("none", 60, 40)),
    )
    left, top, right, bottom = inked(Image.open(BytesIO(draw(card))))
    assert left >= 60
    assert top >= 20
    assert right <= 1140
    assert bottom <= 600


def test_the_marks_have_different_shapes_without_their_colours() -> None:
    drawn = [mark(code, 48).convert("1", dither=Image.Dither.NONE).tobytes() for code in STROKES]
    assert len(set(drawn)) == len(STROKES)


def test_a_bar_has_a_pattern_for_each_status() -> None:
    pieces = [Stretch(code, 20 * place, 20) for place, code in enumerate(STROKES)]
    bar = bar_picture(pieces, 500, 40).convert("L")
    insides = [bar.crop((100 * place + 8, 8, 100 * place + 88, 32)) for place in range(5)]
    assert len({inside.tobytes() for inside in insides}) == 5
