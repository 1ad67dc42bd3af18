"""No status without the evidence that decided it, one click away: on every page that shows one."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urldefrag

import pytest
from starlette.testclient import TestClient

from tests.pages.markup import Element, read

LISTS = [
    "/en/",
    "/en/?as_of=2023-06-30",
    "/en/commitments?limit=200",
    "/en/commitments?limit=200&as_of=2022-01-01",
    "/en/instruments/fpc-2021",
    "/en/themes/expression-media",
]


@cache
def page_of(client: TestClient, address: str) -> Element:
    """Read a page; once, since the lists lead to the same pages again and again."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read(answer.text)


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """Keep no page longer than these tests."""
    yield
    page_of.cache_clear()


@pytest.fixture(scope="module")
def commitments(shipped_client: TestClient) -> dict[str, Element]:
    """Every page of a commitment, today."""
    found = shipped_client.get("/api/v1/commitments?limit=200").json()["items"]
    return {
        f"/en/commitments/{one['id']}": page_of(shipped_client, f"/en/commitments/{one['id']}")
        for one in found
    }


@pytest.mark.parametrize("address", LISTS)
def test_a_status_in_a_list_leads_to_evidence_that_is_there(
    address: str, shipped_client: TestClient
) -> None:
    rows = list(page_of(shipped_client, address).all("li", class_="row"))
    assert rows
    for row in rows:
        verdict = row.one(class_="verdict")
        if row.has({"class_": "is-none"}):
            assert verdict.tag == "p"
            continue
        target, anchor = urldefrag(verdict.attributes["href"])
        card = page_of(shipped_client, target).one("li", id=anchor)
        assert card.has({"class_": "decided"})


def test_there_are_77_commitments_to_look_at(commitments: dict[str, Element]) -> None:
    assert len(commitments) == 77


def test_a_status_on_its_own_page_leads_to_evidence_that_decided_it(
    commitments: dict[str, Element],
) -> None:
    for address, page in commitments.items():
        panel = page.one(class_="panel")
        links = list(panel.one("p", class_="reason").all("a"))
        if panel.has({"class_": "is-none"}):
            assert links == []
            continue
        target, anchor = urldefrag(links[0].attributes["href"])
        assert target == address
        card = page.one("li", id=anchor)
        assert card.has({"class_": "decided"})
        assert card.one("p", class_="flag").text


def test_a_past_status_leads_to_evidence_on_the_same_page(commitments: dict[str, Element]) -> None:
    for address, page in commitments.items():
        for row in page.one(**{"aria-labelledby": "page_history"}).one("tbody").all("tr"):
            links = list(row.all("a"))
            if row.one(class_="badge").has({"class_": "is-none"}):
                assert links == []
                continue
            target, anchor = urldefrag(links[0].attributes["href"])
            assert target == address
            assert any(page.all("li", id=anchor))


def test_a_status_on_a_source_leads_to_the_card_of_that_evidence(
    shipped_client: TestClient, commitments: dict[str, Element]
) -> None:
    page = page_of(shipped_client, "/en/documents/fpc-retreating-rights-2021")
    badges = [one for one in page.all("a") if any(one.all(class_="badge"))]
    assert badges
    for one in badges:
        target, anchor = urldefrag(one.attributes["href"])
        card = commitments[target].one("li", id=anchor)
        assert card.one(class_="badge").text == one.text


def test_missing_evidence_never_reads_as_a_finding(commitments: dict[str, Element]) -> None:
    for page in commitments.values():
        panel = page.one(class_="panel")
        if panel.has({"class_": "is-none"}):
            assert "No evidence yet" in panel.text
            assert "not a finding that nothing was done" in panel.text
        assert "not done" not in panel.text.lower()
