"""Lettering: the letters of three languages are there, and no line is wider than its room."""

from importlib.resources import files

import pytest

from app.pages.pictures.lettering import CUT, SANS, SANS_STRONG, SERIF, fitted, font, lines, width

LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЪъЩщЖжAZaz0123456789«»“”„‘’–—…№₸.,:;!?()/%"
FONTS = (SERIF, SANS, SANS_STRONG)


@pytest.mark.parametrize("name", FONTS)
def test_every_letter_of_the_three_languages_is_drawn(name: str) -> None:
    letters = font(name, 40)
    missing = bytes(letters.getmask("\U0001f600"))
    assert [one for one in LETTERS if bytes(letters.getmask(one)) == missing] == []


@pytest.mark.parametrize("name", FONTS)
def test_fonts_are_small_and_bring_their_licence(name: str) -> None:
    folder = files("app.pages") / "fonts"
    assert len((folder / f"{name}.ttf").read_bytes()) < 80_000
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["", "word", "some words in a row " * 9, "х" * 200, "a " + "b" * 90]
)
def test_lines_hold_all_words_and_fit_their_room(text: str) -> None:
    letters = font(SANS, 30)
    broken = lines(text, letters, 300)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, letters) <= 300 for line in broken)


def test_what_is_cut_says_so_and_fits() -> None:
    letters = font(SERIF, 40)
    cut = fitted("words " * 100, letters, 400, 3)
    assert len(cut) == 3
    assert cut[-1].endswith(CUT)
    assert all(width(line, letters) <= 400 for line in cut)
    assert fitted("words", letters, 400, 3) == ["words"]
