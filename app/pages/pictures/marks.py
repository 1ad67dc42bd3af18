"""The shapes of statuses where the page's sprite cannot be used: in a badge, and on a card.

The same shapes as in `templates/parts/sprite.html`, in a square of 16, as strokes for SVG; Pillow
draws them from the same figures.
"""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from app.pages.pictures.palette import MARKS, PAPER

_SIDE = 16
_SMOOTH = 4
_RING = "M8 1.7a6.3 6.3 0 1 1 0 12.6a6.3 6.3 0 1 1 0-12.6z"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path: filled when it has no width, cut out of what is beneath it when `is_cut`."""

    path: str
    width: float = 0
    is_cut: bool = False
    dashes: str | None = None


STROKES = {
    "contested": (
        Stroke("M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z"),
        Stroke("M4 6.1h8M4 9.9h8M10.2 3.4 5.8 12.6", 1.5, is_cut=True),
    ),
    "enacted": (
        Stroke("M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 1 1 8 .8z"),
        Stroke("m4.5 8.3 2.4 2.4 4.6-5", 1.8, is_cut=True),
    ),
    "enacted-part": (Stroke(_RING, 1.8), Stroke("M8 1.7a6.3 6.3 0 0 0 0 12.6z")),
    "pledged": (Stroke("M8 1.5 14.5 8 8 14.5 1.5 8z", 1.8),),
    "none": (Stroke(_RING, 1.6, dashes="2.5 2.45"),),
}
"""What each mark of a status is drawn with, in order."""


def mark(code: str, side: int, ground: str = PAPER) -> Image.Image:
    """Draw a mark as a square picture on a ground, smoothly: large, and then made smaller."""
    brush = _Brush(code, side * _SMOOTH / _SIDE, ground)
    brush.draw()
    return brush.picture.resize((side, side), Image.Resampling.BOX)


class _Brush:
    """Draws one mark, given in units of a sixteenth of its side."""

    def __init__(self, code: str, unit: float, ground: str) -> None:
        self._code, self._unit = code, unit
        self._colour, self._ground = MARKS[code], ground
        side = round(_SIDE * unit)
        self.picture = Image.new("RGB", (side, side), ground)
        self._ink = ImageDraw.Draw(self.picture)

    def draw(self) -> None:
        """Draw it; what is none of the statuses is drawn as a ring of dashes."""
        drawing = {
            "contested": self._contested,
            "enacted": self._enacted,
            "enacted-part": self._enacted_in_part,
            "pledged": self._pledged,
        }
        drawing.get(self._code, self._none)()

    def _contested(self) -> None:
        self._ink.rounded_rectangle(self._box((1, 1, 15, 15)), 2 * self._unit, self._colour)
        for line in ((4, 6.1, 12, 6.1), (4, 9.9, 12, 9.9), (10.2, 3.4, 5.8, 12.6)):
            self._line(line, 1.5)

    def _enacted(self) -> None:
        self._ink.ellipse(self._box((0.8, 0.8, 15.2, 15.2)), self._colour)
        self._line((4.5, 8.3, 6.9, 10.7, 11.5, 5.7), 1.8)

    def _enacted_in_part(self) -> None:
        ring = self._box((0.8, 0.8, 15.2, 15.2))
        self._ink.pieslice(ring, 90, 270, self._colour)
        self._ink.ellipse(ring, outline=self._colour, width=round(1.8 * self._unit))

    def _pledged(self) -> None:
        corners = (8, 1.5, 14.5, 8, 8, 14.5, 1.5, 8, 8, 1.5, 14.5, 8)
        points = [one * self._unit for one in corners]
        self._ink.line(points, self._colour, round(1.8 * self._unit), "curve")

    def _none(self) -> None:
        ring = self._box((0.9, 0.9, 15.1, 15.1))
        for start in range(0, 360, 45):
            self._ink.arc(ring, start, start + 23, self._colour, round(1.6 * self._unit))

    def _box(self, box: Box) -> Box:
        left, top, right, bottom = (one * self._unit for one in box)
        return left, top, right, bottom

    def _line(self, points: tuple[float, ...], thickness: float) -> None:
        scaled = [one * self._unit for one in points]
        self._ink.line(scaled, self._ground, round(thickness * self._unit), "curve")
