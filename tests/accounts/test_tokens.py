"""Tokens act for their owner within their scopes, until they expire or are ended."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from app.accounts.administering import change_role
from app.accounts.moments import now
from app.accounts.tokens import (
    PREFIX,
    TokenUse,
    TokenWish,
    end_token,
    find_token,
    list_tokens,
    make_token,
    scopes_of,
    touch,
)
from app.domain.workflow import Scope, StaffRole
from app.errors import FaultyDraftError, NotFoundError
from app.store.engine import reading, writing
from app.store.tables.accounts import ApiToken
from tests.staffing import add_staff, token_for

EDITOR = StaffRole.EDITOR
REVIEWER = StaffRole.REVIEWER


def _used(engine: Engine, token: str, later: timedelta = timedelta()) -> TokenUse | None:
    with reading(engine) as session:
        return find_token(session, token, now() + later)


def test_token_acts_for_its_owner_and_is_not_stored(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    token = token_for(desk, person, [Scope.READ, Scope.PROPOSE])
    use = _used(desk, token)
    assert use is not None
    assert (use.person, set(use.scopes)) == (person, {Scope.READ, Scope.PROPOSE})
    assert token.startswith(PREFIX)
    with reading(desk) as session:
        row = session.execute(select(ApiToken)).scalar_one()
    assert token.removeprefix(PREFIX) not in row.model_dump_json()


def test_token_works_for_as_many_days_as_was_asked(desk: Engine) -> None:
    token = token_for(desk, add_staff(desk, EDITOR), [Scope.READ], days=3)
    assert _used(desk, token, timedelta(days=2, hours=23))
    assert _used(desk, token, timedelta(days=3)) is None


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (TokenWish("", [Scope.READ], 30), "name"),
        (TokenWish("two\nlines", [Scope.READ], 30), "name"),
        (TokenWish("Құрал", [], 30), "scopes"),
        (TokenWish("Инструмент", [Scope.READ, Scope.PUBLISH], 30), "scopes"),
        (TokenWish("A tool", [Scope.READ], 0), "days"),
        (TokenWish("A tool", [Scope.READ], 366), "days"),
    ],
)
def test_wish_that_cannot_be_granted_names_its_field(
    desk: Engine, wish: TokenWish, field: str
) -> None:
    person = add_staff(desk, EDITOR)
    with writing(desk) as session, pytest.raises(FaultyDraftError) as refused:
        make_token(session, person, wish)
    assert [name for name, _ in refused.value.wrong] == [field]


def test_only_who_may_publish_can_let_a_token_publish() -> None:
    publishing = [role for role in StaffRole if Scope.PUBLISH in scopes_of(role)]
    assert publishing == [REVIEWER, StaffRole.ADMINISTRATOR]


def test_token_can_do_less_once_its_owner_may(desk: Engine) -> None:
    person = add_staff(desk, REVIEWER)
    token = token_for(desk, person, [Scope.READ, Scope.PUBLISH])
    with writing(desk) as session:
        change_role(session, person.number, EDITOR, by=None)
    use = _used(desk, token)
    assert use is not None
    assert use.scopes == {Scope.READ}


def test_token_that_was_ended_stays_listed_and_is_of_no_use(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    token = token_for(desk, person, [Scope.READ], name="Құрал")
    with writing(desk) as session:
        end_token(session, person.number, list_tokens(session, person)[0].id, person.actor)
        (listed,) = list_tokens(session, person)
    assert (listed.name, listed.scopes) == ("Құрал", (Scope.READ,))
    assert listed.ended_at is not None
    assert _used(desk, token) is None
    with writing(desk) as session, pytest.raises(NotFoundError):
        end_token(session, person.number, listed.id, person.actor)


def test_token_of_somebody_else_cannot_be_ended(desk: Engine) -> None:
    person, other = add_staff(desk, EDITOR), add_staff(desk, EDITOR)
    token = token_for(desk, other, [Scope.READ])
    with writing(desk) as session, pytest.raises(NotFoundError):
        end_token(session, person.number, list_tokens(session, other)[0].id, person.actor)
    assert _used(desk, token)


def test_last_use_is_written_once_a_minute_and_not_more_often(desk: Engine) -> None:
    token = token_for(desk, add_staff(desk, EDITOR), [Scope.READ])
    use, moment = _used(desk, token), now()
    assert use is not None
    assert use.is_due(moment)
    with writing(desk) as session:
        touch(session, use, moment)
    again = _used(desk, token)
    assert again is not None
    assert not again.is_due(moment + timedelta(seconds=59))
    assert again.is_due(moment + timedelta(seconds=61))
