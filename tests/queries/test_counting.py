"""What is counted once is not counted again, until it may have changed."""

from sqlalchemy import Engine, text

from app.queries.commitments import Paging, list_commitments
from app.queries.counting import Remembered
from app.queries.filters import Filters, StatusFilter
from app.queries.totals import tally_by_instrument
from app.store.engine import open_engine, writing
from app.store.tallies import count_anew
from tests.conftest import Databases
from tests.queries.asking import looking, recorded


def test_it_asks_once_for_each_key() -> None:
    asked: list[str] = []

    def count(name: str) -> int:
        asked.append(name)
        return len(asked)

    remembered = Remembered[int]()
    assert remembered.get("a", lambda: count("a")) == 1
    assert remembered.get("b", lambda: count("b")) == 2
    assert remembered.get("a", lambda: count("a")) == 1
    assert asked == ["a", "b"]


def test_it_forgets_what_was_not_asked_for_longest() -> None:
    remembered = Remembered[int](most=2)
    for name in ("a", "b"):
        remembered.get(name, lambda: 1)
    remembered.get("a", lambda: 2)
    remembered.get("c", lambda: 1)
    assert remembered.get("a", lambda: 2) == 1
    assert remembered.get("b", lambda: 2) == 2


def test_a_list_is_not_counted_to_show_how_many_there_are(engine: Engine) -> None:
    with recorded(engine) as record, looking(engine) as view:
        pledged = list_commitments(view, Filters(status=StatusFilter.PLEDGED), Paging(limit=3))
    assert not [one for one in record.texts if "count(" in one]
    assert pledged.total > len(pledged.items) == 3


def test_two_databases_with_the_same_ledger_are_counted_apart(databases: Databases) -> None:
    engines = [open_engine(databases.make("filled")) for _ in range(2)]
    with engines[0].begin() as connection:
        connection.execute(text("UPDATE commitment SET retired_on = '2026-11-20'"))
    with writing(engines[0]) as session:
        count_anew(session)
    totals = []
    for engine in engines:
        with looking(engine) as view:
            totals.append(
                (
                    list_commitments(view, Filters(), Paging()).total,
                    sum(one.total for one in tally_by_instrument(view).values()),
                )
            )
        engine.dispose()
    assert totals == [(0, 0), (77, 77)]
