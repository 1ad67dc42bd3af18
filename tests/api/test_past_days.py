"""Seen as of a day: nothing that happened later, and nothing that did not exist yet."""

import pytest
from starlette.testclient import TestClient

from tests.api.addresses import API, SEEN, get, pages

DAY = "2022-06-30"
THEN = f"as_of={DAY}"
EXPRESSION = "decree-2021-06-expression"
LATER = "ev-exp-orda-2025"


def test_evidence_that_had_not_happened_is_not_shown(on_sqlite: TestClient) -> None:
    for line in pages(on_sqlite, f"commitments?{THEN}&limit=200"):
        whole = get(on_sqlite, f"commitments/{line['id']}?{THEN}")
        assert all(one["date"] <= DAY for one in whole["evidence"])
        assert all(span["first_day"] <= DAY for span in whole["readings"])
    listed = list(pages(on_sqlite, f"evidence?{THEN}&limit=200"))
    assert all(one["date"] <= DAY for one in listed)
    assert len(listed) == get(on_sqlite, f"scorecard?{THEN}")["evidence"] > 0


def test_evidence_asked_for_too_early_says_when_it_happened(reader: TestClient) -> None:
    answer = reader.get(f"{API}/evidence/{LATER}?{THEN}")
    assert answer.status_code == 404
    assert "2025-12-01" in answer.json()["detail"]


def test_what_was_made_later_does_not_exist(reader: TestClient) -> None:
    adopted = {one["id"]: one["adopted"] for one in get(reader, f"instruments?{SEEN}")["items"]}
    assert {one["id"] for one in get(reader, f"instruments?{THEN}")["items"]} == {
        name for name, day in adopted.items() if day <= DAY
    }
    later = get(reader, f"commitments?{SEEN}&instrument=factsheet-2024&limit=1")["items"][0]["id"]
    for address in (f"commitments/{later}", "instruments/factsheet-2024"):
        answer = reader.get(f"{API}/{address}?{THEN}")
        assert answer.status_code == 404
        assert "adopted on 2024-01-12" in answer.json()["detail"]


def test_evidence_concerns_what_existed(reader: TestClient) -> None:
    existing = {one["id"] for one in pages(reader, f"commitments?{THEN}&limit=200")}
    named = {
        concern["commitment"]["id"]
        for one in pages(reader, f"evidence?{THEN}&limit=200")
        for concern in one["concerns"]
    }
    assert named <= existing
    now = {
        concern["commitment"]["id"]
        for one in pages(reader, f"evidence?{SEEN}&limit=200")
        for concern in one["concerns"]
    }
    assert now > named


@pytest.mark.parametrize("day", ["2021-06-08", "2021-06-09", "2021-12-31", "2023-12-08"])
def test_totals_of_a_day_are_what_its_list_counts(reader: TestClient, day: str) -> None:
    totals = get(reader, f"scorecard?as_of={day}")["totals"]
    for status in ("pledged", "enacted", "contested", "none"):
        assert get(reader, f"commitments?as_of={day}&status={status}")["total"] == totals[status]


def test_a_reading_of_a_day_is_the_span_that_holds_it(reader: TestClient) -> None:
    spans = get(reader, f"commitments/{EXPRESSION}?{SEEN}")["readings"]
    for span in spans:
        seen = get(reader, f"commitments/{EXPRESSION}?as_of={span['first_day']}")
        assert {name: seen[name] for name in span if name in seen} == {
            name: value for name, value in span.items() if name in seen
        }
    assert spans[0]["last_day"] is None


def test_a_document_counts_what_had_happened(on_sqlite: TestClient) -> None:
    for line in get(on_sqlite, f"documents?{THEN}&limit=40")["items"]:
        whole = get(on_sqlite, f"documents/{line['id']}?{THEN}")
        assert whole["evidence"] == line["evidence"] == len(whole["taken"])
        assert all(one["date"] <= DAY for one in whole["taken"])
