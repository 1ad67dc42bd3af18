"""What changed between two days, as a page: numbers, changes with their evidence, and the form."""

import re

import pytest
from starlette.testclient import TestClient

from tests.pages.markup import Element, assert_well_made, read

YEAR = "from=2022-12-31&to=2023-12-31"


def shown(client: TestClient, query: str = YEAR, language: str = "en") -> Element:
    page = read(client.get(f"/{language}/comparison?{query}").text)
    assert_well_made(page)
    return page


def form(page: Element) -> Element:
    return next(one for one in page.all("form", class_="filters"))


def test_the_summary_can_be_quoted(shipped_client: TestClient) -> None:
    lead = shown(shipped_client).one("div", class_="lead").text
    assert lead.startswith(
        "Between 31 December 2022 and 31 December 2023 the status of 8 commitments changed. "
        "17 commitments were made in between."
    )


def test_the_table_repeats_the_totals_of_both_days(shipped_client: TestClient) -> None:
    data = shipped_client.get(f"/api/v1/comparison?{YEAR}").json()
    table = next(shown(shipped_client).all("table"))
    rows = {
        re.sub("^Of these: ", "", row.one("th").text): [one.text for one in row.all("td")]
        for row in table.one("tbody").all("tr")
    }
    before, after = data["before"]["contested"], data["after"]["contested"]
    assert rows["Contested"] == [str(before), str(after), f"+{after - before}"]
    assert rows["No evidence yet"][2].startswith("−")
    assert rows["All commitments"][2] == "+17"


def test_every_change_is_there_with_what_it_was_and_what_decided_it(
    shipped_client: TestClient,
) -> None:
    data = shipped_client.get(f"/api/v1/comparison?{YEAR}").json()["items"]
    page = shown(shipped_client)
    rows = list(page.all("li", class_="row"))
    assert len(rows) == len(data)
    for row, one in zip(rows, data, strict=True):
        badges = [each.text for each in row.one("div", class_="row-verdict").all(class_="badge")]
        assert len(badges) == (2 if one["kind"] == "status" else 1)
        if one["evidence"]:
            href = next(row.one("div", class_="row-newest").all("a")).attributes["href"]
            wanted = f"/en/commitments/{one['id']}?as_of=2023-12-31#{one['evidence'][0]['id']}"
            assert href == wanted


def test_what_else_changed_is_said(shipped_client: TestClient) -> None:
    titles = [one.text for one in shown(shipped_client).all("h2")]
    assert "Something else changed 6" in titles
    others = shown(shipped_client).one(id="page_else")
    assert others
    text = shown(shipped_client).text
    assert "Past due, no full enactment on record: no → became yes" in text
    assert "Its due date passed." in text


def test_nothing_changed_says_what_that_means_and_offers_other_days(
    shipped_client: TestClient,
) -> None:
    page = shown(shipped_client, "from=2020-01-01&to=2020-02-01")
    assert "That is not a finding that nothing happened." in page.text
    assert "the status of no commitment changed" in page.text
    assert "open" in page.one("details", class_="other-span").attributes
    years = [one.text for one in page.one("ul", class_="in-line").all("a")]
    assert years[1:] == ["2025", "2024", "2023", "2022", "2021"]
    same = shown(shipped_client, "from=2023-01-01&to=2023-01-01")
    assert "one and the same day" in same.text


def test_the_form_holds_what_was_asked(shipped_client: TestClient) -> None:
    page = shown(shipped_client, YEAR + "&instrument=decree-2021&theme=assembly")
    asked = form(page)
    values = {one.attributes["name"]: one.attributes["value"] for one in asked.all("input")}
    assert values == {"from": "2022-12-31", "to": "2023-12-31"}
    chosen = [
        one.attributes["value"] for one in asked.all("option") if "selected" in one.attributes
    ]
    assert chosen == ["decree-2021", "assembly"]
    (year, *_) = [one for one in page.all("a") if one.text == "2022"]
    assert "from=2021-12-31&to=2022-12-31&instrument=decree-2021" in year.attributes["href"]


def test_without_days_it_is_the_year_up_to_today(shipped_client: TestClient) -> None:
    data = shipped_client.get("/api/v1/comparison").json()
    assert data["last_day"][:4] > data["first_day"][:4]
    assert data["last_day"][5:] == data["first_day"][5:]
    upto = shipped_client.get("/api/v1/comparison?to=2024-02-29").json()
    assert upto["first_day"] == "2023-02-28"
    # The first year that can be written has none before it.
    assert shipped_client.get("/en/comparison?to=1900-01-02").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=2024-01-01&to=2023-01-01", "2024-01-01 is after 2023-01-01: write the earlier"),
        ("from=2023-01-01&to=2999-01-01", "2999"),
        ("from=2023&to=2024-01-01", "'2023' is not a whole day"),
        ("from=01.02.2023", "is not a date"),
        ("from=2023-02-30", "There is no 2023-02-30"),
    ],
)
def test_days_that_cannot_be_compared_are_refused_with_the_form(
    shipped_client: TestClient, query: str, said: str
) -> None:
    answer = shipped_client.get(f"/en/comparison?{query}&theme=assembly")
    page = read(answer.text)
    assert_well_made(page)
    assert answer.status_code == 422
    assert said.lower() in page.one("main").text.lower()
    names = [one.attributes["name"] for one in form(page).all("input")]
    assert sorted(names) == ["from", "theme", "to"]
    assert shipped_client.get(f"/api/v1/comparison?{query}").status_code == 422


def test_pages_of_the_list_keep_the_days(shipped_client: TestClient) -> None:
    page = shown(shipped_client, YEAR + "&limit=5")
    following = page.one("a", rel="next").attributes["href"]
    second = read(shipped_client.get(following).text)
    assert len(list(second.all("li", class_="row"))) == 5
    assert second.one("div", class_="lead").text == page.one("div", class_="lead").text
