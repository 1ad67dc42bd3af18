"""Cursors of the changes: gone on from where that is right, and refused where it is not."""

import pytest
from sqlalchemy import Engine

from app.errors import BadParameterError, GoneError
from app.queries.following import follow
from app.queries.following_positions import Mark, Position
from app.store.engine import open_engine
from tests.conftest import TODAY, Databases
from tests.queries.asking import looking
from tests.queries.deskwork import (
    DISPUTE,
    withdraw,
)


def test_a_cursor_of_another_ledger_is_told_to_begin_again(
    sqlite_engine: Engine, small_engine: Engine
) -> None:
    with looking(sqlite_engine) as view:
        ours = follow(view, None, 20).next
        last = follow(view, str(view.revision), 20).next
    with looking(small_engine) as view:
        for since in (ours, last, "123456"):
            with pytest.raises(GoneError, match="Begin again"):
                follow(view, since, 20)


def test_a_copy_that_saw_more_than_a_restored_ledger_has_is_told_to_begin_again(
    sqlite_databases: Databases, sqlite_engine: Engine
) -> None:
    restored = open_engine(sqlite_databases.make("filled"))
    with looking(restored) as view:
        before = follow(view, None, 20).next
    withdraw(restored, "evidence", DISPUTE)
    with looking(restored) as view:
        seen = follow(view, before, 20).next
    with looking(sqlite_engine) as view:  # as it was before
        assert follow(view, before, 20).items
        with pytest.raises(GoneError, match="Begin again"):
            follow(view, seen, 20)
    restored.dispose()


def test_a_cursor_from_before_another_rule_is_told_to_begin_again(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with looking(sqlite_engine) as view:
        since = follow(view, None, 1).next
        monkeypatch.setattr("app.queries.following_positions.RULE_VERSION", 99)
        with pytest.raises(GoneError, match="Begin again"):
            follow(view, since, 1)


@pytest.mark.parametrize(
    "since",
    [
        *(
            "abc",
            "-1",
            "1e3",
            "WyJjaGFuZ2VzIl0",
            "WyJjaGFuZ2VzIiwxXQ",
            "=",
            "é",
            "12345678901234567",
        ),
        Position((5, "1234567"), Mark(1, TODAY, "")).encode(),
        Position((5, "12345678"), Mark(-1, TODAY, "")).encode(),
        Position((5, "12345678"), Mark(6, TODAY, "")).encode(),
        Position((5, "12345678"), Mark(1, TODAY, "")).encode() + "=",
    ],
)
def test_what_is_no_cursor_is_refused(sqlite_engine: Engine, since: str) -> None:
    with looking(sqlite_engine) as view, pytest.raises(BadParameterError, match="since"):
        follow(view, since, 20)
