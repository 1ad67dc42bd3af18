"""Error pages: in the usual layout, with what to do, and never with the inside of the program."""

import logging
from typing import NoReturn

import pytest
from fastapi import Request
from starlette.testclient import TestClient

from app.errors import UnusableDatabaseError
from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.pages.markup import Element, assert_well_made, read


def error_of(client: TestClient, address: str, status: int) -> Element:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = read(answer.text)
    assert_well_made(page)
    assert "Traceback" not in answer.text
    assert any(one.attributes["href"] == "/en/" for one in page.one("main").all("a"))
    return page.one("main")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/en/nowhere",
        "/en/themes/no-such-theme",
        "/en/commitments/UPPER",
        "/static/x",
    ],
)
def test_what_is_not_there_says_where_to_look(path: str, shipped_client: TestClient) -> None:
    assert error_of(shipped_client, path, 404).one("h1").text == "There is no such page"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("status=bad", "status: “bad” is none of the possible values"),
        ("limit=900", "limit: 900 is too large. The largest possible is 200."),
        ("limit=0", "limit: 0 is too small. The smallest possible is 1."),
        ("limit=many", "limit: write a whole number"),
        ("overdue=perhaps", "overdue: write true or false"),
        ("theme=no-such-theme", "theme: There is no theme 'no-such-theme'"),
        ("cursor=xyz", "cursor: This cursor is not one"),
        ("as_of=2023-13-01", "there is no 2023-13-01"),
        ("as_of=2099-01-01", "2099-01-01 is after today"),
        ("q=" + "x" * 201, "q: this is too long. Use at most 200 characters."),
    ],
)
def test_a_bad_parameter_is_named_once(query: str, said: str, shipped_client: TestClient) -> None:
    main = error_of(shipped_client, f"/en/commitments?{query}", 422)
    assert main.text.count(said) == 1


def test_a_bad_value_is_shown_as_text(shipped_client: TestClient) -> None:
    main = error_of(shipped_client, "/en/commitments?status=<script>alert(1)</script>", 422)
    assert "<script>alert(1)</script>" in main.text
    assert not any(main.all("script"))


def test_sending_something_to_a_page_is_refused(shipped_client: TestClient) -> None:
    answer = shipped_client.post("/en/commitments")
    assert answer.status_code == 405
    assert answer.headers["allow"]
    assert "Pages here can only be read" in read(answer.text).one("main").text


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(RuntimeError("secret in /etc/inside"), id="a crash"),
        pytest.param(UnusableDatabaseError("secret in /etc/inside"), id="a fault of ours"),
    ],
)
def test_our_own_fault_is_logged_once_and_not_shown(
    error: Exception, sqlite_databases: Databases, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))

    def break_down(_request: Request) -> NoReturn:
        raise error

    app.add_route("/broken", break_down)
    # Nothing is raised to the server, which would log it once more.
    with TestClient(app) as client, caplog.at_level(logging.WARNING):
        main = error_of(client, "/broken", 500)
    assert "secret" not in main.text
    assert "The fault is ours" in main.text
    (record,) = caplog.records
    assert record.getMessage() == "GET /broken failed"
    assert record.exc_info
    assert record.exc_info[1] is error
