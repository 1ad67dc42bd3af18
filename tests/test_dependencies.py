"""What a request asks for, read once for pages and API: days, languages, ids."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.testclient import TestClient

from app.dependencies import at_once, day_asked, language_asked, today_of
from app.domain.vocabulary import Language
from app.errors import BadParameterError, NotFoundError
from app.parameters import AskedFilters, AskedPaging, AskedRevisions
from app.queries.ids import existing
from app.queries.languages import Tongue
from app.settings import Settings
from tests.conftest import TODAY

API = "/api/v1"


def request_of(timezone: str = "Asia/Almaty", **path_params: str) -> Request:
    """Build a request as far as these dependencies look at it."""
    state = SimpleNamespace(settings=Settings(timezone=timezone))
    app = SimpleNamespace(state=state)
    return Request({"type": "http", "app": app, "path_params": path_params})


@pytest.mark.parametrize(
    ("timezone", "today"),
    [
        pytest.param("Asia/Almaty", date(2026, 11, 22), id="already tomorrow in Almaty"),
        pytest.param("UTC", date(2026, 11, 21), id="still today in Greenwich"),
    ],
)
def test_today_is_that_of_the_installation(timezone: str, today: date) -> None:
    with time_machine.travel(datetime(2026, 11, 21, 20, 0, tzinfo=UTC), tick=False):
        assert today_of(request_of(timezone)) == today


def test_without_a_day_it_is_today() -> None:
    assert day_asked(TODAY, Language.ENGLISH) == TODAY


@pytest.mark.parametrize("day", [TODAY, date(2021, 6, 9), date(1900, 1, 1)])
def test_today_and_any_day_before_may_be_asked_for(day: date) -> None:
    assert day_asked(TODAY, Language.ENGLISH, day.isoformat()) == day


@pytest.mark.parametrize("text", ["2026-11-22", "2023", "2023-04", "2023-02-29", "today", ""])
def test_what_is_no_day_or_no_past_day_is_refused(text: str) -> None:
    with pytest.raises(BadParameterError) as refused:
        day_asked(TODAY, Language.ENGLISH, text)
    assert refused.value.parameter == "as_of"


def test_a_page_speaks_the_language_of_its_address() -> None:
    assert language_asked(request_of(language="kk"), Language.RUSSIAN) is Language.KAZAKH


def test_the_api_speaks_the_language_it_is_asked_for() -> None:
    assert language_asked(request_of(), Language.RUSSIAN) is Language.RUSSIAN
    assert language_asked(request_of()) is Language.ENGLISH


@pytest.mark.parametrize("name", ["decree-2021", "a", "a" * 80, "1"])
def test_an_id_that_could_be_is_passed_on(name: str) -> None:
    assert existing(Tongue(Language.ENGLISH), name) == name


@pytest.mark.parametrize("name", ["", "A", "a_b", "a--b", "-a", "a-", "ә", "a" * 81, "a\n", "a\0"])
def test_an_id_that_cannot_be_is_not_looked_for(name: str) -> None:
    with pytest.raises(NotFoundError):
        existing(Tongue(Language.ENGLISH), name)


def test_a_page_and_its_twin_get_the_same(shipped_client: TestClient) -> None:
    line = shipped_client.get(f"{API}/commitments/decree-2021-06-expression").json()
    page = shipped_client.get("/en/commitments/decree-2021-06-expression").text
    assert line["title"] in page


def test_no_connection_is_kept_after_an_answer(shipped_client: TestClient) -> None:
    pool = shipped_client.app.state.engine.pool  # type: ignore[attr-defined]
    for address in ("commitments", "commitments/nothing", "commitments?cursor=abc"):
        shipped_client.get(f"{API}/{address}")
        assert pool.checkedout() == 0


def test_what_only_reckons_is_given_to_no_other_thread(shipped_client: TestClient) -> None:
    calls = set()
    for route in iter_route_contexts(shipped_client.app.routes):  # type: ignore[attr-defined]
        todo = [getattr(route, "dependant", None)]
        while todo:
            part = todo.pop()
            if part is not None:
                todo += part.dependencies
                calls.add(part.call)
    reckoning = {today_of, language_asked, day_asked, AskedFilters, AskedPaging, AskedRevisions}
    assert {at_once(one) for one in reckoning} <= calls
    assert calls.isdisjoint(reckoning)
