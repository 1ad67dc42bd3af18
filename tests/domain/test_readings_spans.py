"""Readings over time, as spans of days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from app.domain.dates import END_OF_TIME
from app.domain.readings import Bearing, Span, Terms, derive_spans, read_commitment
from app.domain.vocabulary import Status
from tests.domain.builders import (
    ANSWER,
    REPEATABLE,
    act,
    any_terms,
    contest,
    on,
    pledge,
    some_bearings,
    terms,
)

HISTORY = [pledge("2021-06-11"), contest("2022-10", answered_by=[ANSWER])]


def shown(spans: list[Span]) -> list[tuple[str, Status | None, bool]]:
    """Give where each span begins, with what a reader sees of it."""
    return [
        (span.first_day.isoformat(), span.reading.status, span.reading.overdue) for span in spans
    ]


def test_a_commitment_without_evidence_has_one_span_without_end() -> None:
    spans = derive_spans(terms(), [])
    assert shown(spans) == [("2021-06-09", None, False)]
    assert spans[0].last_day == END_OF_TIME


def test_every_change_begins_a_span() -> None:
    facts = [*HISTORY, act("2024-04-15", evidence=ANSWER)]
    assert shown(derive_spans(terms("2023-04"), facts)) == [
        ("2021-06-09", None, False),
        ("2021-06-11", Status.PLEDGED, False),
        ("2022-10-01", Status.CONTESTED, False),
        ("2023-05-01", Status.CONTESTED, True),
        ("2024-04-15", Status.ENACTED, False),
    ]


def test_what_happened_before_the_commitment_was_made_is_in_its_first_span() -> None:
    spans = derive_spans(terms(), [act("2020-05"), act("2021-06-09", evidence=ANSWER)])
    assert shown(spans) == [("2021-06-09", Status.ENACTED, False)]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        pytest.param("2020", [("2021-06-09", None, True)], id="due before it was made"),
        pytest.param("2021-06-08", [("2021-06-09", None, True)], id="due the day before"),
        pytest.param(
            "2021-06-09",
            [("2021-06-09", None, False), ("2021-06-10", None, True)],
            id="due the day it was made",
        ),
    ],
)
def test_a_due_date_counts_from_the_first_span_on(
    due: str, expected: list[tuple[str, Status | None, bool]]
) -> None:
    assert shown(derive_spans(terms(due), [])) == expected


def test_an_inferred_due_date_begins_no_span() -> None:
    assert len(derive_spans(terms("2025", inferred=True), [])) == 1


def test_a_due_date_at_the_end_of_time_begins_no_span() -> None:
    assert len(derive_spans(Terms(on("2021-06-09"), END_OF_TIME), [])) == 1


def test_thousands_of_links_make_thousands_of_spans() -> None:
    facts = [
        pledge(str(on("2021-06-09") + timedelta(days=number)), evidence=f"ev-{number:04}")
        for number in range(3000)
    ]
    spans = derive_spans(terms(), facts)
    assert len(spans) == 3000
    assert spans[-1].reading.deciding_count == 3000


def one_day_later(day: date) -> date:
    return day + timedelta(days=1)


@REPEATABLE
@given(any_terms, some_bearings())
def test_spans_follow_each_other_without_a_gap_to_the_end_of_time(
    promised: Terms, facts: list[Bearing]
) -> None:
    spans = derive_spans(promised, facts)
    assert spans[0].first_day == promised.made
    assert spans[-1].last_day == END_OF_TIME
    assert all(span.first_day <= span.last_day for span in spans)
    assert all(one_day_later(a.last_day) == b.first_day for a, b in pairwise(spans))


@REPEATABLE
@given(any_terms, some_bearings())
def test_neighbouring_spans_differ(promised: Terms, facts: list[Bearing]) -> None:
    assert all(a.reading != b.reading for a, b in pairwise(derive_spans(promised, facts)))


@REPEATABLE
@given(any_terms, some_bearings())
def test_spans_say_of_every_day_what_the_rule_says_of_it(
    promised: Terms, facts: list[Bearing]
) -> None:
    spans = derive_spans(promised, facts)
    for number in range(45):
        day = promised.made + timedelta(days=number)
        (held,) = [span for span in spans if span.first_day <= day <= span.last_day]
        assert held.reading == read_commitment(promised, facts, day)
