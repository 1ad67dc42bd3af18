"""The day that a page shows, and the form for another one."""

import re
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from tests.pages.markup import Element, assert_well_made, read

WITH_DAYS = [
    "/en/",
    "/en/commitments",
    "/en/commitments/ap2022-01-violence",
    "/en/instruments",
    "/en/instruments/action-plan-2022",
    "/en/themes",
    "/en/themes/assembly",
]


def chooser(client: TestClient, address: str) -> Element:
    page = read(client.get(address).text)
    assert_well_made(page)
    return page.one("details", class_="another")


def fields(form: Element) -> dict[str, str]:
    return {one.attributes["name"]: one.attributes["value"] for one in form.all("input")}


@pytest.mark.parametrize("address", WITH_DAYS)
@pytest.mark.parametrize("day", ["", "?as_of=2023-06-30"])
def test_pages_with_days_let_one_be_chosen(
    shipped_client: TestClient, address: str, day: str
) -> None:
    form = chooser(shipped_client, address + day).one("form")
    assert form.attributes["action"] == address
    field = form.one("input", type="date")
    label = form.one("label")
    assert label.attributes["for"] == field.attributes["id"]
    assert field.attributes["min"] <= "2022-04-28"
    assert field.attributes["max"] > "2026"
    assert any(form.all("button"))


@pytest.mark.parametrize(
    "address",
    ["/en/documents", "/en/evidence/ev-exp-orda-2025", "/en/revisions", "/en/methodology"],
)
def test_pages_without_days_do_not(shipped_client: TestClient, address: str) -> None:
    page = read(shipped_client.get(address).text)
    assert not list(page.all("details", class_="another"))


def test_what_was_asked_stays_when_the_day_changes(shipped_client: TestClient) -> None:
    asked = "/en/commitments?status=contested&q=law&sort=newest&limit=5&as_of=2025-06-30"
    found = chooser(shipped_client, asked)
    kept = fields(found.one("form"))
    assert kept == {
        "status": "contested",
        "q": "law",
        "sort": "newest",
        "limit": "5",
        "as_of": "2025-06-30",
    }
    shortcut = next(one for one in found.all("a") if one.text == "End of 2024")
    query = urlsplit(shortcut.attributes["href"]).query
    assert sorted(query.split("&")) == sorted(
        ["status=contested", "q=law", "sort=newest", "limit=5", "as_of=2024-12-31"]
    )


def test_no_shortcut_leads_to_a_day_on_which_the_page_was_not(shipped_client: TestClient) -> None:
    found = chooser(shipped_client, "/en/commitments/ap2022-01-violence")
    assert found.one("input", type="date").attributes["min"] == "2022-04-28"
    days = [one.attributes["href"] for one in found.all("a") if "as_of" in one.attributes["href"]]
    assert min(re.findall(r"as_of=(\S+)", " ".join(days))) == "2022-04-28"
    for href in days:
        assert shipped_client.get(href).status_code == 200


def test_shortcuts_are_named_in_the_language_of_the_page(shipped_client: TestClient) -> None:
    found = chooser(shipped_client, "/en/")
    texts = [one.text for one in found.all("li")]
    assert "End of 2022" in texts
    assert "A year ago" in texts
    assert any(one.startswith("28 April 2022 Follow-up Plan") for one in texts)


def test_a_past_day_says_what_it_shows_and_leads_back(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/themes/assembly?as_of=2023-06-30").text)
    banner = page.one("aside", class_="banner")
    assert "As of 30 June 2023: what had happened by the end of that day" in banner.text
    assert "judged with the evidence published here today" in banner.text
    assert "Where only a month or year is known" in banner.text
    links = {one.text: one.attributes["href"] for one in banner.all("a")}
    assert links["Show today"] == "/en/themes/assembly"
    since = links["What changed between this day and today"]
    assert since == "/en/comparison?from=2023-06-30&theme=assembly"
    assert len(list(page.all("details", class_="another"))) == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/commitments?q=law&as_of=30.06.2023", 422),
        ("/en/commitments?q=law&as_of=2999-01-01", 422),
        ("/en/commitments/ap2022-01-violence?as_of=2020-01-01", 404),
    ],
)
def test_a_day_that_cannot_be_shown_is_answered_with_the_form(
    shipped_client: TestClient, address: str, status: int
) -> None:
    answer = shipped_client.get(address)
    assert answer.status_code == status
    page = read(answer.text)
    assert_well_made(page)
    form = page.one("form", class_="filters")
    assert form.attributes["action"] == urlsplit(address).path
    assert set(fields(form)) == ({"as_of", "q"} if "q=" in address else {"as_of"})


@pytest.mark.parametrize(
    "address",
    ["/en/commitments?status=bad&as_of=2023-06-30", "/en/nowhere?as_of=x", "/en/commitments/a/b"],
)
def test_what_went_wrong_elsewhere_asks_for_no_day(
    shipped_client: TestClient, address: str
) -> None:
    assert not list(read(shipped_client.get(address).text).all("form", class_="filters"))
