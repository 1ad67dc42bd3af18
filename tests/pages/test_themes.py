"""Themes: their totals equal the API's."""

from starlette.testclient import TestClient

from tests.pages.markup import read
from tests.pages.test_scorecard import figures, without_total


def test_totals_of_every_theme_equal_the_api(client: TestClient) -> None:
    blocks = read(client.get("/en/themes").text).one("ol", class_="blocks").inside
    for block, one in zip(blocks, client.get("/api/v1/themes").json()["items"], strict=True):
        assert not isinstance(block, str)
        assert one["title"] in block.text
        wanted = {name: number for name, number in without_total(one["totals"]).items() if number}
        assert figures(block) == wanted


def test_a_theme_shows_its_commitments_and_their_instruments(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/themes/assembly").text)
    api = shipped_client.get("/api/v1/themes/assembly").json()
    assert figures(page.one(class_="totals")) == without_total(api["totals"])
    rows = list(page.all("li", class_="row"))
    for row, line in zip(rows, api["commitments"], strict=True):
        assert line["title"] in row.text
        assert line["instrument"]["title"] in row.text
