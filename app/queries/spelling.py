"""What may have been meant by a search that finds nothing: other layouts, letters and spelling.

Compared is with the words of the index as it stands, so that a word taken out of it, as redaction
does, is never suggested. They are read once for every state of the data.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.domain.folding import fold_words
from app.domain.keyboards import retyped
from app.domain.sounds import sound_of
from app.queries.counting import Remembered
from app.queries.view import View
from app.store.search import MOST_WORDS, stem, vocabulary

_MOST_KNOWN = 100_000
_EACH = 3
_SHORTEST = 3
_SHORT_SOUND = 4
_LONG = 7
_RUN = re.compile(r"[^\W_]+")


class Vocabulary:
    """Folded words to compare with, the most frequent first."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words, and prepare to look among them."""
        self._by_count = [one for one in words if not one.isdecimal()]
        self._in_order = sorted(words)

    def knows(self, word: str) -> bool:
        """Say whether a search for this word alone finds anything."""
        at = bisect_left(self._in_order, word)
        begins = at < len(self._in_order) and self._in_order[at].startswith(word)
        return begins or stem(word) in self._stems

    def near(self, word: str) -> list[str]:
        """Give the words most like one that is not known, best first: by sound, then by letters."""
        if len(word) < _SHORTEST or word.isdecimal():
            return []
        # In three letters one other makes another word.
        most = (len(word) > _SHORTEST) + (len(word) >= _LONG)
        spelled = process.extract(
            word, self._by_count, scorer=OSA.distance, score_cutoff=most, limit=_EACH
        )
        alike = [*self._sounding(sound_of(word)), *(one for one, *_ in spelled)]
        return list(dict.fromkeys(alike))[:_EACH]

    def _sounding(self, sound: str) -> Iterator[str]:
        """Give a word of this sound, else the beginning of one; else a word of a sound near it."""
        if sound in self._by_sound:
            yield self._by_sound[sound]
            return
        at = bisect_left(self._sounds, sound)
        if len(sound) >= _SHORT_SOUND and at < len(self._sounds):
            longer = self._by_sound[self._sounds[at]]
            yield from (
                longer[:end]
                for end in range(len(longer))
                if sound_of(longer[:end]) == sound and self._sounds[at].startswith(sound)
            )
        if len(sound) >= _LONG:
            heard = process.extract(
                sound, self._sounds, scorer=OSA.distance, score_cutoff=1, limit=1
            )
            yield from (self._by_sound[one] for one, *_ in heard)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(stem, self._in_order))

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        """Give the most frequent word of each sound."""
        return {sound_of(one): one for one in reversed(self._by_count)}

    @cached_property
    def _sounds(self) -> list[str]:
        return sorted(self._by_sound)


@dataclass(frozen=True, slots=True)
class Correction:
    """A search with other spelling, and the folded words that were put into it."""

    q: str
    words: tuple[str, ...]


_vocabularies: Remembered[Vocabulary] = Remembered(2)


def corrections(view: View, query: str) -> list[Correction]:
    """Give searches that may have been meant, best first; none when every word is known.

    None of them was tried: each of its words finds something, perhaps not all together.
    """
    # A day has no vocabulary of its own: what was not said by then finds nothing when it is tried.
    known = _vocabularies.get(
        view.key[:2], lambda: Vocabulary(vocabulary(view.session, _MOST_KNOWN))
    )
    words = fold_words(query)[:MOST_WORDS]
    unknown = [one for one in dict.fromkeys(words) if not known.knows(one)]
    if not unknown:
        return []
    typed = [
        Correction(one, tuple(fold_words(one)))
        for one in retyped(query)
        if fold_words(one) and all(map(known.knows, fold_words(one)[:MOST_WORDS]))
    ]
    return typed or _respelled(query, {word: known.near(word) for word in unknown})


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
