"""Titles in the order of an alphabet, compared as any database compares bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.alphabets import (
    ALPHABETS,
    LONGEST_ORDER_KEY,
    is_order_key,
    order_key,
    order_keys,
)
from app.domain.vocabulary import Language
from app.queries.languages import Tongue
from tests.domain.builders import REPEATABLE

KAZAKH = [
    "а",
    "ә",
    "б",
    "в",
    "г",
    "ғ",
    "д",
    "е",
    "ё",
    "ж",
    "з",
    "и",
    "й",
    "к",
    "қ",
    "л",
    "м",
    "н",
    "ң",
    "о",
    "ө",
    "п",
    "р",
    "с",
    "т",
    "у",
    "ұ",
    "ү",
    "ф",
    "х",
    "һ",
    "ц",
    "ч",
    "ш",
    "щ",
    "ъ",
    "ы",
    "і",
    "ь",
    "э",
    "ю",
    "я",
]


def in_order(language: Language, *texts: str) -> list[str]:
    return sorted(set(texts), key=lambda text: order_key(text, language).encode())


def test_the_kazakh_alphabet_is_complete_and_in_its_order() -> None:
    assert list(ALPHABETS[Language.KAZAKH]) == KAZAKH
    assert in_order(Language.KAZAKH, *KAZAKH) == KAZAKH


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        pytest.param("kk", ["Адам", "Әділет", "Бала", "Заң", "Ой", "Өмір", "Сот"], id="Kazakh"),
        pytest.param("kk", ["ұлт", "үй", "ыстық", "ішкі"], id="letters that others lack"),
        pytest.param("ru", ["Еда", "Ёлка", "Жизнь", "йод", "кот"], id="Russian, with ё and й"),
        pytest.param("en", ["Abolition", "civil", "Équité", "Fair"], id="capitals and accents"),
        pytest.param("en", ["Law", "Law and order", "Lawful"], id="a word before longer ones"),
        pytest.param("en", ["Point 9", "Point 10", "Point a"], id="numbers by size, then letters"),
        pytest.param("ru", ["7 шагов", "Акт", "Яма", "Act"], id="other scripts after one's own"),
        pytest.param("en", ["Zoo", "Акт", "Ямa", "漢字"], id="other scripts by Unicode"),
        pytest.param("en", ["“An act”", "(An) apple", "An – axe"], id="signs make no difference"),
    ],
)
def test_titles_stand_in_the_order_of_the_alphabet(language: str, texts: list[str]) -> None:
    assert in_order(Language(language), *texts) == texts


@given(st.text(max_size=300), st.sampled_from(Language))
@REPEATABLE
def test_any_text_has_a_short_key_that_a_cursor_can_hold(text: str, language: Language) -> None:
    key = order_key(text, language)
    assert is_order_key(key)
    assert len(key) <= LONGEST_ORDER_KEY
    assert len(key.encode()) <= 2 * LONGEST_ORDER_KEY + LONGEST_ORDER_KEY // 2


@pytest.mark.parametrize("text", ["\x00", "a;b", "\ud800", "a" * 81, "'", "%"])
def test_what_is_no_key_is_known_as_such(text: str) -> None:
    assert not is_order_key(text)


@pytest.mark.parametrize("titles", [{"ru": "б", "kk": "в"}, {"en": "a", "kk": "в"}, {"it": "c"}])
def test_a_title_is_sorted_by_the_words_that_are_shown(titles: dict[str, str]) -> None:
    keys = order_keys(titles)
    for language in Language:
        assert keys[language] == order_key(Tongue(language).pick(titles).text, language)


def test_an_entry_without_a_title_has_an_empty_key() -> None:
    assert set(order_keys({}).values()) == {""}
