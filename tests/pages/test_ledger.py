"""The public ledger: its newest number and hash, where a sceptic looks for them."""

import pytest
from starlette.testclient import TestClient

from tests.pages.markup import assert_well_made, read


def test_the_page_shows_the_newest_number_and_hash(client: TestClient) -> None:
    page, api = read(client.get("/en/ledger").text), client.get("/api/v1/ledger").json()
    assert_well_made(page)
    facts = page.one("dl").text
    assert f"Newest number {api['revisions']}" in facts
    assert api["hash"] in facts
    assert "scorecard verify" in page.text


def test_the_number_leads_to_its_revision_with_the_same_hash(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/ledger").text)
    newest = shipped_client.get("/api/v1/ledger").json()
    link = next(page.one("dl").all("a")).attributes["href"]
    assert newest["hash"] in read(shipped_client.get(link).text).text


@pytest.mark.parametrize("path", ["/en/revisions", "/en/methodology"])
def test_a_sceptic_finds_it(path: str, shipped_client: TestClient) -> None:
    page = read(shipped_client.get(path).text)
    hrefs = [one.attributes["href"] for one in page.one("main").all("a")]
    assert "/en/ledger" in hrefs


def test_redactions_are_counted_and_change_no_hash(busy_client: TestClient) -> None:
    assert busy_client.get("/api/v1/ledger").json()["redacted"] == 1
    page = read(busy_client.get("/en/ledger").text)
    assert "1 revision was emptied to protect a person." in page.text
