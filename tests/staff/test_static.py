"""What the pages of the desk load: little, and nothing from elsewhere."""

import re

import pytest

from app.pages.assets import asset
from tests.staff.visiting import Visits


@pytest.mark.parametrize(
    ("name", "media_type", "most"),
    [
        ("staff.css", "text/css; charset=utf-8", 8_000),
        ("staff.js", "text/javascript; charset=utf-8", 4_000),
    ],
)
def test_a_file_of_the_desk_is_small_and_fetches_nothing(
    name: str, media_type: str, most: int, visits: Visits
) -> None:
    answer = visits.stranger().get(asset(name))
    assert answer.headers["content-type"] == media_type
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.content) <= most
    assert not re.search(r"@import|url\(|@font-face|fetch\(|XMLHttp|eval\(|innerHTML", answer.text)


def test_pages_of_the_desk_load_three_files_of_ours(visits: Visits) -> None:
    page = visits.stranger().page("/staff/sign-in")
    loaded = [one.attributes.get("src", "") for one in page.all("script")]
    loaded += [one.attributes["href"] for one in page.all("link", rel="stylesheet")]
    assert loaded == [asset("staff.js"), asset("style.css"), asset("staff.css")]
