"""Errors at the desk: in its layout, with what to do, and with what was written."""

import logging
from typing import NoReturn

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from app.domain.workflow import StaffRole
from app.errors import ConflictError, NotAllowedError, ScorecardError, TooManyAttemptsError
from app.staff.links import link
from app.staff.page import DeskPage
from app.staff.routing import staff_router
from tests.conftest import Databases
from tests.staff.visiting import HOST, Visit, Visits, opened_desk, seen

TEXT = 'Мәтін, который нельзя потерять: "<b>"'
FAULTS: dict[str, Exception] = {
    "crash": RuntimeError("secret in /etc/inside"),
    "locked": OperationalError("secret", {}, Exception("database is locked")),
    "ours": ScorecardError("secret in /etc/inside"),
    "wait": TooManyAttemptsError("Wait 7 seconds, then try again.", 7),
    "conflict": ConflictError("This was withdrawn already."),
    "refused": NotAllowedError("This takes a reviewer: ask one of them."),
}


@pytest.fixture(scope="module")
def faulty(sqlite_databases: Databases) -> Visits:
    """A desk with an address for each sort of fault."""
    with opened_desk(sqlite_databases) as visits:
        router = staff_router()

        @router.post("/faults/{name}", response_model=None)
        def fail(name: str, _page: DeskPage) -> NoReturn:
            raise FAULTS[name]

        visits.app.include_router(router)
        return visits


def visit_of(visits: Visits) -> Visit:
    """A browser of an editor whose server never hears of a crash twice."""
    signed = visits.at_work()
    client = TestClient(
        visits.app, base_url=HOST, follow_redirects=False, raise_server_exceptions=False
    )
    visit = Visit(client)
    visit.keep(str(signed.token))
    return visit


@pytest.mark.parametrize(
    ("name", "status", "can_retry"),
    [
        ("crash", 500, True),
        ("locked", 503, True),
        ("ours", 500, True),
        ("wait", 429, True),
        ("conflict", 409, True),
        ("refused", 403, False),
    ],
)
def test_whatever_goes_wrong_gives_the_text_back(
    name: str, status: int, can_retry: bool, faulty: Visits
) -> None:
    answer = visit_of(faulty).post(f"/staff/faults/{name}", {"summary": TEXT, "version": "3"})
    assert answer.status_code == status
    assert "secret" not in answer.text
    page = seen(answer)
    assert page.one("p", class_="kept").text == TEXT
    forms = list(page.all("form", action=f"/staff/faults/{name}"))
    assert len(forms) == can_retry
    for form in forms:
        assert form.one("input", name="summary").attributes["value"] == TEXT
        assert form.one("input", name="version").attributes["value"] == "3"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].endswith("script-src 'self'")


def test_how_long_to_wait_is_told_to_the_browser_too(faulty: Visits) -> None:
    answer = visit_of(faulty).post("/staff/faults/wait")
    assert answer.headers["retry-after"] == "7"
    assert "Wait 7 seconds" in seen(answer).one("main").text


def test_a_fault_of_ours_is_logged_once_without_what_was_written(
    faulty: Visits, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        visit_of(faulty).post("/staff/faults/crash", {"summary": TEXT})
    (record,) = caplog.records
    assert record.getMessage() == "POST /staff/faults/crash failed"
    assert TEXT not in caplog.text


def test_what_is_not_there_says_where_to_begin(visits: Visits) -> None:
    for visit, has_rooms in ((visits.stranger(), False), (visits.at_work(), True)):
        answer = visit.get("/staff/nowhere")
        assert answer.status_code == 404
        page = seen(answer)
        assert page.one("main").one("a", href=link("desk"))
        assert any(page.all("a", href=link("account"))) is has_rooms


def test_an_act_is_no_page(visits: Visits) -> None:
    answer = visits.at_work().get(link("sign-out"))
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert "press that" in seen(answer).one("main").text


def test_a_refusal_says_who_can(visits: Visits) -> None:
    answer = visits.at_work(StaffRole.EDITOR).get(link("people"))
    assert answer.status_code == 403
    assert "Needed is: Administrator" in seen(answer).one("main").text


def test_other_errors_are_answered_as_before(visits: Visits) -> None:
    public = visits.stranger().get("/en/nowhere")
    assert "There is no such page" in public.text
    assert "/staff" not in public.text
    tool = visits.stranger().get("/api/v1/nowhere")
    assert tool.headers["content-type"] == "application/problem+json"


def test_public_pages_know_nothing_of_who_is_signed_in(visits: Visits) -> None:
    visit = visits.at_work(name="Named Person")
    for path in ("/en/", "/en/nowhere", "/api/v1/scorecard"):
        answer = visit.get(path)
        assert "Named Person" not in answer.text
        policy = visits.stranger().get(path).headers["content-security-policy"]
        assert answer.headers["content-security-policy"] == policy
        assert "Cookie" not in answer.headers.get("vary", "")


@pytest.mark.parametrize("name", ["<b id=planted>bold</b>", "50 %", "%(name)s", "{0.__class__}"])
def test_a_refusal_quotes_what_was_sent_as_a_text(name: str, visits: Visits) -> None:
    visit = visits.at_work(StaffRole.ADMINISTRATOR)
    answer = visit.get(link("redaction", subject="evidence", id=name))
    assert answer.status_code == 404
    main = seen(answer).one("main")
    assert name in main.text
    assert not list(main.all("b"))
