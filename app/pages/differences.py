"""Two texts as one: word by word, what stayed, what was removed, and what was added."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.queries.languages import Words

_WORD = re.compile(r"\s*\S+\s*")
MOST_COMPARED = 1_000_000
"""Texts whose numbers of words multiply to more are not compared word by word: it takes long."""


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what became of it; `href` leads to what it names, where there is that."""

    mark: Mark
    words: Words
    href: str | None = None

    @property
    def is_removed(self) -> bool:
        """Whether it stood there before, and does not any more."""
        return self.mark is Mark.REMOVED

    @property
    def is_added(self) -> bool:
        """Whether it stands there now, and did not before."""
        return self.mark is Mark.ADDED


def pieces_of(old: str, new: str, language: str) -> list[Piece]:
    """Compare two texts of one language; what was removed comes before what was added for it."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > MOST_COMPARED:
        return _replaced(before, after, language)
    old_words, new_words = [one.strip() for one in before], [one.strip() for one in after]
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    found: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(_piece(Mark.KEPT, after[k:m], language))
        else:
            found += _replaced(before[i:j], after[k:m], language)
    return found


def _replaced(before: list[str], after: list[str], language: str) -> list[Piece]:
    sides = ((Mark.REMOVED, before), (Mark.ADDED, after))
    return [_piece(mark, words, language) for mark, words in sides if words]


def _piece(mark: Mark, words: list[str], language: str) -> Piece:
    return Piece(mark, Words(text="".join(words), language=language))
