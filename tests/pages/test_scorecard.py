"""The first page: its numbers are the API's, and each leads to a list of as many."""

from starlette.testclient import TestClient

from tests.pages.markup import Element, read

MARKS = {
    "contested": "contested",
    "enacted": "enacted_in_whole",
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
        if not one.has({"class_": "is-all"}):
            found[MARKS[mark_of(one)]] = int(one.one(class_="number").text.replace(",", ""))
    return found


def numbers_in(row: Element) -> dict[str, int]:
    """The numbers of a row of a table, under the same names."""
    cells = [one for one in row.all("td") if "is-" in one.attributes["class"]]
    return {MARKS[mark_of(one)]: int(one.text.split()[-1]) for one in cells}


def mark_of(one: Element) -> str:
    return next(name[3:] for name in one.attributes["class"].split() if name[:3] == "is-")


def without_total(totals: dict[str, int]) -> dict[str, int]:
    """What a page tells apart: what is enacted in whole, and in part."""
    in_whole = totals["enacted"] - totals["enacted_in_part"]
    told = {name: one for name, one in totals.items() if name not in {"commitments", "enacted"}}
    return told | {"enacted_in_whole": in_whole}


def test_every_number_equals_the_api(client: TestClient) -> None:
    for query in ("", "?as_of=2023-06-30"):
        page = read(client.get(f"/en/{query}").text)
        api = client.get(f"/api/v1/scorecard{query}").json()
        assert figures(page.one(class_="totals")) == without_total(api["totals"])
        by_instrument, by_theme = page.all("table", class_="bars")
        themes = [one for one in api["themes"] if one["totals"]["commitments"]]
        rows = [*by_instrument.one("tbody").all("tr"), *by_theme.one("tbody").all("tr")]
        for row, one in zip(rows, [*api["instruments"], *themes], strict=True):
            assert numbers_in(row).items() <= without_total(one["totals"]).items()
            assert one["title"] in row.text
        for fold, one in zip(page.all("details", class_="fold"), api["instruments"], strict=True):
            assert len(list(fold.all("li", class_="row"))) == len(one["commitments"])
        assert f"{api['totals']['commitments']} commitments" in page.one(class_="totals").text


def test_the_line_ends_with_the_totals_and_says_so_in_words_and_in_a_table(
    client: TestClient,
) -> None:
    api = client.get("/api/v1/scorecard").json()
    last = without_total(api["totals"])
    assert without_total(api["over_time"][-1]).items() <= last.items() | {("day", api["as_of"])}
    page = read(client.get("/en/").text)
    described = page.one("desc", id="page_line_d").text
    assert f"Contested: {last['contested']}. Enacted in whole: {last['enacted_in_whole']}." in (
        described
    )
    (*_, row) = page.one(class_="months").one("tbody").all("tr")
    numbers = [int(one.text) for one in row.all("td")]
    assert numbers[0] == sum(numbers[1:]) == api["totals"]["commitments"]


def test_who_says_so_is_what_the_api_counts(client: TestClient) -> None:
    for query in ("", "?as_of=2023-06-30"):
        voices = client.get(f"/api/v1/scorecard{query}").json()["voices"]
        page = read(client.get(f"/en/{query}").text)
        labels = page.one("figure", class_="who").all("text")
        drawn = [int(one.text.split()[-1]) for one in labels]
        assert drawn == [number for number in voices.values() if number]


def test_every_number_leads_to_a_list_of_as_many(client: TestClient) -> None:
    page = read(client.get("/en/").text)
    for one in page.one(class_="totals").all("li", class_="figure"):
        listed = read(client.get(one.one("a").attributes["href"]).text)
        found = listed.one(class_="result").text.split()
        assert found[0] == one.one(class_="number").text


def test_each_commitment_shows_status_reason_and_the_way_to_its_newest_evidence(
    shipped_client: TestClient,
) -> None:
    rows = list(read(shipped_client.get("/en/").text).all("li", class_="row"))
    api = shipped_client.get("/api/v1/scorecard").json()
    lines = [line for one in api["instruments"] for line in one["commitments"]]
    for row, line in zip(rows, lines, strict=True):
        assert line["title"] in row.text
        assert line["reason"]["text"] in row.text
        newest = line["newest_evidence"]
        if newest:
            assert any(one.attributes["href"].endswith(f"#{newest['id']}") for one in row.all("a"))
        mark, word = row.one(class_="verdict").one("svg"), row.one(class_="verdict").text
        assert mark.one("use").attributes["href"].startswith("#mark_")
        assert word


def test_the_page_says_how_much_of_an_instrument_is_recorded(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/").text)
    covers = [one.text for one in page.all("p", class_="cover")]
    assert len(covers) == 6
    meters = [one.one("rect").attributes["width"] for one in page.all("svg", class_="meter")]
    assert meters == ["100%", "22%", "22%", "100%", "100%"]
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
    assert banner.text.startswith("As of 30 June 2023")
    assert any(one.attributes["href"] == "/en/" for one in banner.all("a"))
    for row in page.all("li", class_="row"):
        assert all("as_of=2023-06-30" in one.attributes["href"] for one in row.all("a"))


def test_today_has_no_banner(shipped_client: TestClient) -> None:
    assert not any(read(shipped_client.get("/en/").text).all(class_="banner"))
