"""Sorting titles as the alphabet of each language does, by keys that any database can compare.

An order key is a text whose bytes, compared one by one, put titles in the order of a language:
words before longer words that begin with them, numbers before letters and by their size, then the
letters of the language's own alphabet, then those of all other scripts as Unicode lists them.
Capitals, signs, accents and stress marks make no difference; й and ё are letters of their own.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from app.domain.vocabulary import Language

ALPHABETS = {
    Language.ENGLISH: "abcdefghijklmnopqrstuvwxyz",
    Language.RUSSIAN: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    Language.KAZAKH: "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}
LONGEST_ORDER_KEY = 80

_WORD = re.compile(r"[^\W\d_]+|\d+")
_KEY = re.compile(r"[\w \[\\\]^`~]*")
_FIRST = 0x41
_FOREIGN = "~"
_DIGITS = 9
_SPEAKING = (Language.ENGLISH, Language.RUSSIAN, Language.KAZAKH)


def order_keys(titles: Mapping[str, str]) -> dict[Language, str]:
    """Give the key of a title in each language's order, by the words that its pages show.

    What has no title in a language is sorted by the one shown instead: English, Russian, Kazakh,
    else the first there is.
    """
    return {one: order_key(_shown(titles, one), one) for one in Language}


def order_key(text: str, language: Language) -> str:
    """Give the key of one text, at most `LONGEST_ORDER_KEY` characters long."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    parts = (_number(word) if word.isdecimal() else _word(word, language) for word in _words(plain))
    return " ".join(parts)[:LONGEST_ORDER_KEY]


def is_order_key(text: str) -> bool:
    """Say whether `order_key` could have given this."""
    return len(text) <= LONGEST_ORDER_KEY and _KEY.fullmatch(text) is not None


def _shown(titles: Mapping[str, str], language: Language) -> str:
    wanted: Sequence[str] = (language, *_SPEAKING, *titles)
    return next((titles[one] for one in wanted if one in titles), "")


def _words(plain: str) -> list[str]:
    # Marks that found no letter to join are no part of a word.
    joined = "".join(one for one in plain if not unicodedata.combining(one) and one != "\xad")
    return _WORD.findall(joined)


def _number(digits: str) -> str:
    """Write a number with zeros before it, so that 9 comes before 10; nine digits count."""
    return str(int(digits[:_DIGITS])).zfill(_DIGITS)


def _word(word: str, language: Language) -> str:
    weights = _weights(language)
    return "".join(weights.get(one) or _other(one, weights) for one in word)


def _other(letter: str, weights: Mapping[str, str]) -> str:
    """Sort é as e, where that is a letter of the alphabet; any other letter after all of them."""
    plain = unicodedata.normalize("NFD", letter)[0]
    return weights.get(plain) or _FOREIGN + plain


@cache
def _weights(language: Language) -> dict[str, str]:
    letters = ALPHABETS[language]
    return {letter: chr(_FIRST + place) for place, letter in enumerate(letters)}
