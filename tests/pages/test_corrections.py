"""Corrections as a page: what was taken back, why, and how to report an error."""

from starlette.testclient import TestClient

from tests.pages.markup import assert_well_made, read
from tests.queries.deskwork import LAW, LAW_AGAIN, MORE, OTHER_DISPUTE, WHY


def test_it_shows_what_the_api_lists_with_reasons_and_what_stands_instead(
    busy_client: TestClient,
) -> None:
    listed = busy_client.get("/api/v1/corrections").json()
    page = read(busy_client.get("/en/corrections").text)
    assert_well_made(page)
    assert page.one(class_="result").text == f"{listed['total']} corrections"
    lines = list(page.one("ol", class_="changes").all("li"))
    assert len(lines) == listed["total"]
    texts = {one.text: one for one in lines}
    (replaced,) = [text for text in texts if "Replaced · Evidence" in text and MORE in text]
    assert f"Reason: {WHY['en']}" in replaced
    hrefs = [one.attributes["href"] for one in texts[replaced].all("a")]
    assert hrefs[:2] == [f"/en/evidence/{LAW}", f"/en/evidence/{LAW_AGAIN}"]
    (answered,) = [text for text in texts if "Answered · Evidence" in text]
    hrefs = [one.attributes["href"] for one in texts[answered].all("a")]
    assert f"/en/evidence/{OTHER_DISPUTE}" in hrefs
    assert "Answered by:" in answered


def test_before_the_first_it_says_so_and_how_to_report_one(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/corrections").text)
    assert_well_made(page)
    assert page.one(class_="result").text == "0 corrections"
    assert "Nothing has been taken back so far." in page.text
    assert "Tell whoever runs this site the address of the page" in page.text
    assert "@" not in page.one("main").text


def test_every_page_and_the_list_of_changes_lead_to_it(shipped_client: TestClient) -> None:
    for address in ("/en/", "/en/nowhere", "/ru/commitments"):
        footer = read(shipped_client.get(address).text).one("footer")
        hrefs = [one.attributes["href"] for one in footer.all("a")]
        assert f"{address[:3]}/corrections" in hrefs
    main = read(shipped_client.get("/en/revisions").text).one("main")
    assert "/en/corrections" in [one.attributes["href"] for one in main.all("a")]
