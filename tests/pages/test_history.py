"""Who changed what, and when: in words, by role and number, word by word."""

from starlette.testclient import TestClient

from tests.pages.markup import Element, assert_well_made, read
from tests.queries.deskwork import EXPRESSION, LAW_AGAIN, REDACTED, WHY


def page_of(client: TestClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = read(answer.text)
    assert_well_made(page)
    return page


def changes(page: Element) -> list[Element]:
    return [one for listed in page.all("ol", class_="changes") for one in listed.all("li")]


def test_the_history_of_a_commitment_is_reached_from_its_page(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, f"/en/commitments/{EXPRESSION}")
    (link,) = [one for one in page.all("a") if one.text == "Who changed what here, and when"]
    history = page_of(shipped_client, link.attributes["href"])
    api = shipped_client.get(f"/api/v1/commitments/{EXPRESSION}/history").json()
    assert len(changes(history)) == len(api["items"]) == api["total"] > 20
    assert history.one("p", class_="trail").text == "Commitment: Freedom of expression"


def test_who_did_it_stands_there_by_role_and_number(busy_client: TestClient) -> None:
    lines = changes(page_of(busy_client, f"/en/commitments/{EXPRESSION}/history"))
    whos = {one.one("p", class_="meta").text.split(" ", 4)[-1] for one in lines[:2]}
    assert whos == {"Administrator 2"}
    (look,) = [one.text for one in lines if "Looked at · Commitment" in one.text]
    assert "Editor 2" in look
    assert "Last looked at 21 November 2026" in look


def test_a_correction_is_shown_word_by_word(busy_client: TestClient) -> None:
    (line,) = changes(page_of(busy_client, f"/en/evidence/{LAW_AGAIN}/history"))
    added = [one.text for one in line.all("ins")]
    assert added[0] == "added: The correction says so."
    assert not any(line.all("del"))
    assert "Compared with what it replaces" in line.text
    assert line.text.count("instruction of March 2022.") == 3


def test_a_withdrawal_is_told_with_its_reason_in_every_language(busy_client: TestClient) -> None:
    page = page_of(busy_client, "/en/evidence/ev-exp-azattyq-2025/history")
    line = changes(page)[0]
    assert "Withdrawn on 21 November 2026" in line.text
    assert f"Reason {WHY['en']}" in line.text
    assert line.one("span", lang="ru").text == WHY["ru"]


def test_words_of_the_registry_are_called_as_on_other_pages(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/evidence/ev-exp-media-law/history")
    whole = changes(page)[0].one("details").text
    assert "Status Enacted · Freedom of expression" in whole
    assert "Extent In part" in whole
    assert "Date 19 June 2024" in whole
    assert "Document Head of State Tokayev signs law on mass media" in whole
    assert "{" not in whole


def test_what_was_redacted_says_so(busy_client: TestClient) -> None:
    lines = changes(page_of(busy_client, f"/en/evidence/{REDACTED}/history"))
    (published,) = [one for one in lines if "Published" in one.text]
    assert "removed for good, to protect a person" in published.text
    (redacted,) = [one for one in lines if "Redacted" in one.text]
    emptied = next(one for one in redacted.one("dl").all("a")).attributes["href"]
    assert "removed for good" in page_of(busy_client, emptied).one("main").text


def test_pages_of_a_history_follow_each_other(shipped_client: TestClient) -> None:
    address: str | None = f"/en/commitments/{EXPRESSION}/history?limit=10"
    numbers = list[str]()
    while address:
        page = page_of(shipped_client, address)
        numbers += [one.one("p", class_="meta").text.split()[3] for one in changes(page)]
        address = next((one.attributes["href"] for one in page.all("a", rel="next")), None)
    assert len(numbers) == len(set(numbers)) == 28


def test_there_is_no_history_of_nothing(shipped_client: TestClient) -> None:
    for noun in ("commitments", "evidence"):
        assert shipped_client.get(f"/en/{noun}/nothing/history").status_code == 404
