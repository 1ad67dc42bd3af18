"""Accept: what nobody here answers is refused before anything is done."""

import pytest
from starlette.testclient import TestClient

from tests.api.addresses import API

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/*", BROWSER, "nonsense", ""]
)
def test_whoever_takes_json_gets_it(on_sqlite: TestClient, accept: str) -> None:
    answer = on_sqlite.get(f"{API}/themes", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")


@pytest.mark.parametrize("accept", ["text/html", "image/*", "application/json;q=0, text/csv"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_does_not_is_told_what_there_is(
    on_sqlite: TestClient, accept: str, method: str
) -> None:
    answer = on_sqlite.request(method, f"{API}/themes", headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "etag" not in answer.headers
    if method == "GET":
        assert answer.json()["type"] == "/api/v1/problems#not-acceptable"
        assert "application/json" in answer.json()["detail"]


def test_nothing_is_written_for_an_answer_that_nobody_takes(on_sqlite: TestClient) -> None:
    headers = {"Accept": "text/html"}
    answer = on_sqlite.post(f"{API}/proposals", json={}, headers=headers)
    assert answer.status_code == 406
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_of_the_api_is_a_page(on_sqlite: TestClient) -> None:
    assert on_sqlite.get(f"{API}/docs", headers={"Accept": BROWSER}).status_code == 200
    refused = on_sqlite.get(f"{API}/docs", headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["status"]) == (406, 406)
