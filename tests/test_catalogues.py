"""Everything the program says is said in every language: nothing missing, doubtful or left over."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import checkers

from app.domain.vocabulary import Language
from app.errors import (
    BadParameterError,
    ConflictError,
    FaultyDraftError,
    NotAllowedError,
    NotFoundError,
    ScorecardError,
    SignInNeededError,
    StaleVersionError,
    TooLargeError,
    TooManyAttemptsError,
    VersionNeededError,
)
from tests.catalogues import TRANSLATED, is_translated, said_by_program, translations

PLACES = re.compile(r"%\(\w+\)s|\{\w*\}|%%|</?\w+[^>]*>")
# Latin letters that look Cyrillic, inside a word that has Cyrillic letters.
MIXED = re.compile(r"[А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z]|[A-Za-z][А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")


@pytest.fixture(scope="module")
def said() -> Catalog:
    return said_by_program()


@pytest.fixture(scope="module", params=TRANSLATED)
def translated(request: pytest.FixtureRequest) -> Catalog:
    language: Language = request.param
    return translations(language)


def messages(catalogue: Catalog) -> dict[str, Message]:
    """By what they are called: their singular."""
    return {names(one)[0]: one for one in catalogue if one.id}


def names(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id or ())


def forms(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else [one or "" for one in string or ()]


def test_the_program_says_something(said: Catalog) -> None:
    assert len(said) > 1_000


def test_the_titles_of_errors_that_people_can_mend_are_said(said: Catalog) -> None:
    kinds: list[type[ScorecardError]] = [
        NotFoundError,
        BadParameterError,
        SignInNeededError,
        NotAllowedError,
        ConflictError,
        StaleVersionError,
        VersionNeededError,
        TooLargeError,
        FaultyDraftError,
        TooManyAttemptsError,
    ]
    assert [one.title for one in kinds if one.title not in messages(said)] == []


def test_a_catalogue_has_what_the_program_says_and_nothing_else(
    said: Catalog, translated: Catalog
) -> None:
    here, there = messages(said), messages(translated)
    assert sorted(here.keys() ^ there.keys()) == [], "run: python3 run.py translate"
    assert [one for one in here if here[one].id != there[one].id] == []


def test_no_translation_is_missing(translated: Catalog) -> None:
    found = messages(translated)
    assert [name for name, one in found.items() if not is_translated(one.string)] == []


def test_no_translation_is_doubtful(translated: Catalog) -> None:
    assert [one.id for one in translated if one.id and one.fuzzy] == []


def test_every_translation_keeps_what_is_filled_in(translated: Catalog) -> None:
    differing = [
        (name, form)
        for name, one in messages(translated).items()
        for form in forms(one)
        if Counter(PLACES.findall(names(one)[-1])) != Counter(PLACES.findall(form))
    ]
    assert differing == []


def test_every_translation_has_the_forms_of_its_language(translated: Catalog) -> None:
    for one in messages(translated).values():
        for check in checkers:
            check(translated, one)


def test_no_word_mixes_two_alphabets(translated: Catalog) -> None:
    mixed = [form for one in messages(translated).values() for form in forms(one)]
    plain = [PLACES.sub(" ", form) for form in mixed]
    assert [form for form in plain if MIXED.search(form)] == []
