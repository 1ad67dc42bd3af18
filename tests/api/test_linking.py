"""Link headers of the API: a program can go on without a look into the answer."""

import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.exports.licence import LICENCE
from app.store.engine import writing
from app.store.ledger import Happening, Recorder
from tests.api.addresses import API, get

LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"')


def links(client: TestClient, address: str) -> dict[str, str]:
    """Where each relation of an answer leads."""
    header = client.get(f"{API}/{address}").headers["link"]
    return {relation: address for address, relation in LINK.findall(header)}


@pytest.mark.parametrize(
    "address", ["commitments?limit=30&sort=newest", "documents?limit=40", "evidence?lang=ru"]
)
def test_next_leads_through_a_whole_list(on_sqlite: TestClient, address: str) -> None:
    total, found = get(on_sqlite, address)["total"], 0
    following: str | None = address
    while following:
        found += len(get(on_sqlite, following)["items"])
        relations = links(on_sqlite, following)
        assert relations["first"] == f"{API}/{address}"
        following = relations.get("next", "").removeprefix(f"{API}/") or None
    assert found == total


def test_the_page_that_shows_the_same_is_named(on_sqlite: TestClient) -> None:
    for address, page in (
        ("scorecard", "/en/"),
        ("scorecard?as_of=2023-06-30&lang=ru", "/ru/?as_of=2023-06-30"),
        ("commitments?status=none&limit=3", "/en/commitments?status=none&limit=3"),
        ("themes/assembly?lang=kk", "/kk/themes/assembly"),
        (
            "commitments/decree-2021-06-expression/history",
            "/en/commitments/decree-2021-06-expression/history",
        ),
    ):
        assert links(on_sqlite, address)["alternate"] == page
        assert on_sqlite.get(page).status_code == 200
    for without in ("evidence", "commitments/facets", "", "problems"):
        assert "alternate" not in links(on_sqlite, without)


def test_every_answer_names_the_contract_and_its_page(on_sqlite: TestClient) -> None:
    for address in ("", "ledger", "problems", "themes/assembly"):
        found = links(on_sqlite, address)
        assert found["service-desc"] == f"{API}/openapi.json"
        assert found["service-doc"] == f"{API}/docs"
    assert links(on_sqlite, "themes/assembly")["license"] == LICENCE["path"]


def test_the_end_of_what_is_followed_has_no_next(on_sqlite: TestClient) -> None:
    begun = get(on_sqlite, "changes?limit=200")
    assert begun["has_more"]
    assert f"since={begun['next']}" in links(on_sqlite, "changes?limit=200")["next"]
    while begun["has_more"]:
        begun = get(on_sqlite, f"changes?limit=200&since={begun['next']}")
    assert "next" not in links(on_sqlite, f"changes?since={begun['next']}")


def test_of_what_others_published_no_licence_is_claimed(client: TestClient) -> None:
    assert links(client, "themes")["license"] == LICENCE["path"]
    app = client.app
    assert isinstance(app, FastAPI)
    with writing(app.state.engine) as session:
        recorder = Recorder(session, "reviewer-2")
        recorder.record(Happening("added", "evidence", "ev-made-by-this", "{}"))
        recorder.close()
    assert "license" not in links(client, "themes")
