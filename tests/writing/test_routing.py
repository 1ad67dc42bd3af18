"""Addresses that take a token: which methods they answer, and what else they refuse."""

import pytest

from tests.writing.bench import API, NEW, PROPOSALS, Bench

LOOKS = f"{API}/commitments/decree-2021-06-expression/looks"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        (PROPOSALS, "GET, HEAD, OPTIONS, POST"),
        (f"{PROPOSALS}/p-1", "GET, HEAD, OPTIONS, PUT"),
        (f"{PROPOSALS}/p-1/submit", "OPTIONS, POST"),
        (f"{PROPOSALS}/p-1/history", "GET, HEAD, OPTIONS"),
        (LOOKS, "OPTIONS, POST"),
        (f"{API}/me", "GET, HEAD, OPTIONS"),
        (f"{API}/themes", "GET, HEAD, OPTIONS"),
        (API, "GET, HEAD, OPTIONS"),
    ],
)
def test_a_method_that_is_not_answered_is_told_which_are(
    on_sqlite: Bench, address: str, allowed: str
) -> None:
    methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"}
    for method in methods - set(allowed.split(", ")):
        answer = on_sqlite.client.request(method, address)
        assert (answer.status_code, answer.headers["allow"]) == (405, allowed), method
        if method != "HEAD":
            assert f"ask with {allowed.replace(', ', ' or ')}." in answer.json()["detail"]


def test_head_answers_what_get_answers_without_its_body(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    address = tool.make()
    for path in (PROPOSALS, address, f"{address}/effects", f"{address}/history", f"{API}/me"):
        got, head = tool.get(path), tool.ask("HEAD", path)
        assert head.status_code == got.status_code == 200
        assert dict(head.headers) == dict(got.headers)
    assert on_sqlite.client.head(address).status_code == 401


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
def test_a_slash_too_many_leads_nowhere(on_sqlite: Bench, method: str) -> None:
    tool = on_sqlite.tool()
    for path in (f"{PROPOSALS}/", f"{PROPOSALS}/p-1/", f"{PROPOSALS}/p-1/submit/", f"{LOOKS}/"):
        assert tool.ask(method, path).status_code == 404, path


def test_nothing_is_read_behind_a_question_mark_where_something_is_done(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    for path in (PROPOSALS, f"{PROPOSALS}/check", f"{PROPOSALS}/p-1/submit", LOOKS):
        answer = tool.post(f"{path}?state=published", NEW)
        assert (answer.status_code, answer.json()["parameter"]) == (422, "state"), path
