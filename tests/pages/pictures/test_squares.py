"""Squares: one for each commitment, while that is a picture."""

from urllib.parse import urldefrag

import pytest
from starlette.testclient import TestClient

from app.domain.vocabulary import Extent, Status
from app.pages.figures import standing
from app.pages.pictures.squares import MOST_SQUARES, has_squares
from app.queries.shapes import Totals
from tests.pages.markup import Element, read


def squares(client: TestClient, address: str) -> list[Element]:
    return list(read(client.get(address).text).one(class_="squares").all("li"))


@pytest.mark.parametrize(
    ("count", "shown"), [(0, False), (1, True), (MOST_SQUARES, True), (MOST_SQUARES + 1, False)]
)
def test_squares_stop_where_they_are_too_many(count: int, shown: bool) -> None:
    none = Totals(**dict.fromkeys(Totals.model_fields, 0))
    assert has_squares(none.model_copy(update={"commitments": count})) is shown


@pytest.mark.parametrize("query", ["", "?as_of=2023-06-30"])
def test_every_commitment_is_a_square_with_its_title_its_status_and_its_shape(
    query: str, shipped_client: TestClient
) -> None:
    api = shipped_client.get(f"/api/v1/scorecard{query}").json()
    lines = [line for one in api["instruments"] for line in one["commitments"]]
    for square, line in zip(squares(shipped_client, f"/en/{query}"), lines, strict=True):
        status = Status(line["status"]) if line["status"] else None
        extent = Extent(line["extent"]) if line["extent"] else None
        one, link = standing(status, extent), square.one("a")
        assert link.attributes["title"] == f"{line['title']} – {one.label.name}"
        assert link.attributes["href"] == f"/en/commitments/{line['id']}{query}"
        assert square.one("use").attributes["href"] == f"#tile_{one.mark}"


def test_the_keyboard_can_pass_the_squares(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/").text)
    (first, *_) = page.one(class_="squares").all("a")
    assert first.text == "Skip the squares"
    assert any(page.all(id=urldefrag(first.attributes["href"]).fragment))
