"""OPTIONS, and what a browser asks before a page of another site may read."""

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

PREFLIGHT = {
    "Origin": "https://example.org",
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "if-none-match",
}


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/commitments", "GET, HEAD, OPTIONS"),
        ("/api/v1/", "GET, HEAD, OPTIONS"),
        ("/api/v1", "GET, HEAD, OPTIONS"),
        ("/api/v1/docs", "GET, HEAD, OPTIONS"),
        ("/api/v1/proposals", "GET, HEAD, OPTIONS, POST"),
        ("/api/v1/proposals/check", "OPTIONS, POST"),
        ("/api/v1/proposals/p-1", "GET, HEAD, OPTIONS, PUT"),
        ("/id/commitments/decree-2021-06-expression", "GET, HEAD, OPTIONS"),
        ("/en/commitments", "GET, HEAD, OPTIONS"),
        ("/healthz", "GET, HEAD, OPTIONS"),
    ],
)
def test_every_address_says_which_methods_it_answers(
    path: str, allowed: str, shipped_client: TestClient
) -> None:
    answer = shipped_client.options(path)
    assert (answer.status_code, answer.headers["allow"]) == (204, allowed)


def test_what_is_not_there_has_no_methods(shipped_client: TestClient) -> None:
    assert shipped_client.options("/api/v1/nothing").status_code == 404
    assert shipped_client.options("/nothing").status_code == 404


@pytest.mark.parametrize(
    "path", ["/api/v1/commitments", "/id/themes/assembly", "/api/v1/openapi.json", "/api/v1/docs"]
)
def test_a_page_of_another_site_may_read_what_is_for_tools(
    path: str, shipped_client: TestClient
) -> None:
    asked = shipped_client.options(path, headers=PREFLIGHT).headers
    assert asked["access-control-allow-origin"] == "*"
    assert "GET" in asked["access-control-allow-methods"]
    assert "If-None-Match" in asked["access-control-allow-headers"]
    assert "authorization" not in asked["access-control-allow-headers"].lower()
    read = shipped_client.get(path, headers={"Origin": "null"}, follow_redirects=False).headers
    assert read["access-control-allow-origin"] == "*"
    assert {"ETag", "Link"} <= set(read["access-control-expose-headers"].split(", "))


@pytest.mark.parametrize(
    "path",
    ["/api/v1/proposals", "/api/v1/proposals/p-1/submit", "/api/v1/me", "/staff/sign-in", "/en/"],
)
def test_and_nothing_else(path: str, shipped_client: TestClient) -> None:
    for answer in (shipped_client.options(path, headers=PREFLIGHT), shipped_client.get(path)):
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize("path", ["*", "", "nothing"])
def test_a_path_without_a_slash_is_nothing_like_any_other(
    method: str, path: str, shipped_client: TestClient
) -> None:
    started: list[Message] = []
    sent = iter([{"type": "http.request", "body": b""}])

    async def receive() -> Message:
        return next(sent)

    async def send(message: Message) -> None:
        started.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"testserver")],
        "server": ("testserver", 80),
        "client": ("testclient", 1),
    }
    assert shipped_client.portal is not None
    shipped_client.portal.call(shipped_client.app, scope, receive, send)
    assert started[0]["status"] == 404
