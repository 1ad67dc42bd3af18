"""Near words: what somebody may have meant by a word that is not known."""

from collections.abc import Collection

from rapidfuzz import fuzz, process

from app.registry.scalars import quote

_NEAR_ENOUGH = 72
_LONGEST_WORD = 100


def nearest(word: str, known: Collection[str]) -> str | None:
    """Give the known word most like `word`, or None when none is near; case does not matter."""
    if len(word) > _LONGEST_WORD:
        return None
    found = process.extractOne(
        word.lower(), list(known), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Give `. Did you mean 'x'?` for the nearest known word, or nothing when none is near."""
    near = nearest(word, known)
    return f". Did you mean {quote(near)}?" if near else ""


class Speller:
    """Hints for many words against many ids, within a budget of comparisons.

    A comparison takes about 80 ns, so the whole budget takes a second or two. When it is spent,
    there are no more hints: the faults themselves are still reported.
    """

    def __init__(self, budget: int = 20_000_000) -> None:
        """Start with the number of comparisons that may be made in all."""
        self._budget = budget
        self._hints: dict[tuple[str, str], str] = {}

    def hint(self, section: str, word: str, known: Collection[str]) -> str:
        """Give `. Did you mean 'x'?`, or nothing; `known` are the ids of `section`."""
        key = (section, word)
        if key not in self._hints and len(known) <= self._budget:
            self._budget -= len(known)
            self._hints[key] = did_you_mean(word, known)
        return self._hints.get(key, "")
