"""Texts in the reader's language where there is one, and the truth about which came."""

import pytest

from app.domain.vocabulary import Language
from app.queries.languages import Tongue

THREE = {"en": "law", "ru": "закон", "kk": "заң"}


@pytest.mark.parametrize("language", Language)
def test_the_own_language_comes_where_it_is(language: Language) -> None:
    tongue = Tongue(language)
    assert tongue.pick(THREE).text == THREE[language]
    assert tongue.languages() == [language]


@pytest.mark.parametrize(
    ("texts", "came"),
    [
        ({"en": "law", "kk": "заң"}, "en"),
        ({"kk": "заң", "en": "law"}, "en"),
        ({"kk": "заң"}, "kk"),
        ({"fr": "loi"}, "fr"),
    ],
)
def test_what_is_missing_falls_back_and_says_so(texts: dict[str, str], came: str) -> None:
    tongue = Tongue(Language.RUSSIAN)
    words = tongue.pick(texts)
    assert (words.text, words.language) == (texts[came], came)
    assert tongue.languages() == [came]


def test_a_title_stays_in_its_own_language_unless_translated() -> None:
    titles = {"ru": "Закон", "en": "Law"}
    assert Tongue(Language.KAZAKH).pick_own(titles, "ru").text == "Закон"
    assert Tongue(Language.ENGLISH).pick_own(titles, "ru").text == "Law"
    assert Tongue(Language.KAZAKH).pick_own({"en": "Law"}, "ru").text == "Law"


def test_the_readers_own_language_is_named_first() -> None:
    tongue = Tongue(Language.RUSSIAN)
    for texts in ({"kk": "заң"}, {"en": "law"}, {"ru": "закон"}):
        tongue.pick(texts)
    assert tongue.languages() == ["ru", "en", "kk"]


def test_a_message_without_translation_came_in_english() -> None:
    tongue = Tongue(Language.RUSSIAN)
    assert tongue.say("No such text in any catalogue: {id}", id="x").endswith(": x")
    assert tongue.languages() == ["en"]


@pytest.mark.parametrize(
    ("text", "english"),
    [("2023-04-11", "11 April 2023"), ("2023-04", "April 2023"), ("2023", "2023")],
)
def test_a_date_is_written_as_precisely_as_it_is_known(text: str, english: str) -> None:
    assert Tongue(Language.ENGLISH).write_date(text) == english


def test_an_optional_text_may_be_missing() -> None:
    assert Tongue(Language.ENGLISH).pick_optional(None) is None
    assert str(Tongue(Language.ENGLISH).pick_optional(THREE)) == "law"
