"""Every route of the desk, those that come later too: strangers get nothing from any of them."""

import re
from collections.abc import Iterator

from sqlalchemy import func, select

from app.domain.workflow import StaffRole
from app.staff.links import PREFIX, link
from app.store.engine import reading
from app.store.tables.ledgers import DeskRevision
from tests.pages.markup import read
from tests.staff.visiting import Visits

OPEN = {"/sign-in", "/sign-in/kept", "/second-step", "/second-step/set-up", "/sign-out"}
OPEN |= {"/links/{token}", ""}
"""Paths after /staff that are there for whoever has not signed in yet."""

SENT = {"version": "1", "title": "Сохраните это", "summary": "Бір сөз де жоғалмасын"}


def closed_routes(visits: Visits) -> Iterator[tuple[str, str]]:
    """Method and an address of every route behind sign-in."""
    for path, methods in visits.routes():
        if path.removeprefix(PREFIX) not in OPEN:
            address = re.sub(r"{\w+(:\w+)?}", "1", path)
            yield from ((method, address) for method in sorted(methods))


def recorded(visits: Visits) -> int:
    """How much the desk's ledger holds."""
    with reading(visits.engine) as session:
        return int(session.execute(select(func.count()).select_from(DeskRevision)).scalar_one())


def test_there_are_routes_to_try(visits: Visits) -> None:
    methods = [method for method, _ in closed_routes(visits)]
    assert methods.count("GET") >= 10
    assert methods.count("POST") >= 10
    assert set(methods) <= {"GET", "HEAD", "POST"}


def test_a_stranger_is_asked_to_sign_in_by_every_page(visits: Visits) -> None:
    stranger = visits.stranger()
    for method, address in closed_routes(visits):
        if method != "POST":
            answer = stranger.client.request(method, address)
            assert answer.status_code == 303, address
            assert answer.headers["location"].startswith(link("sign-in")), address
            assert answer.text == "", address


def test_a_stranger_does_nothing_by_any_form_and_keeps_the_text(visits: Visits) -> None:
    stranger, before = visits.stranger(), recorded(visits)
    for method, address in closed_routes(visits):
        if method == "POST":
            answer = stranger.post(address, SENT)
            assert answer.status_code == 401, address
            form = read(answer.text).one("form", action=link("sign-in"))
            assert SENT["summary"] in form.one("input", name="carried").attributes["value"], address
    assert recorded(visits) == before


def test_whoever_has_a_step_to_go_gets_no_further_than_a_stranger(visits: Visits) -> None:
    person = visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    visit = visits.halfway(person)
    before = recorded(visits)
    for method, address in closed_routes(visits):
        answer = visit.client.request(
            method, address, headers={"Sec-Fetch-Site": "same-origin"}, data=None
        )
        assert answer.status_code == 303, address
        assert answer.headers["location"].startswith(link("sign-in")), address
    assert recorded(visits) == before


def test_every_answer_of_the_desk_is_kept_by_nobody(visits: Visits) -> None:
    administrator = visits.at_work(StaffRole.ADMINISTRATOR)
    addresses = [address for method, address in closed_routes(visits) if method == "GET"]
    for address in [*addresses, link("sign-in"), "/staff/links/x", "/staff/nowhere"]:
        headers = administrator.get(address).headers
        assert headers["cache-control"] == "no-store", address
        assert "Cookie" in headers["vary"], address
        assert headers["x-robots-tag"].startswith("noindex"), address
        assert headers["referrer-policy"] in {"same-origin", "strict-origin"}, address
        assert headers["x-content-type-options"] == "nosniff", address
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'"), address
        assert policy.endswith("script-src 'self'"), address
