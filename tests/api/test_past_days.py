"""Seen as of a day: nothing that happened later, and nothing that did not exist yet."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from app.domain.dates import parse_partial_date
from tests.api.addresses import API, SEEN, get, pages

DAY = "2022-06-30"
LAST = date.fromisoformat(DAY)
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


def test_a_reading_ends_only_where_its_end_was_known(reader: TestClient) -> None:
    spans = get(reader, f"commitments/{EXPRESSION}?{SEEN}")["readings"]
    assert len(spans) > 2
    for newer, older in pairwise(spans):
        on_its_last_day = get(reader, f"commitments/{EXPRESSION}?as_of={older['last_day']}")
        a_day_later = get(reader, f"commitments/{EXPRESSION}?as_of={newer['first_day']}")
        assert on_its_last_day["readings"][0] == older | {"last_day": None}
        assert a_day_later["readings"][:2] == [newer | {"last_day": None}, older]


@pytest.mark.parametrize("address", ["documents", "documents/hrw-2026-02-16", "revisions"])
def test_sources_and_the_ledger_refuse_a_past_day(reader: TestClient, address: str) -> None:
    answer = reader.get(f"{API}/{address}?{THEN}")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "as_of"


def test_a_source_shows_all_that_its_line_counts(on_sqlite: TestClient) -> None:
    for line in get(on_sqlite, "documents?limit=40")["items"]:
        whole = get(on_sqlite, f"documents/{line['id']}")
        assert whole["evidence"] == line["evidence"] == len(whole["taken"])


def test_the_scorecard_of_a_day_counts_the_sources_published_by_then(reader: TestClient) -> None:
    dates = [one["date"] for one in pages(reader, "documents?limit=200")]
    published = [one for one in dates if one is None or parse_partial_date(one).first <= LAST]
    assert get(reader, f"scorecard?{THEN}")["documents"] == len(published) < len(dates)


# What a source or a commitment says of itself, in the words of the registry, whatever the day.
# A source may have been published after the day on which what it reports happened.
SAID_BY_ITSELF = {
    *("due", "evidence.document.date", "evidence.document.id", "evidence.document.url"),
    *("title", "text", "note", "due_note", "locator", "expected_outcome", "instrument.title"),
    *("evidence.summary", "evidence.note", "evidence.locator", "evidence.document.title"),
    "newest_evidence.summary",
}
WRITTEN_DAY = re.compile(r"(?<![\w-])20\d\d(?:-(?:0\d|1[0-2])(?:-\d\d)?)?(?![\w-])")


def leaves(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Every single value of an answer, with the names that lead to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{place}.{name}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, place)
    else:
        yield place, value


def days_after(day: date, answer: object) -> Iterator[tuple[str, object]]:
    """Where an answer holds a year, month or day that begins after a day."""
    for place, value in leaves(answer):
        for written in WRITTEN_DAY.findall(str(value)) if isinstance(value, str) else ():
            if parse_partial_date(written).first > day:
                yield place, value


@pytest.mark.parametrize(
    "day", ["2021-06-30", "2022-06-30", "2023-06-30", "2024-06-30", "2025-06-30"]
)
def test_no_field_of_a_past_day_knows_a_later_one(on_sqlite: TestClient, day: str) -> None:
    seen = 0
    for line in pages(on_sqlite, f"commitments?as_of={day}&limit=200"):
        whole = get(on_sqlite, f"commitments/{line['id']}?as_of={day}")
        later = days_after(date.fromisoformat(day), whole)
        assert [one for one in later if one[0] not in SAID_BY_ITSELF] == [], line["id"]
        seen += 1
    assert seen > 10


def test_the_search_for_later_days_finds_them() -> None:
    answer = {"id": "ap2026-x", "a": [{"b": "2024-05"}, {"b": "by 1 May 2026"}], "c": "2023"}
    assert list(days_after(date(2024, 4, 30), answer)) == [
        ("a.b", "2024-05"),
        ("a.b", "by 1 May 2026"),
    ]
