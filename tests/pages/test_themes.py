"""A theme: its totals equal the API's; the list of themes is tested with its bars."""

from starlette.testclient import TestClient

from tests.pages.markup import read
from tests.pages.test_scorecard import figures, without_total


def test_a_theme_shows_its_commitments_and_their_instruments(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/themes/assembly").text)
    api = shipped_client.get("/api/v1/themes/assembly").json()
    assert figures(page.one(class_="totals")) == without_total(api["totals"])
    rows = list(page.all("li", class_="row"))
    for row, line in zip(rows, api["commitments"], strict=True):
        assert line["title"] in row.text
        assert line["instrument"]["title"] in row.text
