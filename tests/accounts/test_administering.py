"""Administrators make, change and disable accounts; nobody else does, and one always remains."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts.administering import (
    Newcomer,
    add_person,
    change_role,
    choose_language,
    disable,
    enable,
    rename,
    set_password,
)
from app.accounts.links import find_link, make_link
from app.accounts.moments import now
from app.accounts.passwords import nobodys_hash
from app.accounts.people import find_person
from app.accounts.second_factor import remove_factor
from app.accounts.tokens import find_token, list_tokens
from app.domain.vocabulary import Language
from app.domain.workflow import Actor, Purpose, Scope, StaffRole
from app.errors import ConflictError, FaultyDraftError, NotAllowedError
from app.store.engine import reading, writing
from tests.accounts.desk import open_session, session_of
from tests.staffing import add_staff, signed_in, token_for

ADMINISTRATOR = StaffRole.ADMINISTRATOR
EDITOR = StaffRole.EDITOR


def test_numbers_follow_each_other_and_login_is_kept_folded(desk: Engine) -> None:
    with writing(desk) as session:
        first = add_person(session, Newcomer("Редактор.1", "Редактор", EDITOR), by=None)
        second = add_person(session, Newcomer("editor", " Editor ", EDITOR, Language.KAZAKH), None)
    assert (first.number, first.login, first.has_password) == (1, "редактор.1", False)
    assert (second.number, second.name, second.language) == (2, "Editor", Language.KAZAKH)


def test_number_of_somebody_disabled_is_not_given_again(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    with writing(desk) as session:
        disable(session, person.number, by=None)
    assert add_staff(desk, EDITOR).number == person.number + 1


def test_login_that_is_taken_is_refused_however_it_is_spelled(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    with writing(desk) as session, pytest.raises(ConflictError):
        add_person(session, Newcomer(person.login.upper(), "Editor", EDITOR), by=None)


def test_every_fault_of_a_newcomer_is_told_at_once(desk: Engine) -> None:
    with writing(desk) as session, pytest.raises(FaultyDraftError) as refused:
        add_person(session, Newcomer("a b", "", EDITOR), by=None)
    assert [field for field, _ in refused.value.wrong] == ["login", "name"]


ACTS: list[Callable[[Session, Actor], object]] = [
    lambda session, by: add_person(session, Newcomer("newcomer", "Newcomer", EDITOR), by),
    lambda session, by: rename(session, 1, "Renamed", by),
    lambda session, by: change_role(session, by.number, ADMINISTRATOR, by),
    lambda session, by: disable(session, 1, by),
    lambda session, by: enable(session, 1, by),
    lambda session, by: make_link(session, Purpose.RESET, 1, by, now()),
    lambda session, by: remove_factor(session, 1, by),
]


@pytest.mark.parametrize("role", [EDITOR, StaffRole.REVIEWER])
@pytest.mark.parametrize("act", ACTS)
def test_who_is_no_administrator_is_refused(
    desk: Engine, act: Callable[[Session, Actor], object], role: StaffRole
) -> None:
    add_staff(desk, ADMINISTRATOR)
    person = add_staff(desk, role)
    with writing(desk) as session, pytest.raises(NotAllowedError):
        act(session, person.actor)


def test_disabling_ends_sessions_tokens_and_links_at_once(empty_engine: Engine) -> None:
    administrator, person = add_staff(empty_engine, ADMINISTRATOR), add_staff(empty_engine, EDITOR)
    other = signed_in(empty_engine, administrator)
    cookie, token = signed_in(empty_engine, person), token_for(empty_engine, person, [Scope.READ])
    with writing(empty_engine) as session:
        link = make_link(session, Purpose.RESET, person.number, administrator.actor, now())
    with writing(empty_engine) as session:
        disable(session, person.number, administrator.actor)
        disable(session, person.number, administrator.actor)
    assert session_of(empty_engine, cookie) is None
    assert session_of(empty_engine, other) is not None
    with reading(empty_engine) as session:
        assert find_token(session, token, now()) is None
        assert find_link(session, link, now()) is None


def test_enabling_again_brings_nothing_back(desk: Engine) -> None:
    add_staff(desk, ADMINISTRATOR)
    person = add_staff(desk, EDITOR)
    cookie, token = signed_in(desk, person), token_for(desk, person, [Scope.READ])
    with writing(desk) as session:
        disable(session, person.number, by=None)
        again = enable(session, person.number, by=None)
        assert find_token(session, token, now()) is None
        assert list_tokens(session, person)[0].ended_at is not None
    assert again.disabled_at is None
    assert session_of(desk, cookie) is None
    assert session_of(desk, signed_in(desk, again)) is not None


def test_last_administrator_is_neither_disabled_nor_demoted(desk: Engine) -> None:
    person = add_staff(desk, ADMINISTRATOR)
    add_staff(desk, StaffRole.REVIEWER)
    with writing(desk) as session, pytest.raises(ConflictError):
        disable(session, person.number, person.actor)
    with writing(desk) as session, pytest.raises(ConflictError):
        change_role(session, person.number, EDITOR, person.actor)


def test_administrators_who_are_disabled_or_only_invited_do_not_count(desk: Engine) -> None:
    first, second = add_staff(desk, ADMINISTRATOR), add_staff(desk, ADMINISTRATOR)
    with writing(desk) as session:
        add_person(session, Newcomer("invited", "Invited", ADMINISTRATOR), first.actor)
        disable(session, first.number, second.actor)
    with writing(desk) as session, pytest.raises(ConflictError):
        disable(session, second.number, second.actor)


def test_new_role_ends_sessions_but_the_one_to_keep(desk: Engine) -> None:
    add_staff(desk, ADMINISTRATOR)
    person = add_staff(desk, ADMINISTRATOR)
    here, elsewhere = signed_in(desk, person), signed_in(desk, person)
    keep = open_session(desk, here).session_id
    with writing(desk) as session:
        change_role(session, person.number, EDITOR, person.actor, keep=keep)
    assert open_session(desk, here).person.role is EDITOR
    assert session_of(desk, elsewhere) is None


def test_same_role_again_changes_nothing(desk: Engine) -> None:
    person = add_staff(desk, ADMINISTRATOR)
    cookie = signed_in(desk, person)
    with writing(desk) as session:
        assert change_role(session, person.number, ADMINISTRATOR, person.actor) == person
    assert session_of(desk, cookie) is not None


def test_new_password_ends_other_sessions_and_unused_links(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    here, elsewhere = signed_in(desk, person), signed_in(desk, person)
    keep = open_session(desk, here).session_id
    with writing(desk) as session:
        link = make_link(session, Purpose.RESET, person.number, None, now())
        set_password(session, person.number, nobodys_hash(), person.actor, keep)
        assert find_link(session, link, now()) is None
    assert session_of(desk, here) is not None
    assert session_of(desk, elsewhere) is None


def test_name_and_language_change_and_the_number_does_not(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    with writing(desk) as session:
        rename(session, person.number, "Екінші редактор", by=None)
        choose_language(session, person, Language.RUSSIAN)
        changed = find_person(session, person.number)
    assert (changed.name, changed.language) == ("Екінші редактор", Language.RUSSIAN)
    assert changed.number == person.number
