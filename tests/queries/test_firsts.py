"""The first commitments of each instrument are those that its list begins with."""

from datetime import date

import pytest
from sqlalchemy import Engine

from app.queries.commitments import Paging, list_commitments
from app.queries.filters import Filters
from app.queries.firsts import first_of_instruments
from app.queries.instruments import list_instruments
from tests.conftest import TODAY
from tests.queries.asking import looking, recorded


@pytest.mark.parametrize("most", [3, 200])
@pytest.mark.parametrize("day", [TODAY, date(2023, 6, 30)])
def test_each_begins_as_its_list_does(shipped_engine: Engine, day: date, most: int) -> None:
    with looking(shipped_engine, day) as view:
        ids = [one.id for one in list_instruments(view).items]
        listed = {
            one: list_commitments(view, Filters(instrument=one), Paging(limit=most)).items
            for one in ids
        }
        found = first_of_instruments(view, ids, most)
    assert found == {name: [line.id for line in lines] for name, lines in listed.items()}


def test_in_the_present_one_statement_reads_all_of_them_by_an_index(
    shipped_engine: Engine,
) -> None:
    with looking(shipped_engine, TODAY) as view:
        ids = [one.id for one in list_instruments(view).items]
        first_of_instruments(view, ids, 3)
        with recorded(shipped_engine) as record:
            first_of_instruments(view, ids, 3)
    (statement,) = record.texts
    if shipped_engine.dialect.name == "sqlite":
        assert statement.count("INDEXED BY ix_reading_listed_instrument") == len(ids)
