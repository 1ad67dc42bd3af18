"""One piece of evidence by itself: to be cited, even after it was withdrawn."""

from starlette.testclient import TestClient

from tests.pages.markup import assert_well_made, read
from tests.queries.deskwork import EXPRESSION, LAW, LAW_AGAIN, OTHER_DISPUTE, WHY


def test_evidence_shows_what_its_twin_says(client: TestClient) -> None:
    page = read(client.get("/en/evidence/ev-exp-orda-2025").text)
    api = client.get("/api/v1/evidence/ev-exp-orda-2025").json()
    card = page.one("section", class_="card").text
    for part in (api["summary"], api["locator"], api["document"]["title"]):
        assert part in card
    concerns = list(page.one("ul", class_="concerns").all("li"))
    assert len(concerns) == len(api["concerns"]) > 1
    for line, one in zip(concerns, api["concerns"], strict=True):
        assert one["commitment"]["title"] in line.text


def test_a_card_leads_to_its_evidence_by_itself(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/commitments/decree-2021-06-expression").text)
    card = page.one("li", id="ev-exp-orda-2025")
    hrefs = [one.attributes["href"] for one in card.all("a")]
    assert "/en/evidence/ev-exp-orda-2025" in hrefs


def test_replaced_evidence_is_struck_through_under_the_reason(busy_client: TestClient) -> None:
    page = read(busy_client.get(f"/en/evidence/{LAW}").text)
    assert_well_made(page)
    banner = page.one("aside")
    assert banner.text.startswith(f"Replaced on 21 November 2026: {WHY['en']}")
    assert banner.one("a").attributes["href"] == f"/en/evidence/{LAW_AGAIN}"
    summary = busy_client.get(f"/api/v1/evidence/{LAW}").json()["summary"]
    struck = page.one("del")
    assert struck.one("span", class_="unseen").text == "Withdrawn:"
    assert summary in struck.text


def test_a_replacement_leads_to_what_it_replaces(busy_client: TestClient) -> None:
    page = read(busy_client.get(f"/en/evidence/{LAW_AGAIN}").text)
    assert not any(page.all("aside"))
    (link,) = [one for one in page.all("a") if "replaces an entry" in one.text]
    assert link.attributes["href"] == f"/en/evidence/{LAW}"


def test_an_answer_leads_to_its_dispute_and_a_dispute_to_its_answer(
    busy_client: TestClient,
) -> None:
    for one, other, title in (
        (LAW_AGAIN, OTHER_DISPUTE, "It answers these disputes"),
        (OTHER_DISPUTE, LAW_AGAIN, "What answers it"),
    ):
        page = read(busy_client.get(f"/en/evidence/{one}").text)
        assert_well_made(page)
        section = page.one("section", **{"aria-labelledby": "page_exchange_1"})
        assert section.one("h2").text == title
        assert [each.attributes["href"] for each in section.all("a")] == [
            f"/en/evidence/{other}",
            f"/en/commitments/{EXPRESSION}",
        ]


def test_evidence_that_nobody_disputes_says_nothing_of_answers(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/evidence/ev-exp-orda-2025").text)
    assert not any(page.all(id="page_exchange_1"))


def test_evidence_is_not_there_before_it_happened(shipped_client: TestClient) -> None:
    answer = shipped_client.get("/en/evidence/ev-exp-orda-2025?as_of=2021-01-01")
    assert answer.status_code == 404
    assert "this had not happened yet" in read(answer.text).one("main").text
