"""The list of commitments with its filters."""

from starlette.testclient import TestClient

from app.domain.alphabets import order_key
from app.domain.vocabulary import Language
from tests.pages.markup import Element, read


def page_of(client: TestClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read(answer.text)


QUERIES = [
    "",
    "?status=contested",
    "?status=none",
    "?stage=enacted&extent=part",
    "?corroboration=self-reported",
    "?overdue=true",
    "?instrument=fpc-2021&theme=assembly",
    "?q=media",
    "?sort=newest&limit=5",
    "?as_of=2023-06-30",
]


def test_the_list_shows_what_the_api_lists(client: TestClient) -> None:
    for query in QUERIES:
        page = page_of(client, f"/en/commitments{query}")
        api = client.get(f"/api/v1/commitments{query}").json()
        shown = [row.one("h2").one("a").attributes["href"] for row in page.all("li", class_="row")]
        assert [one.split("?")[0].rpartition("/")[2] for one in shown] == [
            one["id"] for one in api["items"]
        ], query
        of_all = f" of {77 if 'as_of' not in query else api['total']}"
        is_narrowed = len(list(page.all(class_="in-force"))) > 0
        counted = f"{api['total']}{of_all if is_narrowed else ''} commitment"
        assert page.one(class_="result").text.startswith(counted), query


def test_filters_stay_in_the_form_the_next_page_and_the_data(shipped_client: TestClient) -> None:
    page = page_of(
        shipped_client, "/en/commitments?status=contested&q=law&limit=3&as_of=2025-06-30"
    )
    statuses = page.one("nav", **{"aria-labelledby": "page_status_name"})
    assert statuses.one("a", **{"aria-current": "true"}).text.startswith("Contested")
    assert page.one("input", id="page_q").attributes["value"] == "law"
    unseen = {
        one.attributes["name"]: one.attributes["value"]
        for one in page.one("form", role="search").all(type="hidden")
    }
    assert unseen == {"as_of": "2025-06-30", "limit": "3", "status": "contested"}
    for part in (page.one("a", rel="next"), page.one("link", type="application/json")):
        for given in ("status=contested", "q=law", "limit=3", "as_of=2025-06-30"):
            assert given in part.attributes["href"]


def test_pages_of_the_list_show_every_commitment_once(shipped_client: TestClient) -> None:
    address, seen = "/en/commitments?limit=20", list[str]()
    while address:
        page = page_of(shipped_client, address)
        seen += [one.one("h2").text for one in page.all("li", class_="row")]
        address = next((one.attributes["href"] for one in page.all("a", rel="next")), "")
    assert len(seen) == 77


def test_a_search_without_a_find_says_what_to_do(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments?q=zzzzz")
    assert page.one(class_="result").text == "0 of 77 commitments"
    assert "Fewer words find more" in page.text
    assert not any(page.all(id="page_ways"))
    page = page_of(shipped_client, "/en/commitments?q=zzzzz&theme=assembly")
    ways = page.one("section", **{"aria-labelledby": "page_ways"})
    (way,) = ways.all("a")
    assert way.attributes["href"] == "/en/commitments?theme=assembly"
    total = shipped_client.get("/api/v1/commitments?theme=assembly").json()["total"]
    assert f"{total} commitment" in ways.text


def test_each_filter_in_force_is_taken_away_by_itself(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments?theme=assembly&overdue=false&q=law&sort=title")
    chips = {one.text: one.attributes["href"] for one in page.one(class_="in-force").all("a")}
    assert list(chips.values()) == [
        "/en/commitments?overdue=false&theme=assembly&sort=title",
        "/en/commitments?theme=assembly&q=law&sort=title",
        "/en/commitments?overdue=false&q=law&sort=title",
        "/en/commitments",
    ]
    assert page.one("summary", class_="more").text == "More filters: 2 in use"


def test_choices_say_how_many_commitments_they_give(shipped_client: TestClient) -> None:
    asked = "theme=assembly&instrument=fpc-2021"
    page = page_of(shipped_client, f"/en/commitments?{asked}")
    counted = shipped_client.get(f"/api/v1/commitments/facets?{asked}").json()["choices"]
    for name in ("stage", "extent", "corroboration", "overdue", "instrument", "theme"):
        first, *others = page.one("select", id=f"page_{name}").all("option")
        assert first.attributes["value"] == ""
        for one in others:
            count = counted[name].get(one.attributes["value"], 0)
            assert one.text.endswith(f" ({count})")
    statuses = page.one("nav", **{"aria-labelledby": "page_status_name"})
    shown = {one.attributes["href"]: one.one("strong").text for one in statuses.all("a")}
    assert shown["/en/commitments?instrument=fpc-2021&theme=assembly&status=contested"] == str(
        counted["status"].get("contested", 0)
    )


def test_words_of_a_search_are_highlighted_where_they_stand(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments?q=stalking")
    assert {one.text.lower() for one in page.all("mark")} == {"stalking"}
    row = next(page.all("li", class_="row"))
    hrefs = [one.attributes["href"] for one in row.one(class_="row-newest").all("a")]
    assert "/en/commitments/decree-2021-04-women#ev-wom-stalking" in hrefs
    assert not any(page_of(shipped_client, "/en/commitments").all("mark"))


def test_other_spelling_is_never_tried_in_silence(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments?q=stlaking&status=contested")
    said = page.one(class_="banner")
    assert "Nothing found for “stlaking”. Showing results for “stalking”." in said.text
    links = [one.attributes["href"] for one in said.all("a")]
    assert links[0] == "/en/commitments?status=contested&q=stalking"
    assert links[-1] == "/en/commitments?status=contested&q=stlaking&instead=false"
    assert any(page.all("mark"))
    only = page_of(shipped_client, links[-1])
    assert not any(only.all(class_="banner"))
    assert not any(only.all("li", class_="row"))


def test_the_list_by_title_is_in_the_alphabet_of_the_page(shipped_client: TestClient) -> None:
    for language in Language:
        page = page_of(shipped_client, f"/{language.value}/commitments?sort=title&limit=200")
        titles = [row.one("h2").text for row in page.all("li", class_="row")]
        keys = [order_key(title, language) for title in titles]
        assert keys == sorted(keys)
