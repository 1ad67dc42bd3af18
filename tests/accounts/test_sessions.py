"""Sessions are found by token, end when they should, and get a new token once complete."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from app.accounts.moments import now, text_of
from app.accounts.sessions import (
    IDLE,
    LONGEST,
    UNFINISHED,
    complete_session,
    end_all,
    end_session,
    find_session,
    list_sessions,
    start_session,
    touch,
)
from app.domain.workflow import StaffRole
from app.errors import NotFoundError, SignInNeededError
from app.store.engine import reading, writing
from app.store.tables.accounts import StaffSession
from tests.accounts.desk import open_session, session_of
from tests.staffing import add_staff, signed_in

SECOND = timedelta(seconds=1)
EDITOR = StaffRole.EDITOR


def _started(engine: Engine) -> str:
    """The token of somebody who has yet to prove their second factor."""
    person = add_staff(engine, StaffRole.REVIEWER)
    with writing(engine) as session:
        return start_session(session, person, is_complete=False)


def _is_open(engine: Engine, token: str, later: timedelta) -> bool:
    with reading(engine) as session:
        return find_session(session, token, now() + later) is not None


def test_token_leads_to_its_owner_and_is_not_stored(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    token = signed_in(desk, person)
    assert open_session(desk, token).person == person
    with reading(desk) as session:
        row = session.execute(select(StaffSession)).scalar_one()
    assert token not in row.model_dump_json()


def test_session_ends_twelve_hours_after_it_was_last_seen(desk: Engine) -> None:
    token = signed_in(desk, add_staff(desk, EDITOR))
    assert _is_open(desk, token, IDLE - SECOND)
    assert not _is_open(desk, token, IDLE)


def test_session_that_is_used_ends_after_seven_days_all_the_same(desk: Engine) -> None:
    token = signed_in(desk, add_staff(desk, EDITOR))
    seen = LONGEST - timedelta(hours=1)
    with writing(desk) as session:
        touch(session, open_session(desk, token), now() + seen)
    assert _is_open(desk, token, seen + SECOND)
    assert not _is_open(desk, token, LONGEST)


def test_session_that_lacks_something_ends_after_half_an_hour(desk: Engine) -> None:
    token = _started(desk)
    assert not open_session(desk, token).is_complete
    assert _is_open(desk, token, UNFINISHED - SECOND)
    assert not _is_open(desk, token, UNFINISHED)


def test_being_seen_is_written_every_five_minutes_and_not_more_often(desk: Engine) -> None:
    token = signed_in(desk, add_staff(desk, EDITOR))
    moment = now()
    found = open_session(desk, token)
    assert not found.is_due(moment + timedelta(minutes=4))
    assert found.is_due(moment + timedelta(minutes=6))
    with writing(desk) as session:
        touch(session, found, moment + timedelta(minutes=6))
    assert not open_session(desk, token).is_due(moment + timedelta(minutes=10))


def test_completing_gives_another_token_and_the_first_opens_nothing(empty_engine: Engine) -> None:
    planted = _started(empty_engine)
    unfinished = open_session(empty_engine, planted)
    with writing(empty_engine) as session:
        token = complete_session(session, unfinished)
    assert token != planted
    assert session_of(empty_engine, planted) is None
    assert open_session(empty_engine, token).is_complete


def test_session_is_completed_once(desk: Engine) -> None:
    unfinished = open_session(desk, _started(desk))
    with writing(desk) as session:
        complete_session(session, unfinished)
    with writing(desk) as session, pytest.raises(SignInNeededError):
        complete_session(session, unfinished)


def test_signing_in_again_gives_another_token_each_time(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    assert len({signed_in(desk, person) for _ in range(5)}) == 5


def test_sessions_are_listed_to_their_owner_and_ended_one_by_one(desk: Engine) -> None:
    person, other = add_staff(desk, EDITOR), add_staff(desk, EDITOR)
    here, elsewhere = signed_in(desk, person), signed_in(desk, person)
    signed_in(desk, other)
    ended = open_session(desk, elsewhere).session_id
    with writing(desk) as session:
        end_session(session, person.number, ended, person.actor)
        left = list_sessions(session, person, now())
    assert [one.id for one in left] == [open_session(desk, here).session_id]
    assert session_of(desk, elsewhere) is None


def test_session_of_somebody_else_cannot_be_ended(desk: Engine) -> None:
    person, other = add_staff(desk, EDITOR), add_staff(desk, EDITOR)
    token = signed_in(desk, other)
    with writing(desk) as session, pytest.raises(NotFoundError):
        end_session(session, person.number, open_session(desk, token).session_id, person.actor)
    assert session_of(desk, token) is not None


def test_all_sessions_but_this_one_end_together(desk: Engine) -> None:
    person, other = add_staff(desk, EDITOR), add_staff(desk, EDITOR)
    tokens = [signed_in(desk, one) for one in (person, person, person, other)]
    keep = open_session(desk, tokens[0]).session_id
    with writing(desk) as session:
        end_all(session, person.number, person.actor, keep=keep)
    assert [session_of(desk, token) is not None for token in tokens] == [True, False, False, True]


def test_what_has_expired_is_cleared_away_when_somebody_signs_in(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    signed_in(desk, person)
    with writing(desk) as session:
        row = session.execute(select(StaffSession)).scalar_one()
        row.seen_at = text_of(now(), -IDLE)
    kept = open_session(desk, signed_in(desk, person)).session_id
    with reading(desk) as session:
        assert list(session.execute(select(col(StaffSession.id))).scalars()) == [kept]
