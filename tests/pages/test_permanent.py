"""Permanent addresses: every id leads to its page or to its JSON."""

import pytest
from sqlalchemy import update
from sqlmodel import col
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.store.engine import writing
from app.store.tables import Commitment
from tests.conftest import TODAY, Databases

ENTRIES = (
    ("commitments", "decree-2021-06-expression"),
    ("instruments", "decree-2021"),
    ("themes", "assembly"),
    ("documents", "hrw-2026-02-16"),
    ("evidence", "ev-exp-orda-2025"),
)


@pytest.mark.parametrize(("noun", "name"), ENTRIES)
def test_an_id_leads_to_its_page_or_its_json(
    noun: str, name: str, shipped_client: TestClient
) -> None:
    address = f"/id/{noun}/{name}"
    for accept, language, wanted in (
        ("*/*", "kk", f"/kk/{noun}/{name}"),
        ("text/html", "de", f"/en/{noun}/{name}"),
        ("application/json", "ru", f"/api/v1/{noun}/{name}"),
    ):
        asked = {"Accept": accept, "Accept-Language": language}
        for method in ("GET", "HEAD"):
            answer = shipped_client.request(method, address, headers=asked, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, wanted)
            assert answer.headers["vary"] == "Accept, Accept-Language"
        assert shipped_client.get(wanted).status_code == 200


def test_the_json_names_its_permanent_address(shipped_client: TestClient) -> None:
    for noun, name in ENTRIES:
        link = shipped_client.get(f"/api/v1/{noun}/{name}").headers["link"]
        assert f'</id/{noun}/{name}>; rel="canonical"' in link
        assert f'</en/{noun}/{name}>; rel="alternate"; type="text/html"; hreflang="en"' in link


@pytest.mark.parametrize("name", ["nothing", "NOTHING", "a%00b", "a" * 300])
def test_what_was_never_there_is_not_found_in_the_form_asked_for(
    name: str, shipped_client: TestClient
) -> None:
    page = shipped_client.get(f"/id/commitments/{name}")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    told = shipped_client.get(f"/id/commitments/{name}", headers={"Accept": "application/json"})
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 404
    for answer in (page, told):
        assert answer.headers["vary"].startswith("Accept, Accept-Language")


def test_neither_form_is_refused(shipped_client: TestClient) -> None:
    answer = shipped_client.get("/id/themes/assembly", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.json()["type"] == "/api/v1/problems#not-acceptable"


def test_what_was_retired_keeps_its_address(sqlite_databases: Databases) -> None:
    # A database of its own: what all tests read is not written in.
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    name = ENTRIES[0][1]
    with writing(app.state.engine) as session:
        session.execute(
            update(Commitment).where(col(Commitment.id) == name).values(retired_on=TODAY)
        )
    with TestClient(app) as client:
        answer = client.get(f"/id/commitments/{name}", follow_redirects=False)
        assert answer.status_code == 303
        assert client.get(answer.headers["location"]).status_code == 200
