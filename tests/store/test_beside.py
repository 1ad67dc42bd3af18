"""A second process beside this one: it answers what it is asked, and its end is no harm."""

import signal

import pytest

from app.store.beside import Beside
from app.store.search_rows import Texts, search_rows

TEXTS = [Texts([(key, f"commitment {key}")]) for key in range(5)]
ROWS = [search_rows(one) for one in TEXTS]


@pytest.mark.parametrize("is_worth_it", [True, False])
def test_answers_come_in_the_order_of_the_questions(*, is_worth_it: bool) -> None:
    with Beside(search_rows, is_worth_it=is_worth_it) as beside:
        assert list(beside.each(TEXTS)) == ROWS
        assert list(beside.each(TEXTS[3:])) == ROWS[3:]


def test_what_fails_there_fails_here_with_its_own_error() -> None:
    impossible = Texts(evidence={"evidence": ("text", "a source that is not there")})
    with (
        Beside(search_rows) as beside,
        pytest.raises(KeyError, match="a source that is not there"),
    ):
        list(beside.each([TEXTS[0], impossible]))


def test_without_the_second_process_there_is_no_answer_and_no_waiting() -> None:
    with Beside(signal.raise_signal) as beside:
        beside.give(signal.SIGKILL)
        assert beside.take() is None
        beside.give(signal.SIGKILL)
        assert beside.take() is None
