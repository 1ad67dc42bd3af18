"""Where words of a search stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queries.matches import as_written, excerpt, missing, pieces, words_of
from tests.domain.builders import REPEATABLE

LONG = (
    "The law of the press was "
    + "much discussed " * 20
    + "until stalking became an offence at last."
)


def marked(text: str, query: str) -> str:
    return "".join(f"[{one.text}]" if one.is_match else one.text for one in pieces(text, query))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("media", "The MEDIA law", "The [MEDIA] law"),
        ("law", "Laws, lawful", "[Laws], [lawful]"),
        ("адилет", "Әділеттің жолы", "[Әділеттің] жолы"),
        ("учет", "Учёт и учёта", "[Учёт] и [учёта]"),
        ("закона", "Законы о СМИ", "[Законы] о СМИ"),
        ("demonstrating", "a demon’s demonstrations", "a demon’s [demonstrations]"),
        ("конституция", "ко\u0301нсти\u00adтуция.", "[ко\u0301нсти\u00adтуция]."),
        ("law media", "media-law", "[media]-[law]"),
        ("b", "<b>&amp;", "<[b]>&amp;"),
        ("!?", "any text!?", "any text!?"),
        ("", "any text", "any text"),
    ],
)
def test_words_are_found_as_the_index_finds_them(query: str, text: str, expected: str) -> None:
    assert marked(text, query) == expected


@given(st.text(max_size=80), st.text(max_size=20))
@REPEATABLE
def test_pieces_are_the_text_itself(text: str, query: str) -> None:
    assert "".join(one.text for one in pieces(text, query)) == text


def test_words_that_stand_in_none_of_the_texts_are_missing() -> None:
    words = words_of("media law press law")
    assert missing(["Laws of the", "MEDIA"], words) == ["press"]


def test_an_excerpt_is_cut_between_words_around_the_first_match() -> None:
    shown = excerpt(LONG, "stalking", 100)
    assert shown.startswith("…")
    assert "until stalking became" in shown
    assert len(shown) <= 102
    assert set(shown.strip("…").split()) <= set(LONG.split())


@pytest.mark.parametrize("query", ["", "law", "absent"])
def test_an_excerpt_without_a_late_match_is_the_beginning(query: str) -> None:
    shown = excerpt(LONG, query, 60)
    assert LONG.startswith(shown.removesuffix("…"))
    assert shown.endswith("…")


@given(st.text(alphabet="ab ж…", max_size=60), st.text(alphabet="abж", max_size=3))
@REPEATABLE
def test_an_excerpt_is_a_part_of_the_text(text: str, query: str) -> None:
    shown = excerpt(text, query, 20)
    assert shown.removeprefix("…").removesuffix("…") in text
    assert len(shown) <= 22


def test_a_folded_word_is_given_as_texts_write_it() -> None:
    texts = ["Азаматтардың ҚҰҚЫҚТАРЫ", "Әділет ОБСЕ"]
    assert as_written("адилет", texts) == "әділет"
    assert as_written("обсе", texts) == "ОБСЕ"
    assert as_written("азаматтар", texts) == "азаматтар"
    assert as_written("адвокат", texts) == "адвокат"
