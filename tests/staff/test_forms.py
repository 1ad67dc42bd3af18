"""Reading forms: within bounds, whatever is announced, and without losing a character."""

from collections.abc import Iterator
from itertools import chain

import pytest

from app.domain.workflow import StaffRole
from app.staff.forms import MOST_BYTES, MOST_BYTES_AT_ALL, MOST_FIELDS, PostedForm
from app.staff.links import link
from tests.pages.markup import read
from tests.staff.visiting import FROM_HERE, Visits, seen

PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
FORM = FROM_HERE | {"Content-Type": "application/x-www-form-urlencoded"}


def large() -> Iterator[bytes]:
    """A body that does not say how long it is."""
    yield b"name="
    for _ in range(MOST_BYTES_AT_ALL // 50_000 + 1):
        yield b"x" * 50_000


def test_a_body_that_announces_too_much_is_refused_unread(visits: Visits) -> None:
    address = link("person-name", number=1)
    headers = FORM | {"Content-Length": str(MOST_BYTES_AT_ALL + 1)}
    answer = visits.stranger().client.post(address, content=b"name=x", headers=headers)
    assert answer.status_code == 413
    assert "5000 kB" in seen(answer).one("main").text


def test_more_than_a_form_takes_is_refused_and_given_back(visits: Visits) -> None:
    sent = {"name": "x" * MOST_BYTES, "login": "kept all the same"}
    answer = visits.at_work(StaffRole.ADMINISTRATOR).post(link("invite"), sent)
    assert answer.status_code == 413
    main = seen(answer).one("main")
    assert "1000 kB" in main.text
    assert [one.text for one in main.all("p", class_="kept")] == list(sent.values())


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_body_that_announces_nothing_is_bounded_as_well(kind: str, visits: Visits) -> None:
    headers = FROM_HERE | {"Content-Type": kind}
    body = chain([b"" if "url" in kind else PART], large())
    answer = visits.stranger().client.post(link("account-language"), content=body, headers=headers)
    assert answer.status_code == 413
    assert "Nothing was saved" in seen(answer).one("main").text


@pytest.mark.parametrize("length", ["-1", "many", "9" * 400, "1e3"])
def test_a_length_that_is_none_is_refused(length: str, visits: Visits) -> None:
    headers = FORM | {"Content-Length": length}
    answer = visits.stranger().client.post("/staff/", content=b"a=b", headers=headers)
    assert answer.status_code == 413


def test_too_many_fields_are_refused(visits: Visits) -> None:
    answer = visits.stranger().client.post(
        link("sign-out"), content=b"a=&" * MOST_FIELDS, headers=FORM
    )
    assert answer.status_code == 413
    assert f"({MOST_FIELDS})" in seen(answer).one("main").text


def test_a_file_is_refused_where_none_is_taken(visits: Visits) -> None:
    files = {"name": ("x.csv", b"a,b", "text/csv")}
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    answer = visit.client.post(link("invite"), files=files, headers=FROM_HERE)
    assert answer.status_code == 400
    assert "Nothing was saved" in seen(answer).one("main").text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nno part"),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        ),
        ("application/json", b'{"name": "x"}'),
        ("text/plain", b"name=x"),
        ("", b"name=x"),
    ],
)
def test_what_is_no_form_is_no_crash(kind: str, body: bytes, visits: Visits) -> None:
    headers = FROM_HERE | {"Content-Type": kind}
    answer = visits.at_work(StaffRole.ADMINISTRATOR).client.post(
        link("invite"), content=body, headers=headers
    )
    assert answer.status_code in {400, 422}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("charset", ["utf-8", "unicode_escape", "utf-7", "zip", "none-such"])
def test_no_charset_makes_half_characters(charset: str, visits: Visits) -> None:
    body = PART.replace(b'"a"', b'"name"') + b"\\ud800 +2AA- x\x00y\r\n--b--\r\n"
    headers = FROM_HERE | {"Content-Type": f"multipart/form-data; boundary=b; charset={charset}"}
    answer = visits.at_work(StaffRole.ADMINISTRATOR).client.post(
        link("invite"), content=body, headers=headers
    )
    assert answer.status_code == 422
    value = read(answer.text).one("input", name="name").attributes["value"]
    assert value.isprintable()
    assert value.encode()


def test_lines_end_in_one_way(visits: Visits) -> None:
    answer = visits.stranger().post("/staff/account/language", {"note": "one\r\ntwo\nthree"})
    carried = read(answer.text).one("input", name="carried").attributes["value"]
    assert r"one\ntwo\nthree" in carried


def test_a_field_sent_twice_is_not_chosen_from(visits: Visits) -> None:
    answer = visits.at_work().post(link("account-language"), {"language": ["en", "ru"]})
    assert answer.status_code == 422
    assert "sent twice" in seen(answer).one("main").text


def test_a_form_gives_its_fields_in_their_order() -> None:
    form = PostedForm([("a", "1"), ("b", ""), ("a", "2")])
    assert form.texts("a") == ["1", "2"]
    assert form.text("b") == form.text("c") == ""
    assert "b" in form
    assert "c" not in form
