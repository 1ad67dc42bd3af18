"""Bars: a table whose numbers are the API's, each of them leading to a list of as many."""

import pytest
from starlette.testclient import TestClient

from tests.pages.markup import Element, read
from tests.pages.test_scorecard import MARKS, numbers_in, without_total

IN_TABLE = [name for name in MARKS.values() if name not in {"self_reported", "overdue"}]


def rows_of(client: TestClient, address: str) -> list[Element]:
    (*_, table) = read(client.get(address).text).all("table", class_="bars")
    return list(table.one("tbody").all("tr"))


@pytest.mark.parametrize("noun", ["instruments", "themes"])
@pytest.mark.parametrize("query", ["", "?as_of=2023-06-30"])
def test_every_row_says_what_the_api_says(noun: str, query: str, client: TestClient) -> None:
    listed = client.get(f"/api/v1/{noun}{query}").json()["items"]
    for row, one in zip(rows_of(client, f"/en/{noun}{query}"), listed, strict=True):
        assert one["title"] in row.one("th").text
        totals = without_total(one["totals"])
        assert numbers_in(row) == {name: totals[name] for name in IN_TABLE}


def test_every_number_leads_to_a_list_of_as_many(shipped_client: TestClient) -> None:
    for row in rows_of(shipped_client, "/en/instruments"):
        for cell in row.all("td"):
            for link in cell.all("a"):
                listed = read(shipped_client.get(link.attributes["href"]).text)
                found = listed.one(class_="result").text.split()
                assert found[0] == link.text.split()[-1]


def test_the_longest_bar_is_the_largest(shipped_client: TestClient) -> None:
    lengths = [
        sum(float(one.attributes["width"][:-1]) for one in row.one(class_="strip").all("rect"))
        for row in rows_of(shipped_client, "/en/instruments")
    ]
    totals = [
        one["totals"]["commitments"]
        for one in shipped_client.get("/api/v1/instruments").json()["items"]
    ]
    assert lengths == pytest.approx([100 * one / max(totals) for one in totals], abs=0.3)
