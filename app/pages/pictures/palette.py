"""The colours of the light scheme, for pictures that no stylesheet reaches.

Those of `app/static/style.css`: docs/visual-language.md names them, and a test compares the two.
"""

PAPER, SHEET, INK, SOFT, LINE = "#fbfaf6", "#ffffff", "#1c1e22", "#575c64", "#dedad0"
ACCENT = "#2b3990"
MARKS = {
    "contested": "#a6350f",
    "enacted": "#0b6354",
    "enacted-part": "#0b6354",
    "pledged": "#7c5a00",
    "none": "#5d636b",
    "overdue": "#8c1d4c",
    "self-reported": "#5a4790",
}
"""The colour of each mark, as its shape and its word have it."""

AREAS = MARKS | {"enacted-part": "#63a698"}
"""The colour of each mark in a bar, beneath its pattern."""
