"""The first administrator sets the desk up; everybody else comes in by a link handed to them."""

import pytest
from sqlalchemy import Engine

from app.accounts.administering import Newcomer
from app.accounts.joining import open_setup, redeem_link, set_up
from app.accounts.links import make_link
from app.accounts.moments import now
from app.accounts.people import list_people
from app.accounts.sign_in import sign_in
from app.domain.workflow import Purpose, StaffRole
from app.errors import FaultyDraftError, NotFoundError
from app.store.engine import reading, writing
from tests.accounts.desk import PASSWORD, session_of
from tests.staffing import add_staff, signed_in

NEWCOMER = Newcomer("әкімші", "Әкімші", StaffRole.EDITOR)


def _opened(engine: Engine) -> str:
    token = open_setup(engine)
    assert token is not None
    return token


def _link(engine: Engine, number: int, purpose: Purpose = Purpose.RESET) -> str:
    with writing(engine) as session:
        return make_link(session, purpose, number, None, now())


def test_empty_desk_is_set_up_by_its_first_administrator(desk: Engine) -> None:
    token = _opened(desk)
    person = set_up(desk, token, NEWCOMER, PASSWORD, now())
    assert (person.number, person.role) == (1, StaffRole.ADMINISTRATOR)
    assert sign_in(desk, "Әкімші", PASSWORD, "optional", now()).person == person
    assert open_setup(desk) is None


def test_setup_is_done_once(desk: Engine) -> None:
    token = _opened(desk)
    set_up(desk, token, NEWCOMER, PASSWORD, now())
    with pytest.raises(NotFoundError):
        set_up(desk, token, Newcomer("second", "Second", StaffRole.EDITOR), PASSWORD, now())


def test_each_start_of_an_empty_desk_gives_a_new_address_and_ends_the_last(desk: Engine) -> None:
    older, newer = _opened(desk), _opened(desk)
    with pytest.raises(NotFoundError):
        set_up(desk, older, NEWCOMER, PASSWORD, now())
    assert set_up(desk, newer, NEWCOMER, PASSWORD, now())


def test_setup_that_was_faulty_can_be_corrected_on_the_same_address(desk: Engine) -> None:
    token = _opened(desk)
    with pytest.raises(FaultyDraftError):
        set_up(desk, token, Newcomer("a b", "", StaffRole.EDITOR), PASSWORD, now())
    with pytest.raises(FaultyDraftError):
        set_up(desk, token, NEWCOMER, "short", now())
    with reading(desk) as session:
        assert list_people(session) == []
    assert set_up(desk, token, NEWCOMER, PASSWORD, now())


def test_reset_gives_a_new_password_and_ends_sessions(desk: Engine) -> None:
    person = add_staff(desk, StaffRole.EDITOR, with_factor=False)
    cookie, token = signed_in(desk, person), _link(desk, person.number)
    assert redeem_link(desk, token, PASSWORD, now()) == person
    assert session_of(desk, cookie) is None
    assert sign_in(desk, person.login, PASSWORD, "required", now()).is_complete
    with pytest.raises(NotFoundError):
        redeem_link(desk, token, PASSWORD, now())


def test_weak_password_leaves_the_link_usable(desk: Engine) -> None:
    person = add_staff(desk, StaffRole.EDITOR)
    token = _link(desk, person.number, Purpose.INVITATION)
    with pytest.raises(FaultyDraftError) as refused:
        redeem_link(desk, token, person.login + " rides north", now())
    assert [field for field, _ in refused.value.wrong] == ["password"]
    assert redeem_link(desk, token, PASSWORD, now())


def test_link_of_one_sort_is_of_no_use_for_the_other(desk: Engine) -> None:
    setup = _opened(desk)
    with pytest.raises(NotFoundError):
        redeem_link(desk, setup, PASSWORD, now())
    reset = _link(desk, add_staff(desk, StaffRole.EDITOR).number)
    with pytest.raises(NotFoundError):
        set_up(desk, reset, NEWCOMER, PASSWORD, now())
