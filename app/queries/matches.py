"""Where the words of a search stand in a text: by the very rule that the index finds by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.folding import fold_words
from app.store.search import MOST_WORDS
from app.store.search_rows import stem

# Letters and digits, with the stress marks and soft hyphens that may stand inside a word.
_RUN = re.compile(r"[^\W_](?:[^\W_]|[\u00ad\u0300-\u036f])*")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is a word that was searched for."""

    text: str
    is_match: bool


def words_of(query: str) -> list[str]:
    """Give the folded words that a search looks for: each once, and no more than count."""
    return list(dict.fromkeys(fold_words(query)))[:MOST_WORDS]


def pieces(text: str, query: str) -> list[Piece]:
    """Cut a text where the words of a search begin and end; together the pieces are the text."""
    wanted, found, past = words_of(query), list[Piece](), 0
    for run in _RUN.finditer(text):
        if any(_stands_for(run[0], word) for word in wanted):
            found += [Piece(text[past : run.start()], is_match=False), Piece(run[0], is_match=True)]
            past = run.end()
    found.append(Piece(text[past:], is_match=False))
    return [one for one in found if one.text]


def missing(texts: Iterable[str], words: Sequence[str]) -> list[str]:
    """Give those folded words that stand in none of the texts."""
    runs = {run for text in texts for run in _RUN.findall(text)}
    return [word for word in words if not any(_stands_for(run, word) for run in runs)]


def excerpt(text: str, query: str, most: int) -> str:
    """Give about `most` characters of a text around the first match, cut between words."""
    if len(text) <= most:
        return text
    first = next((run.start() for run in _matching(text, query)), 0)
    start = max(0, min(first - most // 3, len(text) - most))
    end = min(len(text), start + most)
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        last = text.rfind(" ", first, end)
        end = last if last > first else end
    return f"{_ELLIPSIS if start else ''}{text[start:end]}{_ELLIPSIS if end < len(text) else ''}"


def as_written(word: str, texts: Iterable[str]) -> str:
    """Give a folded word as the first of these texts writes it, or as it is where none has it.

    Where it only begins words, it is cut out of the first of them.
    """
    runs = [run for text in texts for run in _RUN.findall(text)]
    begun = (run for run in runs if fold_words(run[: len(word)]) == [word])
    for run in [*(run for run in runs if word in _folded(run)[0]), *begun]:
        return str(run) if run.isupper() else str(run).lower()[: len(word)]
    return word


def _matching(text: str, query: str) -> Iterable[re.Match[str]]:
    wanted = words_of(query)
    return (run for run in _RUN.finditer(text) if any(_stands_for(run[0], word) for word in wanted))


def _stands_for(run: str, word: str) -> bool:
    words, stems = _folded(run)
    return any(one.startswith(word) for one in words) or stem(word) in stems


@lru_cache(maxsize=50_000)
def _folded(run: str) -> tuple[tuple[str, ...], frozenset[str]]:
    words = tuple(fold_words(run))
    return words, frozenset(map(stem, words))
