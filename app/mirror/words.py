"""The words of a copy's search, grouped by the server's own stems, for a script to look up.

A group is one stem: the letters that all its words begin with, then each ending with the places
of the commitments that have the word, as steps of base 36. `endings` are those that a word may
have which nobody wrote: every ending of the vocabulary, and the usual ones. So what is typed as
it is written somewhere is found by exactly the stem that the server gives it, and any other form
by the longest beginning that is a stem and leaves such an ending.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from app.store.search_rows import stem

_BEGINNING = "window.scorecardWords="
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# What the stemmer takes off.
_NOUNS = (
    "а ев ов е ие ье и еи ии ами ями иями й ей ией ий ой ам ем ием ом ям иям о у ах ях иях ы ь ю "
    "ию ью я ия ья"
)
_ADJECTIVES = "ее ие ое ые ими ыми ей ий ой ый ем им ом ым его ого ему ому их ых ею ою ую юю ая яя"
_VERBS = (
    "ила ыла ена ите ейте уйте или ыли ей уй ил ыл им ым ен ило ыло ено ует ит ыт уют ят ены ить "
    "ыть ишь ю ую ала яла али яли ал ял ало яло ать ять ает яет ают яют ана яна ан ян ано яно"
)
_BEHIND_A_SOFT_SIGN = "ьями ьям ьях ьей ьев ьем ьи"
_ENGLISH = "s es ed e y ing ies ied ying"
_USUAL = frozenset(f"{_NOUNS} {_ADJECTIVES} {_VERBS} {_BEHIND_A_SOFT_SIGN} {_ENGLISH}".split())


def words_script(rows: Sequence[Collection[str]]) -> bytes:
    """Give the script that holds which folded words stand in which row, by its place."""
    places: dict[str, list[int]] = {}
    for place, words in enumerate(rows):
        for word in words:
            places.setdefault(word, []).append(place)
    groups = list(_groups(places))
    endings = {word.removeprefix(start) for start, words in groups for word in words}
    told = {
        "endings": " ".join(sorted(_USUAL | endings)),
        "groups": ";".join(_group(start, words, places) for start, words in groups),
    }
    script = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"{_BEGINNING}{script};\n".encode()


def _groups(words: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Put together words of one stem, behind what they and it begin with."""
    by_stem: dict[str, list[str]] = {}
    for word in sorted(words):
        by_stem.setdefault(stem(word), []).append(word)
    for root, found in by_stem.items():
        yield _beginning_of(root, *found), found


def _beginning_of(*words: str) -> str:
    """Give the letters that all words begin with: those of the first and the last of them."""
    first, last = min(words), max(words)
    alike = (place for place, letter in enumerate(first) if not last.startswith(letter, place))
    return first[: next(alike, None)]


def _group(start: str, words: Sequence[str], places: Mapping[str, Sequence[int]]) -> str:
    return ",".join((start, *(f"{one.removeprefix(start)} {_steps(places[one])}" for one in words)))


def _steps(places: Sequence[int]) -> str:
    return " ".join(_base36(after - before) for before, after in pairwise((0, *places)))


def _base36(number: int) -> str:
    higher, last = divmod(number, len(_DIGITS))
    return (_base36(higher) if higher else "") + _DIGITS[last]
