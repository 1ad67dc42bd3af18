"""Signing in by login and password: what the browser keeps, and what nobody learns."""

import re
from http.cookies import SimpleCookie

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from app.accounts.administering import disable
from app.accounts.moments import now
from app.accounts.throttle import FREE, count_attempt, key_of
from app.domain.workflow import StaffRole
from app.staff.access import COOKIE
from app.staff.links import link
from app.store.engine import writing
from tests.staff.visiting import PASSWORD, Visit, Visits, seen


def sign_in(visit: Visit, login: str, password: str = PASSWORD) -> int:
    """Send the form for signing in, and give the status."""
    return visit.post(link("sign-in"), {"login": login, "password": password}).status_code


def fail_often(visits: Visits, login: str) -> None:
    """Count as many failures as make one wait, without hashing for each."""
    with writing(visits.engine) as session:
        for _ in range(FREE + 1):
            count_attempt(session, key_of("password", login), now())


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that a password is compared to, while the test runs."""
    hashes: list[str] = []
    verify = Argon2Hasher.verify

    def note(self: Argon2Hasher, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002 - as the library calls it
        hashes.append(str(hash))
        return verify(self, password, hash)

    monkeypatch.setattr(Argon2Hasher, "verify", note)
    return hashes


def test_an_editor_signs_in_and_lands_where_they_were_going(visits: Visits) -> None:
    person, visit = visits.somebody(name="Әсел Оспанова"), visits.stranger()
    asked = visit.get(link("account"))
    assert asked.headers["location"] == "/staff/sign-in?next=%2Fstaff%2Faccount"
    form = seen(visit.get(asked.headers["location"])).one("form")
    carried = form.one("input", name="next").attributes["value"]
    sent = {"login": person.login.upper(), "password": PASSWORD, "next": carried}
    answer = visit.post(form.attributes["action"], sent)
    while answer.status_code == 303:
        answer = visit.get(answer.headers["location"])
    assert str(answer.url).endswith("/staff/account")
    assert "Әсел Оспанова" in seen(answer).one("header").text


def test_the_cookie_is_out_of_reach_for_everything_but_this_host(visits: Visits) -> None:
    person = visits.somebody()
    answer = visits.stranger().post(link("sign-in"), {"login": person.login, "password": PASSWORD})
    (written,) = answer.headers.get_list("set-cookie")
    cookie = SimpleCookie(written)[COOKIE]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert len(cookie.value) >= 43


def test_a_token_that_was_there_before_is_worth_nothing_afterwards(visits: Visits) -> None:
    person, other = visits.somebody(), visits.somebody()
    visit = visits.of(other)
    planted = str(visit.token)
    assert sign_in(visit, person.login) == 303
    assert visit.token != planted
    victim = visits.stranger()
    victim.keep(planted)
    assert victim.get(link("account")).status_code == 303, "the session before has ended"


def test_a_made_up_token_is_never_taken_over(visits: Visits) -> None:
    visit = visits.stranger()
    planted = "chosen-by-somebody-else"
    visit.keep(planted)
    assert sign_in(visit, visits.somebody().login) == 303
    assert visit.token != planted


def test_nobody_learns_which_logins_exist(visits: Visits, verified: list[str]) -> None:
    disabled = visits.somebody()
    with writing(visits.engine) as session:
        disable(session, disabled.number, by=None)
    logins = [visits.somebody().login, f"no.{disabled.login}", disabled.login]
    answers = []
    for login in logins:
        before = len(verified)
        answer = visits.stranger().post(link("sign-in"), {"login": login, "password": "wrong"})
        assert len(verified) == before + 1, "as much work for each"
        answers.append((answer.status_code, answer.text.replace(f'value="{login}"', "")))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 401
    assert "The login or the password is not right" in answers[0][1]


def test_whoever_guesses_has_to_wait_and_is_told_how_long(
    visits: Visits, verified: list[str]
) -> None:
    for login in (visits.somebody().login, "nobody.at.all"):
        visit, tried = visits.stranger(), len(verified)
        fail_often(visits, login)
        answer = visit.post(link("sign-in"), {"login": login, "password": PASSWORD})
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["retry-after"]) <= 5
        told = seen(answer).one("main").text
        assert re.search(r"wait \d seconds, then try again", told)
        assert len(verified) == tried, "nothing is hashed for whoever has to wait"


def test_what_was_typed_comes_back_as_text_and_never_the_password(visits: Visits) -> None:
    hostile = "\"><script>alert(1)</script>'{{ 7 * 7 }}"
    answer = visits.stranger().post(link("sign-in"), {"login": hostile, "password": "Secret-1"})
    page = seen(answer)
    assert page.one("input", name="login").attributes["value"] == hostile
    assert not any(one for one in page.all("script") if "src" not in one.attributes)
    assert "Secret-1" not in answer.text


def test_signing_out_ends_the_session_itself(visits: Visits) -> None:
    visit = visits.at_work()
    token = str(visit.token)
    answer = visit.post(link("sign-out"))
    assert answer.headers["location"] == "/staff/sign-in?notice=signed-out"
    assert visit.token is None
    assert "You are signed out." in seen(visit.get(answer.headers["location"])).text
    visit.keep(token)
    assert visit.get(link("account")).status_code == 303


def test_somebody_disabled_meanwhile_is_out_with_their_next_click(visits: Visits) -> None:
    person = visits.somebody()
    visit = visits.of(person)
    assert visit.get(link("account")).status_code == 200
    with writing(visits.engine) as session:
        disable(session, person.number, by=None)
    assert visit.get(link("account")).status_code == 303
    assert visit.post(link("account-language"), {"language": "ru"}).status_code == 401
    assert visits.found(person).language.value == "en"


def test_a_browser_that_keeps_no_cookie_is_told_so(visits: Visits) -> None:
    answer = visits.stranger().get(link("kept", next="/staff/account"))
    assert answer.headers["location"].startswith("/staff/sign-in?notice=not-kept")
    page = seen(visits.stranger().get(answer.headers["location"]))
    assert "begins with https://" in page.one("main").text


def test_a_notice_is_one_of_ours_or_none(visits: Visits) -> None:
    page = seen(visits.stranger().get(link("sign-in", notice="<b>Call this number</b>")))
    assert not any(page.all(role="status"))


def test_the_head_shows_who_is_there_and_where_they_may_go(visits: Visits) -> None:
    rooms = {
        role: [one.text for one in visits.at_work(role).page("/staff/account").one("nav").all("a")]
        for role in (StaffRole.EDITOR, StaffRole.ADMINISTRATOR)
    }
    assert "People" in rooms[StaffRole.ADMINISTRATOR]
    assert "People" not in rooms[StaffRole.EDITOR]


@pytest.mark.parametrize(("language", "title"), [("ru", "Войти"), ("kk", "Кіру")])
def test_who_is_not_signed_in_is_met_in_the_language_of_their_browser(
    language: str, title: str, visits: Visits
) -> None:
    answer = visits.stranger().get(link("sign-in"), headers={"Accept-Language": language})
    page = seen(answer)
    assert page.one("html").attributes["lang"] == language
    assert page.one("h1").text == title
