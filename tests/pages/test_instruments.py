"""Instruments: their totals equal the API's, and each says how much of it is recorded."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.domain.vocabulary import Language
from app.pages.figures import coverage
from app.queries.group_shapes import InstrumentShape
from app.queries.instruments import find_instrument
from app.queries.languages import Tongue
from app.queries.view import look
from app.store.engine import reading
from tests.conftest import TODAY
from tests.pages.markup import read
from tests.pages.test_scorecard import figures, without_total


@pytest.fixture
def instrument(engine: Engine) -> Callable[[str], InstrumentShape]:
    """Finds an instrument by its id."""

    def find(name: str) -> InstrumentShape:
        with reading(engine) as session:
            return find_instrument(look(session, TODAY, TODAY, Tongue(Language.ENGLISH)), name)

    return find


def test_totals_of_every_instrument_equal_the_api(client: TestClient) -> None:
    for one in client.get("/api/v1/instruments").json()["items"]:
        page = read(client.get(f"/en/instruments/{one['id']}").text)
        assert figures(page.one(class_="totals")) == without_total(one["totals"])


def test_a_list_and_a_page_say_when_commitments_were_looked_at(shipped_client: TestClient) -> None:
    said = "When its commitments were last looked at is not recorded."
    assert read(shipped_client.get("/en/instruments").text).text.count(said) == 6
    assert said in read(shipped_client.get("/en/instruments/fpc-2021").text).text


def test_numbers_of_an_instrument_lead_to_its_own_commitments(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/instruments/action-plan-2022").text)
    for one in page.one(class_="totals").all("li", class_="figure"):
        listed = read(shipped_client.get(one.one("a").attributes["href"]).text)
        found = listed.one(class_="result").text.split()
        assert found[0] == one.one(class_="number").text


@pytest.mark.parametrize(
    ("name", "stated", "items", "areas"),
    [
        ("decree-2021", 11, 11, 0),
        ("action-plan-2022", 27, 6, 5),
        ("factsheet-2024", 19, 19, 0),
        ("fpc-2021", 15, 15, 0),
    ],
)
def test_coverage_counts_items_and_leaves_areas_of_plans_apart(
    name: str, stated: int, items: int, areas: int, instrument: Callable[[str], InstrumentShape]
) -> None:
    found = coverage(instrument(name))
    assert (found.stated, found.items, found.areas) == (stated, items, areas)


def test_coverage_claims_nothing_where_more_is_recorded_than_is_stated(
    instrument: Callable[[str], InstrumentShape],
) -> None:
    found = coverage(instrument("fpc-2021").model_copy(update={"tasks_stated": 3}))
    assert (found.items, found.share) == (None, None)


def test_a_meter_shows_a_share_only_where_the_whole_is_known(
    instrument: Callable[[str], InstrumentShape],
) -> None:
    assert coverage(instrument("action-plan-2022")).share == 22
    assert coverage(instrument("action-plan-2021")).share is None
