"""People are found under one spelling of their login, and shown by number."""

import pytest
from sqlalchemy import Engine

from app.accounts.people import (
    find_person,
    fold_login,
    is_login,
    list_people,
    tidy_name,
)
from app.domain.workflow import StaffRole
from app.errors import NotFoundError
from app.store.engine import reading
from tests.staffing import add_staff


@pytest.mark.parametrize(
    ("written", "login"),
    [
        ("  Second.Editor ", "second.editor"),
        ("ｅｄｉｔｏｒ", "editor"),
        ("РЕДАКТОР", "редактор"),
        ("Тексеруші-2", "тексеруші-2"),
        ("ӘКІМШІ@example.org", "әкімші@example.org"),
    ],
)
def test_login_is_folded_in_three_alphabets(written: str, login: str) -> None:
    assert fold_login(written) == login
    assert is_login(login)


@pytest.mark.parametrize(
    "login",
    ["", "a", "_editor", ".editor", "two words", "a" * 81, "edi\x00tor", "a/b", "a\u202eb", "'--"],
)
def test_login_of_another_shape_is_none(login: str) -> None:
    assert not is_login(fold_login(login))


@pytest.mark.parametrize("sign", ["´", "¨", "ﷺ", "\u3000", "İ", "x"])
@pytest.mark.parametrize("space", [" ", "\t", "\x1c", "\u2028"])
def test_login_that_is_folded_already_stays_as_it_is(sign: str, space: str) -> None:
    for length in range(70, 90):
        folded = fold_login("editor".ljust(length, space) + sign)
        assert fold_login(folded) == folded


@pytest.mark.parametrize("name", ["", "   ", "two\nlines", "ed\x00itor", "a\u202eb", "я" * 121])
def test_name_that_cannot_be_shown_on_a_line_is_refused(name: str) -> None:
    assert tidy_name(name) is None


@pytest.mark.parametrize("name", ["Second reviewer", "Второй редактор", "Екінші тексеруші"])
def test_names_of_three_alphabets_come_back_as_written(desk: Engine, name: str) -> None:
    person = add_staff(desk, StaffRole.EDITOR, name)
    with reading(desk) as session:
        assert find_person(session, person.number) == person
        assert person.name == name


def test_everybody_is_listed_by_number_and_known_to_ledgers_by_it(desk: Engine) -> None:
    roles = [StaffRole.EDITOR, StaffRole.REVIEWER, StaffRole.ADMINISTRATOR]
    people = [add_staff(desk, role) for role in roles]
    with reading(desk) as session:
        assert list_people(session) == people
    names = [person.actor.name for person in people]
    assert names == ["editor-1", "reviewer-2", "administrator-3"]


@pytest.mark.parametrize("number", [7, 0, -1, 2**31, 2**63, 10**30])
def test_number_that_nobody_has_is_not_found(number: int, desk: Engine) -> None:
    with reading(desk) as session, pytest.raises(NotFoundError):
        find_person(session, number)
