"""What the search index holds of each commitment: folded words and their stems, from texts.

It knows no database, so that a second process can do it (`app/store/beside.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any

from app.domain.folding import fold_words, is_cyrillic

_MOST_STEMS = 200_000
_one_at_a_time = Lock()  # a stemmer keeps the word it works on in itself


@dataclass(slots=True)
class Texts:
    """What some commitments are found by, each text once.

    `own` are keys and texts of the commitments themselves, and `lent` the ids of what evidence
    lends them words, by key; `evidence` has its text and source by id, `sources` the text of each.
    """

    own: list[tuple[int, str]] = field(default_factory=list)
    lent: dict[int, list[str]] = field(default_factory=dict)
    evidence: dict[str, tuple[str, str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


class _Stems(dict[str, str]):
    """The stem of every word met lately: most words of a text were in the one before."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        found = self[word] = word if word.isdecimal() else _stem(word)
        return found


def _stem(word: str) -> str:
    stemmer = _stemmer("russian" if is_cyrillic(word) else "english")
    with _one_at_a_time:
        return str(stemmer.stemWord(word))


@cache
def _stemmer(language: str) -> Any:  # noqa: ANN401 - it has no types
    import snowballstemmer  # noqa: PLC0415 - all its languages are 3 MB, for who searches

    return snowballstemmer.stemmer(language)


_stems = _Stems()


def stem(word: str) -> str:
    """Give the stem of a folded word: Russian for Cyrillic, English otherwise."""
    return _stems[word]


def search_rows(texts: Texts) -> list[dict[str, Any]]:
    """Give the rows of the index for these texts, each text folded once."""
    sources = {name: _words_of(text) for name, text in texts.sources.items()}
    evidence = {
        name: (_words_of(text), sources[source]) for name, (text, source) in texts.evidence.items()
    }
    return [
        _row(key, _words_of(text), (evidence[name] for name in texts.lent.get(key, ())))
        for key, text in texts.own
    ]


def _words_of(text: str) -> frozenset[str]:
    return frozenset(fold_words(text))


def _row(
    key: int, own: frozenset[str], lent: Iterable[tuple[frozenset[str], frozenset[str]]]
) -> dict[str, Any]:
    words = own.union(*(part for parts in lent for part in parts))
    stems = sorted(set(map(_stems.__getitem__, words)))
    return {"key": key, "words": " ".join(sorted(words)), "stems": " ".join(stems)}
