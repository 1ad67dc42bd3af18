"""Instruments: their totals equal the API's, and each says how much of it is recorded."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.domain.vocabulary import Language
from app.pages.figures import coverage
from app.queries.instruments import find_instrument
from app.queries.languages import Tongue
from app.queries.shapes import InstrumentShape
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
    blocks = read(client.get("/en/instruments").text).one("ol", class_="blocks").inside
    listed = client.get("/api/v1/instruments").json()["items"]
    for block, one in zip(blocks, listed, strict=True):
        assert not isinstance(block, str)
        wanted = without_total(one["totals"])
        assert figures(block) == {name: number for name, number in wanted.items() if number}
        page = read(client.get(f"/en/instruments/{one['id']}").text)
        assert figures(page.one(class_="totals")) == wanted


def test_numbers_of_an_instrument_lead_to_its_own_commitments(shipped_client: TestClient) -> None:
    page = read(shipped_client.get("/en/instruments/action-plan-2022").text)
    for one in page.one(class_="totals").all("li", class_="figure"):
        listed = read(shipped_client.get(one.one("a").attributes["href"]).text)
        number = one.one(class_="number").text
        assert listed.one(class_="result").text.startswith(f"{number} commitment")


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


def test_coverage_claims_nothing_where_not_all_commitments_are_at_hand(
    instrument: Callable[[str], InstrumentShape],
) -> None:
    whole = instrument("fpc-2021")
    assert coverage(whole.model_copy(update={"commitments": whole.commitments[:3]})).items is None
