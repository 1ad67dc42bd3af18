"""The first page: its numbers are the API's, and each leads to a list of as many."""

from starlette.testclient import TestClient

from tests.pages.markup import Element, read

MARKS = {
    "contested": "contested",
    "enacted": "enacted",
    "pledged": "pledged",
    "none": "none",
    "enacted-part": "enacted_in_part",
    "self-reported": "self_reported",
    "overdue": "overdue",
}


def figures(part: Element) -> dict[str, int]:
    """The numbers of a part of a page, under the names that the API has for them."""
    found = {}
    for one in part.all("li", class_="figure"):
        mark = next(name[3:] for name in one.attributes["class"].split() if name[:3] == "is-")
        found[MARKS[mark]] = int(one.one(class_="number").text.replace(",", ""))
    return found


def without_total(totals: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in totals.items() if name != "commitments"}


def test_every_number_equals_the_api(client: TestClient) -> None:
    for query in ("", "?as_of=2023-06-30"):
        page = read(client.get(f"/en/{query}").text)
        api = client.get(f"/api/v1/scorecard{query}").json()
        assert figures(page.one(class_="totals")) == without_total(api["totals"])
        sections = list(page.all("section", class_="instrument"))
        for section, instrument in zip(sections, api["instruments"], strict=True):
            wanted = {name: n for name, n in without_total(instrument["totals"]).items() if n}
            assert figures(section.one(class_="instrument-head")) == wanted
            assert len(list(section.all("li", class_="row"))) == len(instrument["commitments"])
        assert f"{api['totals']['commitments']} commitments" in page.one(class_="opening").text


def test_every_number_leads_to_a_list_of_as_many(client: TestClient) -> None:
    page = read(client.get("/en/").text)
    for one in page.one(class_="totals").all("li", class_="figure"):
        number = int(one.one(class_="number").text)
        listed = read(client.get(one.one("a").attributes["href"]).text)
        assert listed.one(class_="result").text.startswith(f"{number} commitment")


def test_each_commitment_shows_status_reason_and_newest_evidence(
    shipped_client: TestClient,
) -> None:
    rows = list(read(shipped_client.get("/en/").text).all("li", class_="row"))
    api = shipped_client.get("/api/v1/scorecard").json()
    lines = [line for one in api["instruments"] for line in one["commitments"]]
    for row, line in zip(rows, lines, strict=True):
        assert line["title"] in row.text
        assert line["reason"]["text"] in row.text
        if line["newest_evidence"]:
            assert line["newest_evidence"]["summary"] in row.text
        mark, word = row.one(class_="verdict").one("svg"), row.one(class_="verdict").text
        assert mark.one("use").attributes["href"].startswith("#mark_")
        assert word


def test_the_page_says_how_much_of_an_instrument_is_recorded(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/").text)
    covers = [one.text for one in page.all("p", class_="cover")]
    assert len(covers) == 6
    assert any(text.startswith("6 of the 27 items") and "5 of its areas" in text for text in covers)
    assert any("is not known" in text for text in covers)


def test_the_page_says_what_the_registry_says_of_itself(shipped_client: TestClient) -> None:
    about = shipped_client.get("/api/v1/scorecard").json()["about"]
    page = read(shipped_client.get("/en/").text)
    assert page.one("h1").text == about["title"]
    assert about["text"] in page.text
    assert about["left_out"] in page.text


def test_a_past_day_is_said_and_kept_in_links(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/?as_of=2023-06-30").text)
    banner = page.one(class_="banner")
    assert banner.text.startswith("As of 30 June 2023: shows evidence of what had happened by then")
    assert banner.one("a").attributes["href"] == "/en/"
    for row in page.all("li", class_="row"):
        assert all("as_of=2023-06-30" in one.attributes["href"] for one in row.all("a"))


def test_today_has_no_banner(shipped_client: TestClient) -> None:
    assert not any(read(shipped_client.get("/en/").text).all(class_="banner"))
