"""What may stand behind the question mark: what the contract names, once, and nothing else."""

from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from app.api.parameters import refuse_unknown
from app.errors import BadParametersError
from tests.api.addresses import API, get

LONG = "a" * 5_000


def problem(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(f"{API}/{address}")
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == 422
    return found


def test_an_unknown_parameter_is_named_with_the_known_ones(on_sqlite: TestClient) -> None:
    found = problem(on_sqlite, "commitments?statu=pledged")
    assert found["parameter"] == "statu"
    assert "Known are: as_of, lang, status," in found["detail"]
    assert found["detail"].endswith("Did you mean 'status'?")


def test_where_there_are_no_parameters_it_says_so(on_sqlite: TestClient) -> None:
    assert "nor any other" in problem(on_sqlite, "problems?x=1")["detail"]


def test_every_wrong_parameter_is_told_at_once(on_sqlite: TestClient) -> None:
    found = problem(on_sqlite, "commitments?limit=&status=enacted&x=1&status=pledged")
    assert [one["parameter"] for one in found["errors"]] == ["limit", "x", "status"]
    assert found["parameter"] == "limit"


def test_several_bad_values_are_told_at_once(on_sqlite: TestClient) -> None:
    found = problem(on_sqlite, "commitments?limit=0&status=done&overdue=maybe")
    assert {one["parameter"] for one in found["errors"]} == {"limit", "status", "overdue"}


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        ("status=enacte", "status", "pledged, enacted, contested, none. Did you mean 'enacted'?"),
        ("status=ENACTED", "status", "Did you mean 'enacted'?"),
        ("stage=contested", "stage", "none, pledged, enacted"),
        ("extent=half", "extent", "whole, part"),
        ("corroboration=self", "corroboration", "corroborated, self-reported"),
        ("overdue=yes", "overdue", "write true or false"),
        ("overdue=1", "overdue", "write true or false"),
        ("sort=latest", "sort", "registry, newest, due, title"),
        ("lang=de", "lang", "en, ru, kk"),
        ("limit=0", "limit", "a whole number from 1 to 200"),
        ("limit=201", "limit", "a whole number from 1 to 200"),
        ("limit=-1", "limit", "a whole number from 1 to 200"),
        ("limit=1_0", "limit", "a whole number from 1 to 200"),
        ("limit=1.0", "limit", "a whole number from 1 to 200"),
        ("limit=" + "9" * 400, "limit", "a whole number from 1 to 200"),
        ("limit=1e400", "limit", "a whole number from 1 to 200"),
        ("limit=%D9%A3", "limit", "a whole number from 1 to 200"),
        ("status=", "status", "It has no value: leave it out, or write one of these: pledged"),
        ("q=", "q", "It has no value: leave it out, or write from 1 to 200 characters"),
        ("q=" + LONG, "q", "from 1 to 200 characters"),
        ("instrument=nope", "instrument", "Write one of these: decree-2021, action-plan-2021"),
        ("instrument=Decree-2021", "instrument", "There is no instrument 'Decree-2021'"),
        ("theme=nope", "theme", "Write one of these: un-cooperation"),
        ("theme=" + LONG, "theme", "from 1 to 80 characters"),
        ("status=pledged&status=pledged", "status", "more than once"),
        ("status=pledged&STATUS=pledged", "STATUS", "no parameter 'STATUS'"),
        ("q=%00", "q", "control characters"),
        ("theme=a%00b", "theme", "control characters"),
        ("q=%ff", "q", "not UTF-8"),
        ("q=%C3%28", "q", "not UTF-8"),
        ("%ff=1", "\ufffd", "no parameter"),
        ("=1", "", "no parameter ''"),
        ("q", "q", "no value"),
        (LONG + "=1", "a" * 80 + "…", "no parameter"),
    ],
)
def test_a_bad_value_is_refused_with_what_is_possible(
    reader: TestClient, query: str, parameter: str, sentence: str
) -> None:
    found = problem(reader, f"commitments?{query}")
    assert found["parameter"] == parameter
    assert sentence in found["detail"]
    assert len(found["detail"]) < 1_000


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        pytest.param("2023", "not a whole day", id="a year"),
        pytest.param("2023-04", "not a whole day", id="a month"),
        pytest.param("2023-02-30", "no 2023-02-30 in the calendar", id="no such day"),
        pytest.param("2023-13-01", "no 2023-13-01 in the calendar", id="no such month"),
        pytest.param("11.04.2023", "not a date", id="another order"),
        pytest.param("20230411", "not a date", id="without hyphens"),
        pytest.param("2023-04-11T00:00:00Z", "not a date", id="with a time"),
        pytest.param("%D9%A2023-04-11", "not a date", id="other digits"),
        pytest.param("0000-01-01", "not within 1900 to 2100", id="before all calendars"),
        pytest.param("9999-12-31", "not within 1900 to 2100", id="after all calendars"),
        pytest.param("2100-12-31", "is after today", id="after today"),
        pytest.param("-1", "not a date", id="a number"),
        pytest.param(LONG, "not a date", id="far too long"),
    ],
)
def test_a_day_that_cannot_be_is_refused(reader: TestClient, day: str, sentence: str) -> None:
    found = problem(reader, f"scorecard?as_of={day}")
    assert found["parameter"] == "as_of"
    assert sentence in found["detail"]
    assert len(found["detail"]) < 200


def test_letters_that_are_not_percent_encoded_are_refused(on_sqlite: TestClient) -> None:
    query = "q=закон".encode()
    scope = {"type": "http", "method": "GET", "app": on_sqlite.app, "query_string": query}
    contract = on_sqlite.get(f"{API}/openapi.json").json()
    with pytest.raises(BadParametersError, match="not UTF-8"):
        refuse_unknown(Request(scope), contract, f"{API}/commitments")


def test_before_everything_there_is_nothing(reader: TestClient) -> None:
    found = get(reader, "scorecard?as_of=1900-01-01")
    assert found["totals"]["commitments"] == found["evidence"] == 0
    assert get(reader, "commitments?as_of=1900-01-01")["items"] == []


@pytest.mark.parametrize("query", ["", "?", "?&&", "?q=law&", "?q=media+law", "?q=media%20law"])
def test_what_says_nothing_wrong_is_answered(reader: TestClient, query: str) -> None:
    assert get(reader, f"commitments{query}")["total"] > 0


@pytest.mark.parametrize("noun", ["documents", "evidence", "revisions"])
def test_every_list_refuses_in_the_same_way(on_sqlite: TestClient, noun: str) -> None:
    assert problem(on_sqlite, f"{noun}?limit=0")["parameter"] == "limit"
    assert problem(on_sqlite, f"{noun}?status=none")["parameter"] == "status"


def test_control_characters_never_reach_the_database(reader: TestClient) -> None:
    assert problem(reader, "revisions?id=a%00")["parameter"] == "id"
    assert get(reader, "revisions?id=no%20such%20thing")["items"] == []
