"""Badges: small pictures that say the status by shape and word, and the same for who hears them."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from app.domain.vocabulary import Extent, Language, Status
from app.pages.badges import badge_of
from app.pages.faces import Face
from app.pages.figures import standing
from app.pages.page import Page
from app.queries.languages import Words

SVG = "{http://www.w3.org/2000/svg}"
EXPRESSION = "decree-2021-06-expression"
TITLE = Words(text="Bold <b> & “quoted”", language="en")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", ["", f"commitments/{EXPRESSION}/", "instruments/decree-2021/"])
def test_a_badge_is_a_picture_that_names_itself(
    path: str, language: str, shipped_client: TestClient
) -> None:
    answer = shipped_client.get(f"/{language}/{path}badge.svg?as_of=2024-06-30")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = ET.fromstring(answer.text)  # noqa: S314 - our own
    assert drawn.find(f"{SVG}title").text  # type: ignore[union-attr]
    assert "style" not in answer.text
    ends = [float(one.attrib["x"]) for one in drawn.iter(f"{SVG}text")]
    assert ends == sorted(ends)
    assert ends[-1] < float(drawn.attrib["width"])
    again = shipped_client.get(answer.url, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["Vary"] == answer.headers["Vary"] == "Accept-Encoding"


def test_a_badge_of_a_commitment_says_its_status_and_day(shipped_client: TestClient) -> None:
    drawn = shipped_client.get(f"/en/commitments/{EXPRESSION}/badge.svg?as_of=2024-06-30").text
    assert "Freedom of expression: Contested, as of 30 June 2024" in drawn
    assert ">30 Jun 2024</text>" in drawn


def test_a_badge_of_the_whole_has_every_number_in_words(shipped_client: TestClient) -> None:
    totals = shipped_client.get("/api/v1/scorecard?as_of=2024-06-30").json()["totals"]
    drawn = shipped_client.get("/en/badge.svg?as_of=2024-06-30").text
    assert f"contested {totals['contested']}, enacted {totals['enacted']}" in drawn


def test_a_title_is_taken_as_it_is() -> None:
    page = Page(Language.ENGLISH, today=date(2026, 11, 21))
    badge = badge_of(page, Face(TITLE, standing=standing(Status.ENACTED, Extent.PART)))
    assert badge.title.startswith("Bold <b> & “quoted”: Enacted in part")
    assert badge.pieces[0].strokes


def test_what_has_left_the_registry_has_no_status() -> None:
    page = Page(Language.ENGLISH, today=date(2026, 11, 21))
    shown = Face(TITLE, standing=standing(Status.ENACTED), retired_on=date(2025, 1, 2))
    assert [one.text for one in badge_of(page, shown).pieces] == ["Retired"]
