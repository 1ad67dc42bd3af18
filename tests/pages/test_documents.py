"""Sources: what each is, how it was read, and what was taken from it."""

from starlette.testclient import TestClient

from tests.pages.markup import read
from tests.queries.deskwork import WHY, WITHDRAWN_SOURCE


def test_pages_of_the_list_show_every_source_once(shipped_client: TestClient) -> None:
    address, seen = "/en/documents", list[str]()
    while address:
        page = read(shipped_client.get(address).text)
        seen += [row.one("a").attributes["href"] for row in page.one("tbody").all("tr")]
        address = next((one.attributes["href"] for one in page.all("a", rel="next")), "")
    assert len(seen) == len(set(seen)) == 173
    assert shipped_client.get("/api/v1/documents").json()["total"] == 173


def test_the_list_says_how_a_source_was_read(shipped_client: TestClient) -> None:
    rows = read(shipped_client.get("/en/documents").text).one("tbody").all("tr")
    items = shipped_client.get("/api/v1/documents").json()["items"]
    for row, one in zip(rows, items, strict=True):
        assert ("Read in full" in row.text) is (one["consulted"] == "full")
        assert ("another host" in row.text) is one["mirror"]
        assert row.one("td", class_="amount").text == str(one["evidence"])


def test_the_list_says_how_many_were_read_in_full_and_how_many_elsewhere(
    shipped_client: TestClient,
) -> None:
    page, api = (
        shipped_client.get(one) for one in ("/en/documents", "/api/v1/documents?limit=200")
    )
    items, read_as = api.json()["items"], api.json()["read"]
    full = sum(one["consulted"] == "full" for one in items)
    mirror = sum(one["mirror"] for one in items)
    assert read_as == {"full": full, "extract": len(items) - full, "mirror": mirror}
    assert [one.text for one in read(page.text).one("ul", class_="traits").all("li")] == [
        f"{full} read in full",
        f"{len(items) - full} read in extract",
        f"{mirror} read at another host than the publisher’s",
    ]


def test_a_source_shows_all_that_was_taken_from_it(client: TestClient) -> None:
    page = read(client.get("/en/documents/amnesty-2021-22").text)
    api = client.get("/api/v1/documents/amnesty-2021-22").json()
    cards = list(page.all("li", class_="card"))
    for card, one in zip(cards, api["taken"], strict=True):
        assert card.attributes["id"] == one["id"]
        assert one["summary"] in card.text
        assert len(list(card.one("ul", class_="concerns").all("li"))) == len(one["concerns"])
    assert "Read at another host than the publisher’s" in page.text
    assert api["note"] in page.text


def test_a_withdrawn_source_keeps_its_page_and_leaves_the_list(busy_client: TestClient) -> None:
    page = read(busy_client.get(f"/en/documents/{WITHDRAWN_SOURCE}").text)
    assert page.one("aside").text.startswith(f"Withdrawn on 21 November 2026: {WHY['en']}")
    assert "Withdrawn:" in page.one("h1").one("del").text
    listed = busy_client.get("/api/v1/documents?limit=200").json()
    assert WITHDRAWN_SOURCE not in [one["id"] for one in listed["items"]]
    assert listed["total"] == len(listed["items"]) == 172


def test_a_source_in_another_language_says_which(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/documents/ansa-2021-06-11").text)
    assert page.one("h1").one("span").attributes["lang"] == "it"
    assert "Language Italian" in page.text


def test_a_source_knows_no_past_day(shipped_client: TestClient) -> None:
    for path in ("/en/documents", "/en/documents/hrw-2026-02-16", "/en/revisions"):
        today, then = (shipped_client.get(path + query) for query in ("", "?as_of=2022-01-01"))
        assert then.text == today.text
