"""Whatever text is sent in place of a login, token or code: it is none, on either database."""

import pytest
from sqlalchemy import Engine

from app.accounts.links import find_link
from app.accounts.moments import now
from app.accounts.people import find_by_login
from app.accounts.second_factor import accept_code
from app.accounts.sessions import end_session, find_session
from app.accounts.throttle import count_attempt, key_of
from app.accounts.tokens import PREFIX, end_token, find_token
from app.domain.workflow import StaffRole
from app.errors import NotFoundError
from app.store.engine import writing
from tests.staffing import add_staff

TEXTS = ["", PREFIX, "x", "123456", "edi\x00tor", "\ud800", "a" * 100_000, "' OR 1=1 --", "%", "*"]


def test_any_text_may_be_sent_and_is_refused(empty_engine: Engine) -> None:
    person = add_staff(empty_engine, StaffRole.EDITOR)
    with writing(empty_engine) as session:
        found = [
            (
                find_by_login(session, text),
                find_session(session, text, now()),
                find_token(session, text, now()),
                find_link(session, text, now()),
                accept_code(session, person.number, text * 2, now()) or None,
            )
            for text in TEXTS
        ]
    assert set(found) == {(None,) * 5}


@pytest.mark.parametrize("text", TEXTS)
def test_no_session_and_no_token_has_such_an_id(text: str, empty_engine: Engine) -> None:
    person = add_staff(empty_engine, StaffRole.EDITOR)
    for end in (end_session, end_token):
        with pytest.raises(NotFoundError), writing(empty_engine) as session:
            end(session, person.number, text, person.actor)


def test_failures_are_counted_under_any_text(empty_engine: Engine) -> None:
    with writing(empty_engine) as session:
        for text in TEXTS:
            count_attempt(session, key_of("password", text), now())
