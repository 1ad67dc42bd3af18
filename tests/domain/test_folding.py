"""Folding of words for search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.folding import fold_words, is_cyrillic
from tests.domain.builders import REPEATABLE

LETTERS = "abzäéßİıAZ абяйёӘәҒғҚқҢңӨөҮүҰұҺһІі 059 -_.,«»№\u0301\u0308\u00ad"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        pytest.param("Әділет", "адилет", id="Kazakh on a Russian keyboard"),
        pytest.param("Ұлттық Құрылтай", "улттык курылтай", id="more Kazakh letters"),
        pytest.param("Өңір, үй, ғылым, гауһар", "онир уй гылым гаухар", id="the rest of them"),
        pytest.param("Учёт", "учет", id="Russian yo"),
        pytest.param("УЧЁТ", "учет", id="Russian yo, large"),
        pytest.param("уче\u0308т", "учет", id="Russian yo in two characters"),
        pytest.param("каза\u0301хстан", "казахстан", id="stress mark"),
        pytest.param("консти\u00adтуция", "конституция", id="soft hyphen"),
        pytest.param("и\u0306од", "йод", id="Russian short i in two characters"),
        pytest.param("İSTANBUL", "istanbul", id="Turkish large i"),
        pytest.param("STRASSE", "straße", id="German sharp s"),
        pytest.param("ｆｕｌｌ", "full", id="wide letters"),
        pytest.param("ﬁnal", "final", id="ligature"),
    ],
)
def test_a_word_is_found_as_people_type_it(written: str, typed: str) -> None:
    assert fold_words(written) == fold_words(typed)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" .,;!? ", [], id="marks alone"),
        pytest.param("\u0301", [], id="a stress mark alone"),
        pytest.param("Decree No. 597", ["decree", "no", "597"], id="digits are words"),
        pytest.param("decree-2021-04_women", ["decree", "2021", "04", "women"], id="an id"),
        pytest.param("йогурт", ["йогурт"], id="short i is no i"),
        pytest.param("Adalet adalet", ["adalet", "adalet"], id="repeated, in order"),
        pytest.param('a" OR b*', ["a", "or", "b"], id="operators of a search"),
        pytest.param("х" * 61, ["х" * 60], id="a word too long"),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert fold_words(text) == words


@REPEATABLE
@given(st.text(LETTERS))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_words(text)
    assert fold_words(" ".join(once)) == once


@REPEATABLE
@given(st.text())
def test_every_word_is_short_and_holds_nothing_that_a_search_could_obey(text: str) -> None:
    words = fold_words(text)
    assert all(0 < len(word) <= 60 and word.isalnum() for word in words)


@pytest.mark.parametrize(
    ("text", "cyrillic"),
    [
        pytest.param("Әділет", True, id="Kazakh"),
        pytest.param("Яблоко", True, id="last Russian letter"),
        pytest.param("Ёлка", True, id="Russian yo"),
        pytest.param("justice", False, id="English"),
        pytest.param("2023", False, id="digits"),
    ],
)
def test_the_script_of_a_word_is_told_by_its_first_letter(text: str, cyrillic: bool) -> None:
    (word,) = fold_words(text)
    assert is_cyrillic(word) is cyrillic
