"""One's own account: nothing but what its forms say can be changed in it."""

from time import time

import pyotp
import pytest

from app.domain.workflow import StaffRole
from app.staff.links import link
from tests.staff.visiting import PASSWORD, Visits, code_now, seen

NEW = "granite lantern velvet ocean"


@pytest.mark.parametrize("field", ["role", "number", "account", "login", "name", "disabled_at"])
def test_fields_that_no_form_has_change_nothing(field: str, visits: Visits) -> None:
    person = visits.somebody(name="Editor")
    sent = {"language": "kk", field: "administrator", "totp_secret": "", "is_complete": "1"}
    assert visits.of(person).post(link("account-language"), sent).status_code == 303
    now = visits.found(person)
    assert now.language.value == "kk"
    assert (now.role, now.number, now.login, now.name, now.disabled_at) == (
        StaffRole.EDITOR,
        person.number,
        person.login,
        "Editor",
        None,
    )


def test_a_language_that_does_not_exist_is_refused(visits: Visits) -> None:
    answer = visits.at_work().post(link("account-language"), {"language": "xx"})
    assert answer.status_code == 422


def test_the_password_changes_for_whoever_knows_it_and_signs_others_out(visits: Visits) -> None:
    person = visits.somebody()
    here, elsewhere = visits.of(person), visits.of(person)
    sent = {"present": PASSWORD, "new": NEW, "again": NEW}
    answer = here.post(link("account-password"), sent)
    assert answer.headers["location"] == "/staff/account?notice=password-set"
    assert here.get(link("account")).status_code == 200
    assert elsewhere.get(link("account")).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "again", "wrong"),
    [
        ("not it at all", NEW, NEW, "present"),
        (PASSWORD, "short", "short", "new"),
        (PASSWORD, NEW, NEW + "x", "again"),
    ],
)
def test_a_password_is_not_changed_by_whoever_slips(
    present: str, new: str, again: str, wrong: str, visits: Visits
) -> None:
    visit = visits.at_work()
    sent = {"present": present, "new": new, "again": again}
    answer = visit.post(link("account-password"), sent)
    assert answer.status_code == 422
    assert seen(answer).one("input", name=wrong).attributes["aria-invalid"] == "true"
    assert not any(text in answer.text for text in (PASSWORD, NEW))


def test_one_sees_where_one_is_signed_in_and_ends_any_of_it(visits: Visits) -> None:
    person = visits.somebody()
    here, lost, others = visits.of(person), visits.of(person), visits.of(person)
    page = here.page(link("account"))
    assert "(here)" in page.one("table").text
    foreign = [one for one in page.one("table").all("tr") if "(here)" not in one.text]
    assert len(foreign) == 3, "the head, and two others"
    address = foreign[1].one("form").attributes["action"]
    assert here.post(address).headers["location"].endswith("session-ended")
    assert here.post(address).status_code == 404
    assert [one.get(link("account")).status_code for one in (lost, others)].count(303) == 1
    here.post(link("account-sessions"))
    assert {one.get(link("account")).status_code for one in (lost, others)} == {303}
    assert here.get(link("account")).status_code == 200


def test_nobody_ends_a_sign_in_of_somebody_else(visits: Visits) -> None:
    theirs = visits.at_work(StaffRole.ADMINISTRATOR)
    form = theirs.page(link("account")).one("table").one("form")
    assert visits.at_work().post(form.attributes["action"]).status_code == 404
    assert theirs.get(link("account")).status_code == 200


def test_ending_the_sign_in_one_uses_signs_out(visits: Visits) -> None:
    visit = visits.at_work()
    form = visit.page(link("account")).one("table").one("form")
    answer = visit.post(form.attributes["action"])
    assert answer.headers["location"] == "/staff/sign-in?notice=signed-out"
    assert visit.token is None


def move(present: str) -> dict[str, str]:
    """The form that sets up another app, rightly filled but for what it is proved with."""
    secret = pyotp.random_base32()
    return {"secret": secret, "code": pyotp.TOTP(secret).now(), "present": present}


def test_a_second_step_moves_to_another_phone_by_a_code_of_the_old(visits: Visits) -> None:
    person = visits.somebody(StaffRole.REVIEWER, with_factor=True)
    visit, sent = visits.of(person), move("000000")
    assert visit.post(link("account-factor"), sent).status_code == 422
    slip = visit.post(link("account-factor"), sent | {"code": "000000", "present": code_now()})
    assert slip.status_code == 422
    done = visit.post(link("account-factor"), sent | {"present": code_now()})
    assert len(list(seen(done).one("main").all("code"))) == 10
    half, next_code = visits.halfway(person), pyotp.TOTP(sent["secret"]).at(int(time()) + 30)
    statuses = [half.post(link("second-step"), {"code": code}) for code in (code_now(), next_code)]
    assert [one.status_code for one in statuses] == [401, 303]


def test_whoever_has_no_second_step_sets_one_up_by_password(visits: Visits) -> None:
    person = visits.somebody()
    visit = visits.of(person)
    assert visit.post(link("account-factor"), move("wrong")).status_code == 422
    assert not visits.found(person).has_second_factor
    assert visit.post(link("account-factor"), move(PASSWORD)).status_code == 200
    assert visits.found(person).has_second_factor


def test_new_recovery_codes_take_a_code_and_end_the_old(visits: Visits) -> None:
    visit = visits.at_work(StaffRole.REVIEWER)
    assert visit.post(link("account-codes"), {"present": "no"}).status_code == 422
    page = seen(visit.post(link("account-codes"), {"present": code_now()}))
    first = next(page.one("main").all("code")).text
    again = seen(visit.post(link("account-codes"), {"present": first}))
    assert first not in again.one("main").text
    assert visit.post(link("account-codes"), {"present": first}).status_code == 422
