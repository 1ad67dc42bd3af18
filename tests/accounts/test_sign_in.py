"""Signing in tells nobody who has an account, makes guessers wait, and asks for all it needs."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.accounts import passwords
from app.accounts.administering import disable
from app.accounts.moments import now
from app.accounts.passwords import HashedPassword
from app.accounts.people import Person
from app.accounts.second_factor import make_recovery_codes, remove_factor
from app.accounts.sessions import start_session
from app.accounts.sign_in import (
    WRONG_SIGN_IN,
    change_password,
    check_code_again,
    check_password_again,
    may_work,
    prove_second_factor,
    sign_in,
)
from app.accounts.throttle import count_attempt, key_of
from app.domain.workflow import StaffRole
from app.errors import (
    FaultyDraftError,
    NotAllowedError,
    SignInNeededError,
    TooManyAttemptsError,
)
from app.store.engine import open_engine, writing
from tests.accounts.desk import PASSWORD, code_of, open_session, session_of, with_password
from tests.staffing import add_staff, signed_in

REQUIRED = "required"
REVIEWER = StaffRole.REVIEWER
NEW = "four odd kites вверх"


@pytest.fixture
def reviewer(desk: Engine, hashed: HashedPassword) -> Person:
    """Somebody with a password and a second factor."""
    return with_password(desk, add_staff(desk, REVIEWER), hashed)


@pytest.fixture
def verifications(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that passwords were compared to, as it happens."""
    seen = list[str]()
    original = passwords._hasher.verify  # noqa: SLF001 - the one place where hashing happens

    def counting(password: bytes, stored: str) -> bool:
        seen.append(stored)
        return original(password, stored)

    monkeypatch.setattr(passwords._hasher, "verify", counting)  # noqa: SLF001 - as above
    return seen


def _unfinished(engine: Engine, person: Person) -> str:
    with writing(engine) as session:
        return start_session(session, person, is_complete=False)


def _fail(engine: Engine, kind: str, text: str) -> None:
    with writing(engine) as session:
        for _ in range(6):
            count_attempt(session, key_of(kind, text), now())


@pytest.mark.parametrize(
    ("case", "complete"),
    [
        ((StaffRole.EDITOR, REQUIRED, False), True),
        ((StaffRole.EDITOR, REQUIRED, True), False),
        ((REVIEWER, REQUIRED, False), False),
        ((REVIEWER, "optional", False), True),
        ((REVIEWER, "optional", True), False),
    ],
)
def test_password_is_enough_only_where_nothing_else_is_required_or_set_up(
    desk: Engine, hashed: HashedPassword, case: tuple[StaffRole, str, bool], complete: bool
) -> None:
    role, policy, with_factor = case
    person = with_password(desk, add_staff(desk, role, with_factor=with_factor), hashed)
    arrival = sign_in(desk, person.login.upper(), PASSWORD, policy, now())
    assert (arrival.person, arrival.is_complete) == (person, complete)
    assert may_work(open_session(desk, arrival.token), policy) is complete


def test_wrong_login_wrong_password_and_shut_out_look_and_cost_the_same(
    desk: Engine, reviewer: Person, hashed: HashedPassword, verifications: list[str]
) -> None:
    shut_out = with_password(desk, add_staff(desk, REVIEWER), hashed)
    invited = add_staff(desk, REVIEWER)
    with writing(desk) as session:
        disable(session, shut_out.number, by=None)
    tried = [
        ("nobody.at.all", PASSWORD),
        ("not a login\x00", PASSWORD),
        (invited.login, PASSWORD),
        (shut_out.login, PASSWORD),
        (reviewer.login, NEW),
    ]
    answers = set[str]()
    for login, password in tried:
        with pytest.raises(SignInNeededError) as refused:
            sign_in(desk, login, password, REQUIRED, now())
        answers.add(refused.value.detail)
    assert answers == {WRONG_SIGN_IN}
    assert len(verifications) == len(tried)
    assert len({tuple(one.split("$")[1:4]) for one in verifications}) == 1


def test_who_has_to_wait_costs_no_hashing_whether_they_exist_or_not(
    desk: Engine, reviewer: Person, verifications: list[str]
) -> None:
    told = list[str]()
    for login in (reviewer.login, "nobody"):
        _fail(desk, "password", login)
        with pytest.raises(TooManyAttemptsError) as refused:
            sign_in(desk, f" {login.upper()} ", PASSWORD, REQUIRED, now())
        told.append(refused.value.title)
    assert len(set(told)) == 1
    assert verifications == []


@pytest.mark.parametrize("space", [" ", "\t", "\x1c"])
def test_no_spelling_of_a_login_is_counted_apart_from_it(
    space: str, desk: Engine, reviewer: Person, verifications: list[str]
) -> None:
    """Folding turns the last sign into two, the first of them a space: cut there, it is gone."""
    _fail(desk, "password", reviewer.login)
    with pytest.raises(TooManyAttemptsError):
        sign_in(desk, reviewer.login.ljust(80, space) + "´", PASSWORD, REQUIRED, now())
    assert verifications == []


def test_waiting_survives_a_restart_and_ends_in_time(desk: Engine, reviewer: Person) -> None:
    _fail(desk, "password", reviewer.login)
    again = open_engine(desk.url.render_as_string())
    with pytest.raises(TooManyAttemptsError):
        sign_in(again, reviewer.login, PASSWORD, REQUIRED, now())
    sign_in(again, reviewer.login, PASSWORD, REQUIRED, now() + timedelta(seconds=6))
    again.dispose()


def test_success_lets_failures_be_forgotten(desk: Engine, reviewer: Person) -> None:
    with writing(desk) as session:
        for _ in range(4):
            count_attempt(session, key_of("password", reviewer.login), now())
    sign_in(desk, reviewer.login, PASSWORD, REQUIRED, now())
    _fail(desk, "password", reviewer.login)


def test_guesses_made_at_once_are_counted_before_any_is_judged(
    desk: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes, judged = list[type[Exception]](), list[bytes]()
    hasher = passwords._hasher  # noqa: SLF001 - as above
    monkeypatch.setattr(hasher, "verify", lambda password, _stored: judged.append(password))

    def guess() -> None:
        try:
            sign_in(desk, "nobody", NEW, REQUIRED, now())
        except (SignInNeededError, TooManyAttemptsError) as refused:
            outcomes.append(type(refused))

    threads = [threading.Thread(target=guess) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(SignInNeededError) == len(judged) == 6
    assert outcomes.count(TooManyAttemptsError) == 4


def test_code_completes_the_session_under_a_new_token(desk: Engine, reviewer: Person) -> None:
    planted = _unfinished(desk, reviewer)
    unfinished = open_session(desk, planted)
    token = prove_second_factor(desk, unfinished, code_of(desk, reviewer), now())
    assert session_of(desk, planted) is None
    assert may_work(open_session(desk, token), REQUIRED)


def test_code_used_in_one_browser_is_refused_in_another(desk: Engine, reviewer: Person) -> None:
    code, moment = code_of(desk, reviewer), now()
    sessions = [open_session(desk, _unfinished(desk, reviewer)) for _ in range(2)]
    prove_second_factor(desk, sessions[0], code, moment)
    with pytest.raises(SignInNeededError):
        prove_second_factor(desk, sessions[1], code, moment)
    prove_second_factor(desk, sessions[1], code_of(desk, reviewer, 1), moment)


def test_recovery_code_completes_the_session_too(desk: Engine, reviewer: Person) -> None:
    with writing(desk) as session:
        codes = make_recovery_codes(session, reviewer)
    unfinished = open_session(desk, _unfinished(desk, reviewer))
    assert prove_second_factor(desk, unfinished, codes[0], now())


def test_guessing_codes_makes_wait_and_a_right_password_does_not_help(
    desk: Engine, reviewer: Person
) -> None:
    unfinished = open_session(desk, _unfinished(desk, reviewer))
    for _ in range(6):
        with pytest.raises(SignInNeededError):
            prove_second_factor(desk, unfinished, "no code", now())
    again = open_session(desk, sign_in(desk, reviewer.login, PASSWORD, REQUIRED, now()).token)
    with pytest.raises(TooManyAttemptsError):
        prove_second_factor(desk, again, code_of(desk, reviewer), now())


def test_session_without_a_factor_that_is_required_by_now_opens_nothing(desk: Engine) -> None:
    person = add_staff(desk, REVIEWER, with_factor=False)
    found = open_session(desk, signed_in(desk, person))
    assert may_work(found, "optional")
    assert not may_work(found, REQUIRED)


def test_something_grave_asks_for_code_and_password_again(desk: Engine, reviewer: Person) -> None:
    code = code_of(desk, reviewer)  # once: half a minute may end in between
    check_code_again(desk, reviewer, code, now())
    check_password_again(desk, reviewer, PASSWORD, now())
    with pytest.raises(NotAllowedError):
        check_code_again(desk, reviewer, code, now())
    with pytest.raises(FaultyDraftError):
        check_password_again(desk, reviewer, NEW, now())


def test_changed_password_replaces_the_old_one_and_ends_other_sessions(
    desk: Engine, reviewer: Person
) -> None:
    here, elsewhere = signed_in(desk, reviewer), signed_in(desk, reviewer)
    change_password(desk, open_session(desk, here), PASSWORD, NEW, now())
    assert session_of(desk, here) is not None
    assert session_of(desk, elsewhere) is None
    with pytest.raises(SignInNeededError):
        sign_in(desk, reviewer.login, PASSWORD, REQUIRED, now())
    assert sign_in(desk, reviewer.login, NEW, REQUIRED, now()).person == reviewer


@pytest.mark.parametrize(
    ("present", "new", "field"), [(NEW, NEW, "present"), (PASSWORD, "a", "new")]
)
def test_change_that_cannot_be_names_the_field(
    desk: Engine, reviewer: Person, present: str, new: str, field: str
) -> None:
    found = open_session(desk, signed_in(desk, reviewer))
    with pytest.raises(FaultyDraftError) as refused:
        change_password(desk, found, present, new, now())
    assert {name for name, _ in refused.value.wrong} == {field}


def test_lost_factor_that_was_taken_away_has_to_be_set_up_anew(
    desk: Engine, reviewer: Person
) -> None:
    with writing(desk) as session:
        remove_factor(session, reviewer.number, by=None)
    assert not sign_in(desk, reviewer.login, PASSWORD, REQUIRED, now()).is_complete
