"""Who says so: a bar of whose voices evidence carries, with a label at each of its pieces.

Across, places are per cent of the width; downwards they are `em` of the picture's text, so that
the text keeps its size on every screen and the picture grows with it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.vocabulary import Origin

BAR = 1.4
"""How high the bar is."""

LINE = 1.7
"""How high the line of a label is."""

_MIDDLE = 50


@dataclass(frozen=True, slots=True)
class Voice:
    """A piece of the bar, with its label on a line of its own beneath.

    The label stands to the right of the piece's beginning, or to the left where there is more room
    (`is_left`); `base` is where its text stands, `drop` how long the line down to it is.
    """

    origin: Origin
    number: int
    start: float
    width: float
    base: float
    drop: float

    @property
    def is_left(self) -> bool:
        """Whether its label stands to the left of where it begins."""
        return self.start > _MIDDLE


@dataclass(frozen=True, slots=True)
class Voices:
    """How many pieces of evidence carry each sort of voice."""

    official: int
    legal_text: int
    independent: int
    unclear: int

    @property
    def total(self) -> int:
        """All of them; nothing is drawn of nought."""
        return self.official + self.legal_text + self.independent + self.unclear

    @property
    def height(self) -> float:
        """How high the picture is."""
        return round(BAR + LINE * len(self.pieces) + 0.2, 1)

    @property
    def pieces(self) -> list[Voice]:
        """The pieces from left to right; the last has the first line, so that no lines cross."""
        numbers = {
            Origin.OFFICIAL: self.official,
            Origin.LEGAL_TEXT: self.legal_text,
            Origin.INDEPENDENT: self.independent,
            Origin.UNCLEAR: self.unclear,
        }
        heard = [(origin, number) for origin, number in numbers.items() if number]
        found, before = list[Voice](), 0
        for place, (origin, number) in enumerate(heard):
            base = BAR + LINE * (len(heard) - place)
            start, width = 100 * before / self.total, 100 * number / self.total
            found.append(
                Voice(
                    origin,
                    number,
                    round(start, 1),
                    round(width, 1),
                    round(base - 0.3, 1),
                    round(base - BAR, 1),
                )
            )
            before += number
        return found


def voices_of(origins: Iterable[Origin]) -> Voices:
    """Count whose voices these are, one for each piece of evidence."""
    counted = Counter(origins)
    return Voices(*(counted[one] for one in Origin))
