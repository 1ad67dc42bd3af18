"""What happens to accounts is in the desk's ledger, without a name or anything that proves one."""

import json

import pyotp
from sqlalchemy import Engine

from app.accounts.administering import (
    Newcomer,
    add_person,
    change_role,
    disable,
    enable,
    rename,
    set_password,
)
from app.accounts.links import make_link, use_link
from app.accounts.moments import now
from app.accounts.passwords import HashedPassword
from app.accounts.people import find_person
from app.accounts.second_factor import accept_code, confirm_enrolment, new_enrolment
from app.accounts.sessions import complete_session, end_all, end_session, start_session
from app.accounts.tokens import TokenWish, end_token, find_token, make_token
from app.domain.workflow import Purpose, Scope, StaffRole
from app.store.engine import writing
from app.store.ledger import GENESIS, link_hash
from tests.accounts.desk import open_session, recorded
from tests.ledgers import newest_sequence
from tests.staffing import add_staff

LOGIN, NAME, RENAMED, TOOL = "second.reviewer", "Екінші тексеруші", "Второй рецензент", "A crawler"


def _live(engine: Engine, hashed: HashedPassword) -> list[str]:
    """Let an account live through everything; give all that must stay secret."""
    by = add_staff(engine, StaffRole.ADMINISTRATOR).actor
    with writing(engine) as session:
        person = add_person(session, Newcomer(LOGIN, NAME, StaffRole.EDITOR), by)
        link = make_link(session, Purpose.INVITATION, person.number, by, now())
        use_link(session, link, now())
        set_password(session, person.number, hashed, person.actor)
        rename(session, person.number, RENAMED, by)
        person = change_role(session, person.number, StaffRole.REVIEWER, by)
        secret = new_enrolment(person, "Scorecard").secret
        code = pyotp.TOTP(secret).at(now())
        codes = confirm_enrolment(session, person.number, secret, code, now())
        assert accept_code(session, person.number, codes[0], now())
        first = start_session(session, person, is_complete=False)
    with writing(engine) as session:
        cookie = complete_session(session, open_session(engine, first))
    number = person.number
    with writing(engine) as session:
        end_session(session, number, open_session(engine, cookie).session_id, person.actor)
        end_all(session, number, by)
        token = make_token(
            session, find_person(session, number), TokenWish(TOOL, [Scope.PUBLISH], 9)
        )
        use = find_token(session, token, now())
        assert use is not None
        end_token(session, number, use.token_id, person.actor)
        disable(session, number, by)
        enable(session, number, by)
    return [LOGIN, NAME, RENAMED, TOOL, hashed, link, secret, code, *codes, first, cookie, token]


def test_everything_is_recorded_and_nothing_secret(
    empty_engine: Engine, hashed: HashedPassword
) -> None:
    secrets = _live(empty_engine, hashed)
    rows = recorded(empty_engine)
    ledger = "\n".join(row.model_dump_json() for row in rows)
    unescaped = "\n".join(row.payload or "" for row in rows)
    assert [secret for secret in secrets if secret in ledger or secret in unescaped] == []
    assert [f"{row.subject} {row.action}" for row in rows[1:]] == [
        "account added",
        "account link_made",
        "account link_used",
        "account password_set",
        "account renamed",
        "account role_changed",
        "account factor_set",
        "account recovery_codes_made",
        "account recovery_code_used",
        "session started",
        "session completed",
        "session ended",
        "account sessions_ended",
        "token made",
        "token ended",
        "account disabled",
        "account enabled",
    ]


def test_people_appear_by_role_and_number(desk: Engine, hashed: HashedPassword) -> None:
    _live(desk, hashed)
    rows = recorded(desk)
    assert {row.actor for row in rows} == {
        "installation",
        "administrator-1",
        "editor-2",
        "reviewer-2",
    }
    assert {row.subject_id for row in rows if row.subject == "account"} == {"1", "2"}
    made = next(row for row in rows if (row.subject, row.action) == ("token", "made"))
    expected = {"account": "reviewer-2", "days": 9, "scopes": ["publish"]}
    assert json.loads(made.payload or "") == expected


def test_ledger_of_the_desk_is_a_chain_and_the_public_one_does_not_move(
    desk: Engine, hashed: HashedPassword
) -> None:
    _live(desk, hashed)
    previous = GENESIS
    for row in recorded(desk):
        previous = link_hash(previous, row.model_dump())
        assert row.hash == previous
    with writing(desk) as session:
        assert newest_sequence(session) == 0
