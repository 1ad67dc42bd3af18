"""An ended sign-in loses nothing: what was sent comes along, and is sent again by one button."""

import json

import pytest

from app.domain.workflow import StaffRole
from app.staff.forms import PostedForm
from app.staff.links import link
from app.staff.resuming import FIELD, Carried, resuming_of
from tests.pages.markup import Element
from tests.staff.visiting import FROM_HERE, PASSWORD, Visit, Visits, code_now, seen

TEXTS = {
    "Latin": "A summary with \"quotes\", 'ticks' & <b>tags</b>\nand a second line",
    "Cyrillic": "Сводка с «кавычками» & <script>alert('да')</script>\n\n  отступ, ё, №",
    "Kazakh": "Қысқаша мазмұны: әңгүұқөһі </textarea></form>\tкесте \U0001f600 {{ 7 * 7 }}",
}


def sent_to(address: str, visit: Visit, fields: dict[str, str]) -> Element:
    """Send a form whose sign-in has ended, and give the form that comes back."""
    answer = visit.post(address, fields)
    assert answer.status_code == 401
    page = seen(answer)
    assert "Nothing was saved yet, and nothing you wrote is lost" in page.one("main").text
    return page.one("form", action=link("sign-in"))


def hidden(form: Element) -> dict[str, str]:
    """The hidden fields of a form, as a browser would send them."""
    inputs = list(form.all("input", type="hidden"))
    return {one.attributes["name"]: one.attributes["value"] for one in inputs}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_survives_an_ended_sign_in_to_the_letter(text: str, visits: Visits) -> None:
    administrator = visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    visit = visits.of(administrator)
    visit.post(link("sign-out"))
    address, fields = link("person-name", number=administrator.number), {"name": text, "x.0": " "}
    form = sent_to(address, visit, fields)
    login = {"login": administrator.login, "password": PASSWORD}
    step = seen(visit.post(form.attributes["action"], hidden(form) | login))
    form = step.one("form", action=link("second-step"))
    answer = visit.post(link("second-step"), hidden(form) | {"code": code_now()})
    resumed = seen(answer).one("form", action=address)
    assert hidden(resumed) == fields
    assert resumed.one("button").text == "Go on where you were"
    assert visits.found(administrator).name != text, "not before the button is pressed"
    again = visit.post(address, hidden(resumed))
    assert seen(again).one("input", name="name").attributes["value"] == text


def test_the_button_does_what_the_form_would_have_done(visits: Visits) -> None:
    person = visits.somebody()
    visit = visits.stranger()
    form = sent_to(link("account-language"), visit, {"language": "kk"})
    login = {"login": person.login, "password": PASSWORD}
    resumed = seen(visit.post(link("sign-in"), hidden(form) | login))
    assert "You are signed in again" in resumed.one("h1").text
    answer = visit.post(
        link("account-language"), hidden(resumed.one("form", action=link("account-language")))
    )
    assert answer.headers["location"] == "/staff/account?notice=saved"
    assert visits.found(person).language.value == "kk"


def test_a_wrong_password_loses_nothing_either(visits: Visits) -> None:
    visit, text = visits.stranger(), TEXTS["Kazakh"]
    form = sent_to(link("account-language"), visit, {"summary": text})
    before = hidden(form)
    for _ in range(2):
        answer = visit.post(link("sign-in"), before | {"login": "nobody", "password": "no"})
        assert answer.status_code == 401
        assert hidden(seen(answer).one("form", action=link("sign-in"))) == before


def test_what_was_written_can_be_looked_at_while_signing_in(visits: Visits) -> None:
    answer = visits.stranger().post(link("account-language"), {"summary": TEXTS["Cyrillic"]})
    kept = seen(answer).one("p", class_="kept")
    assert kept.texts().__next__() == TEXTS["Cyrillic"]


def test_no_secret_is_written_into_a_page(visits: Visits) -> None:
    sent = {"present": "Old-secret", "new": "New-secret", "again": "New-secret", "code": "123456"}
    answer = visits.stranger().post(link("account-password"), sent)
    assert answer.status_code == 303, "nothing else was sent"
    answer = visits.stranger().post(link("account-password"), sent | {"note": "a long enough note"})
    assert answer.status_code == 401
    assert "secret" not in answer.text
    assert "123456" not in answer.text


TAMPERED = [
    "not json",
    "[]",
    "{}",
    '{"path": "/staff/account"}',
    '{"path": "https://evil.example/", "fields": []}',
    '{"path": "//evil.example/", "fields": []}',
    '{"path": "/en/", "fields": []}',
    '{"path": "/staff/sign-out", "fields": [["a", "b"]]}',
    '{"path": "/staff/sign-in", "fields": [["a", "b"]]}',
    '{"path": "/staff/links/x", "fields": [["a", "b"]]}',
    '{"path": "/staff/account", "fields": [["a"]]}',
    '{"path": "/staff/account", "fields": [["a", 1]]}',
    '{"path": "/staff/account", "fields": [["a", "\\ud800"]]}',
    '{"path": "/staff/account", "fields": [], "more": 1}',
    "[" * 100_000,
]


@pytest.mark.parametrize("written", TAMPERED, ids=range(len(TAMPERED)))
def test_what_was_tampered_with_is_left_out(written: str) -> None:
    assert resuming_of(PostedForm([(FIELD, written)])).carried is None


def test_a_hostile_field_stays_a_field(visits: Visits) -> None:
    fields = [['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>"]]
    written = json.dumps({"path": "/staff/account/language", "fields": fields, "had_file": False})
    person, visit = visits.somebody(), visits.stranger()
    sent = {"login": person.login, "password": PASSWORD, FIELD: written}
    page = seen(visit.post(link("sign-in"), sent))
    one = page.one("form", action="/staff/account/language").one("input", type="hidden")
    assert [one.attributes["name"], one.attributes["value"]] == fields[0]
    assert not any(page.one("main").all("script"))


def test_a_large_text_of_many_letters_fits_through(visits: Visits) -> None:
    text = "Ә" * 150_000  # 900 kB as a form sends it
    person, visit = visits.somebody(), visits.stranger()
    form = sent_to(link("account-language"), visit, {"summary": text})
    sent = hidden(form) | {"login": person.login, "password": PASSWORD}
    parts = {name: (None, value) for name, value in sent.items()}
    answer = visit.client.post(link("sign-in"), files=parts, headers=FROM_HERE)
    resumed = seen(answer).one("form", action=link("account-language"))
    assert hidden(resumed) == {"summary": text}


def test_nothing_is_carried_that_has_nothing_to_carry() -> None:
    assert Carried(path="/staff/", fields=[]).long_texts == []
    assert resuming_of(PostedForm(), "/staff/people").next == "/staff/people"
