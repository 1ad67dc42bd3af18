"""Who guesses waits, longer each time; a restart forgets nothing, and the table stays small."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from app.accounts import throttle
from app.accounts.moments import moment_of, now, text_of
from app.accounts.throttle import count_attempt, forget, key_of
from app.errors import TooManyAttemptsError
from app.store.engine import open_engine, reading, writing
from app.store.tables.accounts import SignInAttempt

KEY = key_of("password", "editor")
START = moment_of(text_of(now()))


def _wait(engine: Engine, key: str = KEY, after: timedelta = timedelta()) -> int:
    """Count an attempt so long after the start; give the seconds to wait, 0 if it was let by."""
    try:
        with writing(engine) as session:
            count_attempt(session, key, START + after)
    except TooManyAttemptsError as refused:
        return refused.seconds
    return 0


def _kept(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.execute(select(func.count()).select_from(SignInAttempt)).scalar_one())


def test_five_failures_are_free_and_each_further_one_costs_twice_as_much(desk: Engine) -> None:
    assert [_wait(desk) for _ in range(6)] == [0] * 6
    waits, passed = list[int](), 0
    for _ in range(10):
        waits.append(_wait(desk, after=timedelta(seconds=passed)))
        passed += waits[-1]
        assert _wait(desk, after=timedelta(seconds=passed)) == 0
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_restart_forgets_nothing(empty_engine: Engine) -> None:
    for _ in range(6):
        _wait(empty_engine)
    empty_engine.dispose()
    again = open_engine(empty_engine.url.render_as_string(hide_password=False))
    assert _wait(again) > 0
    again.dispose()


def test_attempt_that_was_refused_does_not_count(desk: Engine) -> None:
    for _ in range(6):
        _wait(desk)
    assert {_wait(desk) for _ in range(20)} == {5}
    assert _wait(desk, after=timedelta(seconds=5)) == 0


def test_success_begins_the_count_again(desk: Engine) -> None:
    for _ in range(6):
        _wait(desk)
    with writing(desk) as session:
        forget(session, KEY)
    assert [_wait(desk) for _ in range(6)] == [0] * 6


def test_day_after_the_last_failure_all_is_forgotten(desk: Engine) -> None:
    for _ in range(6):
        _wait(desk)
    day = timedelta(days=1)
    assert [_wait(desk, after=day) for _ in range(6)] == [0] * 6
    _wait(desk, key_of("password", "another"), after=day * 3)
    assert _kept(desk) == 1


def test_one_name_waiting_keeps_no_other_waiting(desk: Engine) -> None:
    for _ in range(6):
        _wait(desk)
    assert _wait(desk, key_of("password", "reviewer")) == 0
    assert _wait(desk, key_of("second factor", "editor")) == 0


def test_many_names_push_out_each_other_and_not_the_one_under_attack(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_ROWS", 10)
    for _ in range(6):
        _wait(empty_engine)
    with writing(empty_engine) as session:
        for number in range(40):
            count_attempt(session, key_of("password", str(number)), START)
    assert _kept(empty_engine) == 10
    assert _wait(empty_engine) > 0


def test_name_that_was_tried_cannot_be_read_from_the_table(desk: Engine) -> None:
    _wait(desk)
    with reading(desk) as session:
        row = session.execute(select(SignInAttempt)).scalar_one()
    assert (row.key, row.last_at) == (KEY, text_of(START))
    assert "editor" not in row.model_dump_json()
