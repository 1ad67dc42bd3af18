"""The colours of pictures that no stylesheet reaches: those of the stylesheet."""

import re
from importlib.resources import files

from app.pages.pictures import palette

NAMES = {
    "paper": palette.PAPER,
    "ink": palette.INK,
    "soft": palette.SOFT,
    "line": palette.LINE,
    "accent": palette.ACCENT,
    "contested": palette.MARKS["contested"],
    "enacted": palette.MARKS["enacted"],
    "part": palette.AREAS["enacted-part"],
    "pledged": palette.MARKS["pledged"],
    "none": palette.MARKS["none"],
    "overdue": palette.MARKS["overdue"],
    "self": palette.MARKS["self-reported"],
}


def test_pictures_have_the_colours_of_the_light_scheme() -> None:
    style = (files("app") / "static" / "style.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z]+): (#[0-9a-f]+)", style.split("@media")[0]))
    assert {name: light[name] for name in NAMES} == NAMES
