"""Two texts as one: word by word, what stayed, what was removed, and what was added."""

from dataclasses import dataclass

from app.domain.wording import Mark, marked_pieces
from app.queries.languages import Words


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
    return [
        Piece(mark, Words(text=text, language=language)) for mark, text in marked_pieces(old, new)
    ]
