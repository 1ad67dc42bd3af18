"""Sorting titles as the alphabet of each language does, by keys that any database can compare.

An order key is a text whose bytes, compared one by one, put titles in the order of a language:
words before longer words that begin with them, numbers before letters and by their size, then the
letters of the language's own alphabet, then those of all other scripts as Unicode lists them.
Capitals, signs, accents and stress marks make no difference; й and ё are letters of their own.
"""

import re
import string
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
_SOFT_HYPHEN = "\xad"
_DIGITS = 9
_SPEAKING = (Language.ENGLISH, Language.RUSSIAN, Language.KAZAKH)


def order_keys(titles: Mapping[str, str]) -> dict[Language, str]:
    """Give the key of a title in each language's order, by the words that its pages show.

    What has no title in a language is sorted by the one shown instead: English, Russian, Kazakh,
    else the first there is.
    """
    shown = {one: _shown(titles, one) for one in Language}
    # Most titles stand for all three: their words are the same in each.
    words = {text: _words(text) for text in set(shown.values())}
    return {one: _weighed(words[text], one) for one, text in shown.items()}


def order_key(text: str, language: Language) -> str:
    """Give the key of one text, at most `LONGEST_ORDER_KEY` characters long."""
    return _weighed(_words(text), language)


def _weighed(words: str, language: Language) -> str:
    return words[:LONGEST_ORDER_KEY].translate(_weights(language))[:LONGEST_ORDER_KEY]


def is_order_key(text: str) -> bool:
    """Say whether `order_key` could have given this."""
    return len(text) <= LONGEST_ORDER_KEY and _KEY.fullmatch(text) is not None


def _shown(titles: Mapping[str, str], language: Language) -> str:
    wanted: Sequence[str] = (language, *_SPEAKING, *titles)
    return next((titles[one] for one in wanted if one in titles), "")


def _words(text: str) -> str:
    """Give the folded words of a text, and its numbers, with a space between them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall(plain if plain.isascii() else plain.translate(_JOINED))
    return " ".join(_number(word) if word.isdecimal() else word for word in words)


def _number(digits: str) -> str:
    """Write a number with zeros before it, so that 9 comes before 10; nine digits count."""
    return str(int(digits[:_DIGITS])).zfill(_DIGITS)


class _Joined(dict[int, str | None]):
    """What is left of each character met so far: marks without a letter are no part of a word."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        left = None if unicodedata.combining(letter) or letter == _SOFT_HYPHEN else letter
        self[code] = left
        return left


class _Weights(dict[int, str]):
    """The sign that stands for each character in the order of one alphabet.

    é is sorted as e, where that is a letter of the alphabet; any other letter after all of them.
    """

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code))[0]
        self[code] = found = self.get(ord(plain)) or _FOREIGN + plain
        return found


_JOINED = _Joined()


@cache
def _weights(language: Language) -> _Weights:
    signs = {letter: chr(_FIRST + place) for place, letter in enumerate(ALPHABETS[language])}
    kept = {sign: sign for sign in f" {string.digits}"}
    return _Weights({ord(letter): sign for letter, sign in (signs | kept).items()})
