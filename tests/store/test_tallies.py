"""The kept numbers are those that the rows give, whatever was done to them."""

from sqlalchemy import Engine

from app.store.engine import reading
from app.store.tallies import wrong_tallies
from tests.conftest import SHIPPED
from tests.queries.deskwork import busy
from tests.registry.exports import export, load
from tests.registry.tampering import tamper


def wrong(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(wrong_tallies(session))


def test_they_are_right_after_one_of_everything_and_after_loading_it(engine: Engine) -> None:
    busy(engine)
    assert wrong(engine) == []
    load(engine, export(engine))
    assert wrong(engine) == []


def test_a_number_changed_by_hand_is_named_and_mended_by_the_next_load(
    engine: Engine,
) -> None:
    tamper(engine, "UPDATE reading_tally SET number = number + 1 WHERE unit = 'year'")
    tamper(engine, "DELETE FROM document_tally WHERE unit = 'month'")
    named = [one.partition(":")[0] for one in wrong(engine)]
    assert named == ["table reading_tally", "table document_tally"]
    load(engine, SHIPPED.read_text(encoding="utf-8"))
    assert wrong(engine) == []
