"""The door of the desk: nothing from another site, and no redirect to one."""

import pytest
from starlette.datastructures import Headers

from app.errors import NotAllowedError
from app.staff.links import link, own_path
from app.staff.routing import go_on, must_come_from_here
from tests.pages.markup import read
from tests.staff.visiting import HOST, PASSWORD, Visits, seen

FROM_ELSEWHERE = [
    pytest.param({"Sec-Fetch-Site": "cross-site"}, id="another site"),
    pytest.param({"Sec-Fetch-Site": "same-site"}, id="a neighbour under the same domain"),
    pytest.param({"Sec-Fetch-Site": "cross-site", "Origin": HOST}, id="a site that says it is us"),
    pytest.param({"Sec-Fetch-Site": ""}, id="an empty header"),
    pytest.param({}, id="neither header"),
    pytest.param({"Origin": "null"}, id="a hidden origin"),
    pytest.param({"Origin": "https://evil.example"}, id="another origin"),
    pytest.param({"Origin": "https://testserver.evil.example"}, id="an origin that begins as ours"),
    pytest.param({"Origin": "https://evil.example#testserver"}, id="an origin that ends as ours"),
    pytest.param({"Origin": "https://testserver:8443"}, id="another port"),
    pytest.param({"Origin": "https://user@testserver"}, id="an origin with somebody in it"),
    pytest.param({"Origin": "app://testserver"}, id="an origin that is no web page"),
    pytest.param({"Origin": HOST + "/staff/"}, id="an address in place of an origin"),
    pytest.param({"Referer": HOST + "/staff/"}, id="a referrer alone"),
]
FROM_HERE = [
    pytest.param({"Sec-Fetch-Site": "same-origin"}, id="a page of ours"),
    pytest.param({"Sec-Fetch-Site": "none"}, id="the person at the browser"),
    pytest.param({"Origin": HOST}, id="an old browser on a page of ours"),
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_what_another_site_sends_does_nothing(headers: dict[str, str], visits: Visits) -> None:
    visit = visits.at_work()
    answer = visit.client.post(link("sign-out"), headers=headers)
    assert answer.status_code == 403
    assert "was not sent from a page of this desk" in seen(answer).one("main").text
    assert visit.get(link("account")).status_code == 200, "still signed in"


@pytest.mark.parametrize("headers", FROM_HERE)
def test_what_a_page_of_the_desk_sends_is_taken(headers: dict[str, str], visits: Visits) -> None:
    assert visits.stranger().client.post(link("sign-out"), headers=headers).status_code == 303


def test_signing_in_cannot_be_done_for_somebody_by_another_site(visits: Visits) -> None:
    person = visits.somebody()
    answer = visits.stranger().client.post(
        link("sign-in"),
        data={"login": person.login, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "post", "X-NEW"])
def test_every_method_that_may_change_something_is_checked(method: str, visits: Visits) -> None:
    assert visits.stranger().client.request(method, "/staff/account").status_code == 403


def test_the_host_that_a_request_names_is_what_an_origin_is_compared_to() -> None:
    must_come_from_here(Headers({"Origin": "http://192.168.0.7:8000", "Host": "192.168.0.7:8000"}))
    with pytest.raises(NotAllowedError):
        must_come_from_here(Headers({"Origin": "http://192.168.0.7:8000", "Host": "192.168.0.7"}))


ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/staff/",
    "https:evil.example",
    "%2f%2fevil.example",
    "/%2f%2fevil.example",
    "javascript:alert(1)",
    "/staff/\r\nSet-Cookie: a=b",
    "/staff/%0d%0a\n",
    "/staff/\x00",
    "/staff//evil.example",
    "/staff/..//evil.example",
    "/staff/../en/",
    "/staff",
    "/staffx/",
    "/en/",
    " /staff/",
    "/staff/ ",
    "/staff/\thttps://evil.example",
    "/staff/@evil.example",
    "/staff/" + "x" * 3000,
    "",
]


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_nothing_leads_anywhere_but_to_the_desk(asked: str) -> None:
    assert own_path(asked) is None
    assert go_on(asked).headers["location"] == "/staff/"


@pytest.mark.parametrize(
    "asked",
    ["/staff/", "/staff/people/3", "/staff/proposals?state=draft&q=%D3%98", "/staff/a-b_c~"],
)
def test_a_page_of_the_desk_is_led_to(asked: str) -> None:
    assert go_on(asked).headers["location"] == asked


@pytest.mark.parametrize("asked", ELSEWHERE[:9])
def test_signing_in_leads_nowhere_else(asked: str, visits: Visits) -> None:
    visit = visits.at_work()
    for name in ("sign-in", "kept", "second-step", "factor"):
        answer = visit.get(link(name), params={"next": asked})
        assert answer.status_code == 303
        assert answer.headers["location"] in {"/staff/", "/staff/sign-in/kept"}
    form = read(visits.stranger().get(link("sign-in"), params={"next": asked}).text)
    assert not any(form.one("main").all("input", name="next"))
