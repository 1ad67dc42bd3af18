"""Disputes and their answers, from both sides, on any day."""

from datetime import date, timedelta

from sqlalchemy import Engine

from app.queries.evidence import find_evidence
from tests.conftest import TODAY
from tests.queries.asking import looking
from tests.queries.deskwork import DISPUTE, EXPRESSION, OTHER_DISPUTE, answer, withdraw

ANSWERED_ON = date(2025, 12, 1)


def exchanges(engine: Engine, name: str, day: date = TODAY) -> tuple[list[str], list[str]]:
    """The disputes that evidence answers on a day, and what answers its own."""
    with looking(engine, day) as view:
        found = find_evidence(view, name)
    for one in (*found.answers, *found.answered):
        assert one.commitment.id == EXPRESSION
        assert one.publisher.text
        assert one.summary.text
    return [one.id for one in found.answers], [one.id for one in found.answered]


def test_both_sides_know_each_other_from_the_day_of_the_answer(engine: Engine) -> None:
    assert exchanges(engine, DISPUTE) == ([], [])
    answer(engine, DISPUTE, EXPRESSION, OTHER_DISPUTE)
    assert exchanges(engine, OTHER_DISPUTE) == ([DISPUTE], [])
    assert exchanges(engine, DISPUTE) == ([], [OTHER_DISPUTE])
    assert exchanges(engine, DISPUTE, ANSWERED_ON - timedelta(1)) == ([], [])


def test_a_withdrawn_answer_answers_nothing(engine: Engine) -> None:
    answer(engine, DISPUTE, EXPRESSION, OTHER_DISPUTE)
    withdraw(engine, "evidence", OTHER_DISPUTE)
    assert exchanges(engine, DISPUTE) == ([], [])
    assert exchanges(engine, OTHER_DISPUTE) == ([], [])


def test_a_withdrawn_dispute_is_answered_no_longer_from_the_side_of_the_answer(
    engine: Engine,
) -> None:
    answer(engine, DISPUTE, EXPRESSION, OTHER_DISPUTE)
    withdraw(engine, "evidence", DISPUTE)
    assert exchanges(engine, OTHER_DISPUTE) == ([], [])
