"""A code of the app is right once, in its time; a recovery code stands in for it once."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest
from sqlalchemy import Engine, select

from app.accounts.administering import Newcomer, add_person
from app.accounts.moments import now
from app.accounts.people import Person, find_person
from app.accounts.second_factor import (
    CODES,
    accept_code,
    confirm_enrolment,
    count_recovery_codes,
    is_missing,
    make_recovery_codes,
    needs_second_factor,
    new_enrolment,
    remove_factor,
)
from app.domain.workflow import StaffRole
from app.errors import ConflictError, FaultyDraftError
from app.store.engine import reading, writing
from app.store.tables.accounts import RecoveryCode
from tests.accounts.desk import session_of
from tests.staffing import add_staff, signed_in

STEP = timedelta(seconds=30)
EDITOR = StaffRole.EDITOR


def _enrolled(engine: Engine) -> tuple[Person, pyotp.TOTP, list[str], datetime]:
    """Somebody with an app and recovery codes, two minutes after they set it up."""
    person = add_staff(engine, EDITOR, with_factor=False)
    secret, moment = new_enrolment(person, "Scorecard").secret, now()
    totp = pyotp.TOTP(secret)
    with writing(engine) as session:
        codes = confirm_enrolment(session, person.number, secret, totp.at(moment), moment)
        return find_person(session, person.number), totp, codes, moment + 4 * STEP


def _accepted(engine: Engine, person: Person, code: str, moment: datetime) -> bool:
    with writing(engine) as session:
        return accept_code(session, person.number, code, moment)


@pytest.mark.parametrize(
    ("role", "policy", "needs"),
    [
        (EDITOR, "required", False),
        (StaffRole.REVIEWER, "required", True),
        (StaffRole.ADMINISTRATOR, "required", True),
        (StaffRole.ADMINISTRATOR, "optional", False),
    ],
)
def test_who_publishes_or_administers_needs_one_unless_the_setting_says_otherwise(
    role: StaffRole, policy: str, needs: bool
) -> None:
    assert needs_second_factor(role, policy) is needs


def test_it_is_missing_until_it_is_set_up(desk: Engine) -> None:
    without = add_staff(desk, StaffRole.REVIEWER, with_factor=False)
    assert is_missing(without, "required")
    assert not is_missing(add_staff(desk, StaffRole.REVIEWER), "required")


def test_address_for_the_app_names_issuer_and_login_in_any_alphabet(desk: Engine) -> None:
    with writing(desk) as session:
        person = add_person(session, Newcomer("тексеруші", "Тексеруші", EDITOR), by=None)
    enrolment = new_enrolment(person, "Reform Scorecard")
    parts = urlsplit(enrolment.uri)
    assert (parts.scheme, unquote(parts.path)) == ("otpauth", "/Reform Scorecard:тексеруші")
    assert parse_qs(parts.query)["secret"] == [enrolment.secret]


def test_picture_can_stand_in_a_page_that_allows_no_style_and_no_script(desk: Engine) -> None:
    svg = new_enrolment(add_staff(desk, EDITOR), "Scorecard").svg
    assert svg.startswith("<svg ")
    assert not [word for word in ("style", "script", "href", "<?xml", "onload") if word in svg]


def test_same_secret_is_shown_again_and_one_not_ours_is_refused(desk: Engine) -> None:
    person = add_staff(desk, EDITOR)
    first = new_enrolment(person, "Scorecard")
    assert new_enrolment(person, "Scorecard", first.secret) == first
    for secret in ("A" * 31, "a" * 32, "A" * 31 + "1", "й" * 32):
        with pytest.raises(FaultyDraftError):
            new_enrolment(person, "Scorecard", secret)


def test_nothing_is_stored_before_a_code_was_shown_to_work(desk: Engine) -> None:
    person = add_staff(desk, EDITOR, with_factor=False)
    secret = new_enrolment(person, "Scorecard").secret
    with writing(desk) as session, pytest.raises(FaultyDraftError):
        confirm_enrolment(session, person.number, secret, "000000 ", now() - 10_000 * STEP)
    with reading(desk) as session:
        assert not find_person(session, person.number).has_second_factor


def test_second_one_cannot_be_set_up_over_the_first(desk: Engine) -> None:
    person, _totp, _codes, moment = _enrolled(desk)
    planted = new_enrolment(person, "Scorecard").secret
    with writing(desk) as session, pytest.raises(ConflictError):
        confirm_enrolment(session, person.number, planted, pyotp.TOTP(planted).at(moment), moment)


def test_code_cannot_be_used_twice(empty_engine: Engine) -> None:
    person, totp, _codes, moment = _enrolled(empty_engine)
    code = totp.at(moment)
    assert _accepted(empty_engine, person, f"{code[:3]} {code[3:]}", moment)
    assert not _accepted(empty_engine, person, code, moment)
    assert not _accepted(empty_engine, person, code, moment + STEP)


def test_code_by_which_the_app_was_set_up_cannot_be_used_again(desk: Engine) -> None:
    person, totp, _codes, moment = _enrolled(desk)
    first = moment - 4 * STEP
    assert not _accepted(desk, person, totp.at(first), first)


def test_older_code_is_worth_nothing_after_a_newer_one(desk: Engine) -> None:
    person, totp, _codes, moment = _enrolled(desk)
    assert _accepted(desk, person, totp.at(moment), moment)
    assert not _accepted(desk, person, totp.at(moment - STEP), moment)
    assert _accepted(desk, person, totp.at(moment + STEP), moment)


@pytest.mark.parametrize(("steps", "accepted"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_clock_may_differ_by_one_step(desk: Engine, steps: int, accepted: bool) -> None:
    person, totp, _codes, moment = _enrolled(desk)
    assert _accepted(desk, person, totp.at(moment + steps * STEP), moment) is accepted


def test_recovery_code_is_used_once_however_it_is_written(desk: Engine) -> None:
    person, _totp, codes, moment = _enrolled(desk)
    assert len(set(codes)) == CODES
    assert _accepted(desk, person, codes[0].upper().replace("-", " "), moment)
    assert not _accepted(desk, person, codes[0], moment)
    assert _accepted(desk, person, codes[1], moment)
    with reading(desk) as session:
        assert count_recovery_codes(session, person.number) == CODES - 2


def test_recovery_code_has_eighty_random_bits_and_is_not_stored(desk: Engine) -> None:
    _person, _totp, codes, _moment = _enrolled(desk)
    with reading(desk) as session:
        kept = "".join(row.hash for row in session.execute(select(RecoveryCode)).scalars())
    plain = [code.replace("-", "") for code in codes]
    assert {len(code) * 5 for code in plain} == {80}
    assert not [code for code in plain if code in kept]


def test_recovery_code_of_somebody_else_is_refused(desk: Engine) -> None:
    person, _totp, _codes, moment = _enrolled(desk)
    _other, _totp, theirs, _moment = _enrolled(desk)
    assert not _accepted(desk, person, theirs[0], moment)


def test_new_recovery_codes_end_the_older_ones(desk: Engine) -> None:
    person, _totp, older, moment = _enrolled(desk)
    with writing(desk) as session:
        newer = make_recovery_codes(session, person)
    assert not _accepted(desk, person, older[0], moment)
    assert _accepted(desk, person, newer[0], moment)


def test_who_has_no_app_has_no_recovery_codes_either(desk: Engine) -> None:
    person = add_staff(desk, EDITOR, with_factor=False)
    with writing(desk) as session, pytest.raises(ConflictError):
        make_recovery_codes(session, person)
    assert not _accepted(desk, person, "000000", now())


def test_administrator_takes_a_lost_factor_away_and_with_it_codes_and_sessions(
    desk: Engine,
) -> None:
    person, totp, codes, moment = _enrolled(desk)
    administrator = add_staff(desk, StaffRole.ADMINISTRATOR)
    cookie = signed_in(desk, person)
    with writing(desk) as session:
        remove_factor(session, person.number, administrator.actor)
        assert not find_person(session, person.number).has_second_factor
    assert not _accepted(desk, person, codes[0], moment)
    assert not _accepted(desk, person, totp.at(moment), moment)
    assert session_of(desk, cookie) is None


def test_who_ends_their_own_factor_stays_signed_in(desk: Engine) -> None:
    person, *_rest = _enrolled(desk)
    cookie = signed_in(desk, person)
    with writing(desk) as session:
        remove_factor(session, person.number, person.actor)
    assert session_of(desk, cookie) is not None
