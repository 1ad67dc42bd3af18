"""The command line makes the first account, and lets back in who lost everything."""

import re

import pytest
from sqlalchemy import Engine

from app.accounts.commands import LINK_PATH, add_user, link_address, reset_user
from app.accounts.joining import redeem_link
from app.accounts.moments import now
from app.accounts.people import list_people
from app.domain.workflow import StaffRole
from app.errors import ConflictError, NotFoundError
from app.settings import Settings
from app.staff.links import link
from app.store.engine import reading
from tests.accounts.desk import PASSWORD, session_of
from tests.staffing import add_staff, signed_in

ADMINISTRATOR = StaffRole.ADMINISTRATOR


def _token_in(printed: str) -> str:
    found = re.search(re.escape(LINK_PATH).replace(r"\{token\}", r"(\S+)"), printed)
    assert found is not None
    return found[1]


def test_account_is_made_and_the_address_printed_gives_it_a_password(desk: Engine) -> None:
    printed = add_user(desk, Settings(port=8123), "Администратор", "Админ.1", ADMINISTRATOR)
    assert "administrator-1" in printed
    assert "http://127.0.0.1:8123/" in printed
    person = redeem_link(desk, _token_in(printed), PASSWORD, now())
    assert (person.login, person.name, person.has_password) == ("админ.1", "Администратор", True)


def test_login_is_given_once(desk: Engine) -> None:
    add_user(desk, Settings(), "Administrator", "first", ADMINISTRATOR)
    with pytest.raises(ConflictError):
        add_user(desk, Settings(), "Administrator", "FIRST", ADMINISTRATOR)


def test_only_administrator_who_lost_phone_and_password_comes_back(desk: Engine) -> None:
    person = add_staff(desk, ADMINISTRATOR)
    cookie = signed_in(desk, person)
    printed = reset_user(desk, Settings(), person.login.upper())
    assert session_of(desk, cookie) is None
    assert redeem_link(desk, _token_in(printed), PASSWORD, now()).number == person.number
    with reading(desk) as session:
        assert not list_people(session)[0].has_second_factor


def test_login_that_nobody_has_cannot_be_reset(desk: Engine) -> None:
    with pytest.raises(NotFoundError):
        reset_user(desk, Settings(), "nobody")


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("::1", "[::1]"),
        ("::", "[::1]"),
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104 - only shown
    ],
)
def test_address_can_be_opened_on_the_machine_that_serves(host: str, shown: str) -> None:
    assert link_address(Settings(host=host), "x").startswith(f"http://{shown}:8000/")


def test_address_is_the_one_of_the_page() -> None:
    text = "x-y_z"
    assert LINK_PATH.format(token=text) == link("link", token=text)
