"""What goes over the wire compressed, and what never does."""

import pytest
from starlette.testclient import TestClient

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", ["/en/", "/kk/commitments", "/api/v1/scorecard"])
def test_what_anybody_may_read_is_compressed(path: str, shipped_client: TestClient) -> None:
    answer = shipped_client.get(path, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("name", ["Cookie", "Authorization"])
def test_an_answer_to_somebody_is_not(name: str, shipped_client: TestClient) -> None:
    answer = shipped_client.get("/en/", headers=GZIP | {name: "session=1"})
    assert "Content-Encoding" not in answer.headers


def test_a_client_that_takes_no_compression_gets_none(shipped_client: TestClient) -> None:
    answer = shipped_client.get("/en/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert answer.text.startswith("\n<!doctype html>") or answer.text.startswith("<!doctype html>")
