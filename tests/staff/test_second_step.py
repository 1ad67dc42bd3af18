"""The second step: a code of the app, set up the first time by whoever must have one."""

import base64
from urllib.parse import unquote

import pyotp

from app.accounts.people import Person
from app.domain.workflow import StaffRole
from app.staff.links import link
from tests.pages.markup import Element
from tests.staff.visiting import FROM_HERE, PASSWORD, SECRET, Visit, Visits, code_now, seen


def by_password(visits: Visits, role: StaffRole, *, with_factor: bool) -> Visit:
    """A browser in which somebody wrote their password."""
    return visits.halfway(visits.somebody(role, with_factor=with_factor))


def test_the_password_alone_opens_nothing(visits: Visits) -> None:
    person, visit = visits.somebody(StaffRole.REVIEWER, with_factor=True), visits.stranger()
    visit.post(link("sign-in"), {"login": person.login, "password": PASSWORD})
    assert visit.get(link("account")).status_code == 303
    led = visit.get(link("kept", next="/staff/account")).headers["location"]
    assert led == "/staff/second-step?next=%2Fstaff%2Faccount"
    assert seen(visit.get(led)).one("input", name="code")
    assert not any(seen(visit.get(led)).all("form", action=link("account-language")))


def test_a_code_completes_it_under_another_token(visits: Visits) -> None:
    visit = by_password(visits, StaffRole.REVIEWER, with_factor=True)
    half, code = str(visit.token), code_now()
    answer = visit.post(link("second-step"), {"code": code, "next": "/staff/account"})
    assert answer.headers["location"] == "/staff/sign-in/kept?next=%2Fstaff%2Faccount"
    assert visit.token != half
    assert visit.get(link("account")).status_code == 200
    thief = visits.stranger()
    thief.keep(half)
    assert thief.get(link("account")).status_code == 303, "the token before is worth nothing"


def test_a_code_works_once(visits: Visits) -> None:
    person, code = visits.somebody(StaffRole.REVIEWER, with_factor=True), code_now()
    statuses = [
        visits.halfway(person).post(link("second-step"), {"code": code}).status_code
        for _ in range(2)
    ]
    assert statuses == [303, 401]


def test_a_wrong_code_is_told_and_guessing_has_to_wait(visits: Visits) -> None:
    visit = by_password(visits, StaffRole.EDITOR, with_factor=True)
    answers = [visit.post(link("second-step"), {"code": "abc"}) for _ in range(7)]
    assert [one.status_code for one in answers] == [401] * 6 + [429]
    assert "This code is not right" in seen(answers[0]).one("main").text
    assert answers[6].headers["retry-after"]
    assert "wait" in seen(answers[6]).one("main").text


def test_a_second_step_without_a_first_is_none(visits: Visits) -> None:
    for name in ("second-step", "factor"):
        answer = visits.stranger().post(link(name), {"code": "123456"})
        assert answer.headers["location"] == link("sign-in")


def begin(visits: Visits, person: Person | None = None) -> tuple[Visit, Element, str]:
    """Somebody who must set up an app: their browser, its page, and the secret on it."""
    visit = visits.halfway(person or visits.somebody(StaffRole.REVIEWER))
    assert visit.get(link("second-step")).headers["location"] == link("factor")
    page = visit.page(link("factor"))
    return visit, page, page.one("input", name="secret").attributes["value"]


def test_the_app_is_set_up_by_picture_or_by_typing(visits: Visits) -> None:
    _, page, secret = begin(visits)
    assert page.one("code").text.replace(" ", "") == secret
    kind, _, content = page.one("img").attributes["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(content).startswith(b"<svg xmlns=")
    assert page.one("img").attributes["alt"]


def test_setting_it_up_gives_recovery_codes_once_and_opens_the_desk(visits: Visits) -> None:
    visit, _, secret = begin(visits)
    half = visit.token
    sent = {"secret": secret, "code": pyotp.TOTP(secret).now(), "next": "/staff/account"}
    answer = visit.post(link("factor"), sent)
    page = seen(answer)
    codes = [one.text for one in page.one("main").all("code")]
    assert len(set(codes)) == 10
    assert page.one("a", class_="button").attributes["href"] == "/staff/account"
    assert visit.token != half
    assert "10 recovery codes left" in visit.page(link("account")).text
    again = visit.get(link("factor"))
    assert again.status_code == 303
    assert not any(code in again.text for code in codes)


def test_a_recovery_code_stands_in_for_the_phone_once(visits: Visits) -> None:
    person = visits.somebody(StaffRole.REVIEWER)
    visit, _, secret = begin(visits, person)
    answer = visit.post(link("factor"), {"secret": secret, "code": pyotp.TOTP(secret).now()})
    spare = next(seen(answer).one("main").all("code")).text.upper()
    first, second = (
        visits.halfway(person).post(link("second-step"), {"code": spare}) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (303, 401)
    assert link("account") in unquote(first.headers["location"]), "where another phone is set up"


def test_a_wrong_first_code_keeps_the_same_secret(visits: Visits) -> None:
    visit, _, secret = begin(visits)
    answer = visit.post(link("factor"), {"secret": secret, "code": "000000"})
    page = seen(answer)
    assert answer.status_code == 422
    assert page.one("input", name="secret").attributes["value"] == secret
    assert page.one(id="form_faults").attributes["tabindex"] == "-1"
    assert page.one("input", name="code").attributes["aria-invalid"] == "true"


def test_a_secret_that_is_none_of_ours_is_replaced(visits: Visits) -> None:
    visit, _, _ = begin(visits)
    for secret in ("", "A", "<script>", SECRET.lower(), "A" * 5000):
        answer = visit.post(link("factor"), {"secret": secret, "code": "000000"})
        assert answer.status_code == 422
        assert len(seen(answer).one("input", name="secret").attributes["value"]) == 32


def test_whoever_has_an_app_cannot_set_up_another_by_password_alone(visits: Visits) -> None:
    visit = by_password(visits, StaffRole.REVIEWER, with_factor=True)
    other = pyotp.random_base32()
    sent = {"secret": other, "code": pyotp.TOTP(other).now()}
    answer = visit.client.post(link("factor"), data=sent, headers=FROM_HERE)
    assert answer.headers["location"] == link("second-step")
    assert visit.get(link("account")).status_code == 303
