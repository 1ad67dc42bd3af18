"""Two texts as one: word by word, what stayed, what was removed, and what was added."""

import re
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")

MOST_COMPARED = 1_000_000
"""Texts whose numbers of words multiply to more are not compared word by word: it takes long."""


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


def marked_pieces(old: str, new: str) -> list[tuple[Mark, str]]:
    """Compare two texts by words, spaces and signs; what was removed comes before what was added.

    The pieces that are not added make up the old text, those that are not removed the new one.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) > MOST_COMPARED:
        return _filled([(Mark.REMOVED, old), (Mark.ADDED, new)])
    found: list[tuple[Mark, str]] = []
    removed = added = ""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        old_part, new_part = "".join(before[first:last]), "".join(after[begin:end])
        is_gap = old_part.isspace() and (removed or added) and last < len(before)
        if tag == "equal" and not is_gap:
            found += [(Mark.REMOVED, removed), (Mark.ADDED, added), (Mark.KEPT, old_part)]
            removed = added = ""
        else:  # a space between two changes reads better as part of one
            removed, added = removed + old_part, added + new_part
    return _filled([*found, (Mark.REMOVED, removed), (Mark.ADDED, added)])


def _filled(pieces: list[tuple[Mark, str]]) -> list[tuple[Mark, str]]:
    return [(mark, text) for mark, text in pieces if text]
