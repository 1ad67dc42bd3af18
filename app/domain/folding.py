"""Folding words for search, so that Kazakh, Russian and English are found as people type them.

NFKC and casefold, then ё as е, and the Kazakh letters as the Russian ones beside them on a
keyboard that lacks them: a search for "адилет" finds "Әділет". Stress marks and soft hyphens,
which dictionaries and web pages put inside words, are left out. Words are runs of letters and
digits.
"""

import re
import unicodedata

_AS_RUSSIAN = str.maketrans("ёәғқңөүұһі", "еагкноуухи")
_SOFT_HYPHEN = 0xAD
# Marks that found no letter to join: й and ё are one character by now, and keep theirs.
_STRAY_MARKS = range(0x300, 0x370)
_FOLDED = _AS_RUSSIAN | dict.fromkeys([_SOFT_HYPHEN, *_STRAY_MARKS])
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60


def fold_words(text: str) -> list[str]:
    """Give the folded words of a text, in order; a word is cut after 60 letters."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    return [word[:_LONGEST] for word in _WORD.findall(folded)]


def is_cyrillic(word: str) -> bool:
    """Say whether a folded word is written in Cyrillic letters."""
    return "а" <= word[0] <= "я"
