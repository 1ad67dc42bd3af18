"""Headers that protect readers, on every kind of answer."""

from typing import NoReturn

import pytest
from fastapi import Request
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases

EVERY_ANSWER = [
    pytest.param("/en/", 200, id="page"),
    pytest.param("/", 307, id="redirect"),
    pytest.param("/en/commitments?q=", 307, id="redirect of a form"),
    pytest.param("/en/nowhere", 404, id="no page"),
    pytest.param("/en/commitments?limit=0", 422, id="bad parameter"),
    pytest.param("/broken", 500, id="crash"),
    pytest.param("/static/style.css", 200, id="static file"),
    pytest.param("/healthz", 200, id="health"),
    pytest.param("/api/v1/scorecard", 200, id="api"),
    pytest.param("/api/v1/nowhere", 404, id="nothing in the api"),
    pytest.param("/api/broken", 500, id="crash in the api"),
]


@pytest.fixture(scope="module")
def client(sqlite_databases: Databases) -> TestClient:
    """A client of an application with an address that crashes."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    for path in ("/broken", "/api/broken"):
        # In front of the API's own answer to addresses that it does not know.
        app.add_route(path, break_down)
        app.router.routes.insert(0, app.router.routes.pop())
    return TestClient(app, raise_server_exceptions=False, follow_redirects=False)


def break_down(request: Request) -> NoReturn:
    raise RuntimeError(request.url.path)


@pytest.mark.parametrize(("path", "status"), EVERY_ANSWER)
def test_every_answer_tells_the_browser_what_it_may_do(
    path: str, status: int, client: TestClient
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:;")
    for part in ("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert ("script-src 'self'" in policy) is not path.startswith("/api/")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert "strict-transport-security" not in answer.headers


def test_other_sites_may_read_the_api_and_not_the_pages(client: TestClient) -> None:
    api, page = client.get("/api/v1/scorecard").headers, client.get("/en/").headers
    assert api["cross-origin-resource-policy"] == "cross-origin"
    assert api["access-control-allow-origin"] == "*"
    assert page["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in page


@pytest.mark.parametrize("path", ["/en/widget", "/en/instruments/decree-2021/widget"])
def test_widgets_alone_may_stand_in_a_frame_of_another_site(path: str, client: TestClient) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "reach"),
    [
        ("/en/badge.svg", "cross-origin"),
        ("/en/card.png", "cross-origin"),
        ("/en/widget", "cross-origin"),
        ("/static/style.css", "cross-origin"),
        ("/en/share", "same-origin"),
        ("/en/commitments", "same-origin"),
        ("/staff/commitments/widget", "same-origin"),  # an entry may have this id
    ],
)
def test_other_sites_may_show_what_is_made_to_be_shown(
    path: str, reach: str, client: TestClient
) -> None:
    headers = client.get(path, follow_redirects=False).headers
    assert headers["cross-origin-resource-policy"] == reach


def test_only_an_encrypted_answer_asks_for_encryption(client: TestClient) -> None:
    answer = client.get("https://testserver/en/")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_no_page_sets_a_cookie(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/en/").headers
