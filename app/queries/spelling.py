"""What may have been meant by a search that finds nothing: other layouts, letters and spelling.

Compared is with the words of the index. A process reads each of them once, and asks the index
before it tells one, so that a word taken out of it, as redaction does, is never suggested.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.domain.folding import fold_words
from app.domain.keyboards import retyped
from app.domain.sounds import sound_of
from app.queries.view import View
from app.store.search import MOST_WORDS
from app.store.search_words import counts_of, finding
from app.store.word_list import words_from

_MOST_KNOWN = 100_000
_MOST_ALIKE = 50
_MOST_ASKED = 200
_MOST_COUNTED = 5_000
_EACH = 3
_SHORTEST = 3
_SHORT_SOUND = 4
_LONG = 7
_RUN = re.compile(r"[^\W_]+")

Counts = Callable[[Sequence[str]], Mapping[str, int]]
"""Says of some words how many commitments have each of them; those that none has may be missing."""


class Vocabulary:
    """Folded words to compare with."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words, in any order."""
        self.words = words

    def near(self, word: str, counts: Counts) -> list[str]:
        """Give the words most like one that is not known, best first: by sound, then by letters.

        Of words as much alike, the more frequent comes first.
        """
        if len(word) < _SHORTEST or word.isdecimal():
            return []
        # In three letters one other makes another word.
        most = (len(word) > _SHORTEST) + (len(word) >= _LONG)
        spelled = process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=most, limit=_MOST_ALIKE
        )
        sound = sound_of(word)
        heard = list(self._sounding(sound))
        alike = [*(one for some, _ in heard for one in some), *(one for one, *_ in spelled)]
        found = counts(list(dict.fromkeys(alike))[:_MOST_ASKED])
        by_letters = sorted((much, -found[one], one) for one, much, _ in spelled if found.get(one))
        best = [(_most_frequent(some, found), is_cut) for some, is_cut in heard]
        by_sound = [
            part for one, is_cut in best if one for part in (_cut(one, sound) if is_cut else [one])
        ]
        return list(dict.fromkeys([*by_sound, *(one for *_, one in by_letters)]))[:_EACH]

    def _sounding(self, sound: str) -> Iterator[tuple[list[str], bool]]:
        """Give the words of this sound; else those to be cut, as they only begin so, and others."""
        if sound in self._by_sound:
            yield self._by_sound[sound], False
            return
        at = bisect_left(self._sounds, sound)
        is_long_enough = len(sound) >= _SHORT_SOUND and at < len(self._sounds)
        if is_long_enough and self._sounds[at].startswith(sound):
            yield self._by_sound[self._sounds[at]], True
        if len(sound) >= _LONG:
            heard = process.extract(
                sound, self._sounds, scorer=OSA.distance, score_cutoff=1, limit=1
            )
            yield from ((self._by_sound[one], False) for one, *_ in heard)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.words:
            found.setdefault(sound_of(one), []).append(one)
        return found

    @cached_property
    def _sounds(self) -> list[str]:
        return sorted(self._by_sound)


def _most_frequent(words: Sequence[str], counts: Mapping[str, int]) -> str | None:
    there = sorted((-counts[one], one) for one in words if counts.get(one))
    return there[0][1] if there else None


def _cut(word: str, sound: str) -> list[str]:
    """Give the beginnings of a word that have this sound."""
    return [word[:end] for end in range(len(word)) if sound_of(word[:end]) == sound]


class _Read:
    """The vocabulary of one database, read once; what came since is added when it is asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0
        self._vocabulary = Vocabulary([])

    def up_to(self, view: View) -> Vocabulary:
        """Give the words that the view's snapshot has, and perhaps some more."""
        with self._lock:
            rows = words_from(view.session, self._last, _MOST_KNOWN)
            if self._last and (not rows or rows[0][0] != self._last):
                # What was the last word is gone: it may be another database under its name.
                self._vocabulary, rows = Vocabulary([]), words_from(view.session, 0, _MOST_KNOWN)
            elif self._last:
                rows = rows[1:]
            if rows:
                known = [*self._vocabulary.words, *(word for _, word in rows)]
                self._vocabulary = Vocabulary(known[:_MOST_KNOWN])
                self._last = rows[-1][0]
            return self._vocabulary


@dataclass(frozen=True, slots=True)
class Correction:
    """A search with other spelling, and the folded words that were put into it."""

    q: str
    words: tuple[str, ...]


_read: dict[Hashable, _Read] = {}


def corrections(view: View, query: str) -> list[Correction]:
    """Give searches that may have been meant, best first; none when every word is known.

    None of them was tried: each of its words finds something, perhaps not all together.
    """
    # A day has no vocabulary of its own: what was not said by then finds nothing when it is tried.
    words = _words(query)
    others = [(one, _words(one)) for one in retyped(query) if fold_words(one)]
    known = finding(
        view.session, list(dict.fromkeys([*words, *(word for _, some in others for word in some)]))
    )
    unknown = [one for one in words if one not in known]
    if not unknown:
        return []
    typed = [
        Correction(one, tuple(fold_words(one))) for one, some in others if known.issuperset(some)
    ]
    return typed or _respelled(query, _near(view, unknown))


def _words(query: str) -> list[str]:
    return list(dict.fromkeys(fold_words(query)[:MOST_WORDS]))


def _near(view: View, words: Sequence[str]) -> dict[str, list[str]]:
    vocabulary = _read.setdefault(view.key[0], _Read()).up_to(view)

    def counts(some: Sequence[str]) -> dict[str, int]:
        return counts_of(view.session, some, _MOST_COUNTED)

    return {word: vocabulary.near(word, counts) for word in words}


def _respelled(query: str, near: dict[str, list[str]]) -> list[Correction]:
    """Put near words into a query; what is like no other word is left out of it."""
    found = []
    for rank in range(max(map(len, near.values()))):
        chosen = {
            word: others[min(rank, len(others) - 1)] if others else ""
            for word, others in near.items()
        }
        found.append(Correction(replaced(query, chosen), tuple(filter(None, chosen.values()))))
    rest = replaced(query, dict.fromkeys(near, ""))
    if not found and any(len(one) >= _SHORTEST for one in fold_words(rest)):
        found.append(Correction(rest, ()))
    return found


def replaced(query: str, by: dict[str, str]) -> str:
    """Put other words in the place of folded ones, and leave all else as it was typed."""

    def put(run: re.Match[str]) -> str:
        folded = fold_words(run[0])
        return by.get(folded[0], run[0]) if len(folded) == 1 else run[0]

    return " ".join(_RUN.sub(put, query).split())
