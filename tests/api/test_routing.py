"""Addresses and methods: what is answered, what is not there, and nothing in between."""

import logging
from typing import NoReturn

import pytest
from starlette.requests import Request
from starlette.routing import Route
from starlette.testclient import TestClient

from app.errors import UnusableDatabaseError
from app.main import create_app
from app.settings import Settings
from tests.api.addresses import API, NOUNS, get
from tests.conftest import Databases


@pytest.mark.parametrize(
    "address",
    ["", "/", "/openapi.json", "/problems", "/scorecard", "/commitments?q=law&limit=3", "/themes"],
)
def test_head_answers_what_get_answers_without_its_body(
    on_sqlite: TestClient, address: str
) -> None:
    got, head = on_sqlite.get(API + address), on_sqlite.head(API + address)
    assert head.status_code == got.status_code == 200
    assert dict(head.headers) == dict(got.headers)


def test_head_is_as_strict_as_get(on_sqlite: TestClient) -> None:
    assert on_sqlite.head(f"{API}/themes?x=1").status_code == 422
    assert on_sqlite.head(f"{API}/themes/nothing").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_other_methods_are_not_answered(on_sqlite: TestClient, method: str) -> None:
    answer = on_sqlite.request(method, f"{API}/themes")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["type"] == "/api/v1/problems#read-only"


@pytest.mark.parametrize(
    "address",
    [
        *(f"{API}/{noun}/" for noun in NOUNS),
        f"{API}/commitments/decree-2021-06-expression/",
        f"{API}/nothing",
        f"{API}//",
        "/api/",
        "/api/v2/commitments",
        "/api/en/commitments",
        f"{API}/Commitments",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_what_is_not_there_is_not_found_and_never_redirected(
    on_sqlite: TestClient, address: str, method: str
) -> None:
    answer = on_sqlite.request(method, address)
    assert answer.status_code in ({404, 405} if method == "POST" else {404})
    assert answer.headers["content-type"] == "application/problem+json"
    assert "location" not in answer.headers


def test_a_slash_too_many_is_pointed_out(on_sqlite: TestClient) -> None:
    detail = on_sqlite.get(f"{API}/themes/").json()["detail"]
    assert "Leave out the slash at the end" in detail


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("no-such-thing", id="unknown"),
        pytest.param("DECREE-2021", id="large letters"),
        pytest.param("decree--2021", id="two hyphens"),
        pytest.param("a%00b", id="a control character"),
        pytest.param("%ff", id="not UTF-8"),
        pytest.param("%D3%99%D0%B4", id="Kazakh letters"),
        pytest.param("a'%20OR%201=1--", id="a quotation mark"),
        pytest.param("a" * 5_000, id="far too long"),
        pytest.param("a%2Fb", id="a slash"),
    ],
)
def test_an_id_that_nothing_has_is_not_found(reader: TestClient, noun: str, name: str) -> None:
    answer = reader.get(f"{API}/{noun}/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["detail"]) < 300


def test_the_index_lists_every_public_address_with_its_parameters(on_sqlite: TestClient) -> None:
    index = get(on_sqlite, "")
    assert index == on_sqlite.get(API).json()
    paths = get(on_sqlite, "openapi.json")["paths"]
    first = {path: next(iter(methods.values())) for path, methods in paths.items()}
    public = [path for path, operation in first.items() if "security" not in operation]
    assert [one["path"] for one in index["addresses"]] == public
    listed = {one["path"]: one["parameters"] for one in index["addresses"]}
    assert listed[f"{API}/themes"] == ["as_of", "lang"]


def test_every_problem_names_a_sort_that_is_listed(on_sqlite: TestClient) -> None:
    listed = {one["type"] for one in get(on_sqlite, "problems")}
    for address in ("commitments?x=1", "themes/nothing", "nowhere"):
        assert on_sqlite.get(f"{API}/{address}").json()["type"] in listed
    assert on_sqlite.post(f"{API}/themes").json()["type"] in listed


def test_the_form_of_the_registry_is_served(on_sqlite: TestClient) -> None:
    schema = get(on_sqlite, "registry-schema.json")
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["properties"].keys() >= set(NOUNS)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(RuntimeError("secret in a file"), id="a crash"),
        pytest.param(UnusableDatabaseError("secret in a file"), id="a fault of ours"),
    ],
)
def test_our_own_fault_is_logged_once_and_not_told(
    error: Exception, sqlite_databases: Databases, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))

    def break_down(_request: Request) -> NoReturn:
        raise error

    app.router.routes.insert(0, Route(f"{API}/themes/assembly", break_down))
    # Nothing is raised to the server, which would log it once more.
    with TestClient(app) as client, caplog.at_level(logging.WARNING):
        answer = client.get(f"{API}/themes/assembly")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/api/v1/problems#unexpected"
    assert "secret" not in answer.text
    (record,) = caplog.records
    assert record.getMessage() == f"GET {API}/themes/assembly failed"
    assert record.exc_info
    assert record.exc_info[1] is error
