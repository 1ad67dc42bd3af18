"""Telling passwords that are guessed first: common ones, and patterns under the fingers.

A password is cut into pieces: common words, sequences, walks over the keyboard, runs of digits,
and characters that belong to nothing. How many pieces whoever guesses has to get right is how
strong it is; how long each piece is hardly matters. An own check, because the packaged one
(zxcvbn) knows only English, refuses what is longer than 72 characters, and takes seconds for a
few hundred.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

_ENOUGH = 4
_SHORTEST_RUN = 3
_SHORTEST_WORD = 4
_DIGITS_A_GUESS = 4
_SYMBOLS_A_GUESS = 3

_ROWS = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_SHIFTS = (0.0, 1.5, 1.75, 2.25)
_PLACES = {
    key: (row, shift + column)
    for row, (keys, shift) in enumerate(zip(_ROWS, _SHIFTS, strict=True))
    for column, key in enumerate(keys)
}
_NEIGHBOURS = 1.5

_AS_KEYS = str.maketrans(
    "ёйцукенгшщзхъфывапролджэячсмитьбюәіңғүұқөһ", "`qwertyuiop[]asdfghjkl;'zxcvbnm,.234589" + "0-="
)
"""The key of each Cyrillic letter on a Russian or Kazakh keyboard."""

_AS_LETTERS = str.maketrans("@4031!5$7", "aaoeiisst")
_REPEATED = re.compile(r"(.{1,24}?)\1+", re.DOTALL)
_DIGITS = re.compile(r"\d+")

_Piece = tuple[int, int]
"""How many characters a piece has, and how many guesses it takes."""


def is_guessable(password: str) -> bool:
    """Say whether a password is common, or made of fewer than four pieces."""
    folded = password.casefold()
    once = _REPEATED.sub(r"\1", folded)
    guesses = min(_pieces(folded), _pieces(once)) + _symbols(folded)
    return folded in tried_first() or guesses < _ENOUGH


@cache
def tried_first() -> frozenset[str]:
    """Read the list once: words and whole passwords, Cyrillic ones also as the keys they are on."""
    text = files("app.accounts").joinpath("common-passwords.txt").read_text(encoding="utf-8")
    listed = [line for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(listed) | {line.translate(_AS_KEYS) for line in listed}


def _pieces(text: str) -> int:
    """Cut a folded text into pieces from its beginning, each as long as possible; count guesses."""
    total = place = 0
    was_walk = False
    while place < len(text) and total < _ENOUGH:
        length, guesses = max(find(text, place) for find in _FINDERS)
        # 1qaz2wsx is one thought, not two.
        is_walk = length == _walk(text, place)[0] >= _SHORTEST_RUN
        total += 0 if is_walk and was_walk else guesses
        was_walk = is_walk
        place += length
    return total


def _one(text: str, place: int) -> _Piece:
    return 1, int(text[place].isalnum())


def _symbols(text: str) -> int:
    """Count guesses for what is neither letter, digit nor space: a mark or two is no surprise."""
    symbols = {sign for sign in text if not sign.isalnum() and not sign.isspace()}
    return len(symbols) // _SYMBOLS_A_GUESS


def _run(text: str, place: int, follows: Callable[[str, str], bool]) -> int:
    end = place + 1
    while end < len(text) and follows(text[end - 1], text[end]):
        end += 1
    return end - place


def _if_long(length: int, shortest: int) -> _Piece:
    return (length, 1) if length >= shortest else (0, 0)


def _sequence(text: str, place: int) -> _Piece:
    return _if_long(max(_run(text, place, follows) for follows in _STEPS), _SHORTEST_RUN)


def _walk(text: str, place: int) -> _Piece:
    return _if_long(_run(text.translate(_AS_KEYS), place, _are_neighbours), _SHORTEST_RUN)


def _are_neighbours(one: str, other: str) -> bool:
    if one not in _PLACES or other not in _PLACES:
        return False
    (row, column), (next_row, next_column) = _PLACES[one], _PLACES[other]
    return abs(row - next_row) <= 1 and abs(column - next_column) <= _NEIGHBOURS


def _word(text: str, place: int) -> _Piece:
    words = tried_first()
    longest = min(len(text) - place, 24)
    plain = text[place : place + longest]
    spellings = (plain, plain.translate(_AS_LETTERS))
    found = (
        length
        for length in range(longest, _SHORTEST_WORD - 1, -1)
        if any(spelling[:length] in words for spelling in spellings)
    )
    return _if_long(next(found, 0), _SHORTEST_WORD)


def _digits(text: str, place: int) -> _Piece:
    found = _DIGITS.match(text, place)
    length = len(found[0]) if found else 0
    return length, -(-length // _DIGITS_A_GUESS)


_STEPS: tuple[Callable[[str, str], bool], ...] = (
    lambda one, other: ord(other) == ord(one),
    lambda one, other: ord(other) == ord(one) + 1,
    lambda one, other: ord(other) == ord(one) - 1,
)
_FINDERS = (_one, _sequence, _walk, _word, _digits)
