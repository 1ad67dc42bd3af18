"""The evidence of a commitment in time, and its readings beneath."""

from datetime import date, timedelta
from types import SimpleNamespace

from app.domain.vocabulary import Language, Side, Status
from app.pages.page import Page
from app.pages.pictures.timeline import WIDTHS, timeline
from app.pages.rendering import environment
from tests.pages.markup import read
from tests.pages.pictures.linked import evidence, reading

ADOPTED, TODAY = date(2021, 6, 9), date(2026, 11, 21)
READINGS = [
    reading(date(2025, 1, 2), None, Status.CONTESTED),
    reading(date(2024, 1, 2), date(2025, 1, 1), Status.CONTESTED),
    reading(ADOPTED, date(2024, 1, 1), None),
]


def test_without_evidence_there_is_nothing_to_draw() -> None:
    assert timeline([], READINGS, TODAY) is None


def test_time_begins_with_the_instrument_or_with_older_evidence() -> None:
    newer, older = evidence("2024-01-02"), evidence("2020")
    for found, first in (([newer], ADOPTED), ([newer, older], date(2020, 1, 1))):
        drawn = timeline(found, READINGS, TODAY)
        assert drawn is not None
        assert (drawn.first, drawn.last) == (first, TODAY)


def test_official_voices_stand_above_the_middle_and_others_below() -> None:
    found = [
        evidence("2025-01-02", Status.CONTESTED),
        evidence("2024-01-02", Status.ENACTED, Side.OFFICIAL),
    ]
    drawn = timeline(found, READINGS, TODAY)
    assert drawn is not None
    assert [one.name for one in drawn.drawings] == list(WIDTHS)
    for drawing in drawn.drawings:
        official, other = drawing.tracks
        assert (official.side, official.number) == (Side.OFFICIAL, 1)
        assert official.marks[0].y < drawing.middle < other.marks[0].y < drawing.band_top
        assert other.label < drawing.band_top < drawing.height


def test_only_an_exact_day_is_drawn_without_width() -> None:
    drawn = timeline([evidence("2024-05-06"), evidence("2023")], READINGS, TODAY)
    assert drawn is not None
    marks = drawn.drawings[0].tracks[1].marks
    assert [(one.evidence.date, one.width > 0) for one in marks] == [
        ("2023", True),
        ("2024-05-06", False),
    ]


def test_days_of_one_status_are_one_piece_of_the_band() -> None:
    drawn = timeline([evidence("2024-01-02", Status.CONTESTED)], READINGS, TODAY)
    assert drawn is not None
    for drawing in drawn.drawings:
        assert [one.standing.mark for one in drawing.band] == ["none", "contested"]
        first, second = drawing.band
        assert first.x < second.x
        assert abs(first.x + first.width - second.x) < 0.5
        assert first.room > 0


def test_where_there_is_no_room_a_number_leads_to_the_newest() -> None:
    days = [date(2024, 3, 1) + timedelta(days=number) for number in range(30, 0, -1)]
    drawn = timeline([evidence(day.isoformat()) for day in days], READINGS, TODAY)
    macro = '{% from "parts/pictures/timeline.html" import evidence_in_time with context %}'
    template = environment(Language.ENGLISH).from_string(
        macro + "{{ evidence_in_time(shown, commitment) }}"
    )
    html = template.render(
        page=Page(Language.ENGLISH), shown=drawn, commitment=SimpleNamespace(id="c")
    )
    narrow = next(read(html).all("svg", class_="narrow"))
    counted = [one for one in narrow.all("a") if any(one.all("text"))]
    assert sum(int(one.one("text").text) for one in counted) == 30 - 7
    assert "more" in counted[-1].one("title").text
    assert counted[-1].attributes["href"] == "/en/commitments/c#ev-2024-03-31"
