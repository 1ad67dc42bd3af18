"""Whatever somebody changes in the revisions of a database, `scorecard verify` names the place."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from app.store.engine import open_engine, writing
from app.store.ledger import Happening, Recorder
from app.store.verification import broken_links
from tests.conftest import Databases

NUMBERS = range(1, 7)
TEXTS = ("time", "actor", "action", "subject", "subject_id", "payload", "salt", "digest", "hash")
# The ledger is put back after each example, by the database itself.
MANY = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def ledger(sqlite_databases: Databases) -> Iterator[Engine]:
    """An engine on a ledger of six revisions, which no test changes for good."""
    opened = open_engine(sqlite_databases.make("empty"))
    with writing(opened) as session:
        recorder = Recorder(session, "registry")
        for number in NUMBERS:
            payload = f'{{"title":{{"kk":"Әділет {number}"}}}}'
            recorder.record(Happening("added", "theme", f"theme-{number}", payload), 1)
        recorder.close()
    yield opened
    opened.dispose()


def found_after(ledger: Engine, change: Callable[[Connection], None]) -> list[str]:
    """Give what verify says while a change stands, and undo it."""
    with ledger.connect() as connection, Session(connection) as session:
        change(session.connection())
        found = list(broken_links(session))
        session.rollback()
    return found


def sql(statement: str, **values: Any) -> Callable[[Connection], None]:  # noqa: ANN401 - bound
    """Give a change that runs one statement."""

    def change(connection: Connection) -> None:
        connection.execute(text(statement), values)

    return change


def value_of(ledger: Engine, column: str, number: int) -> str:
    """Look at one value."""
    with ledger.connect() as connection:
        query = f"SELECT {column} FROM revision WHERE sequence = :number"  # noqa: S608 - our words
        return str(connection.execute(text(query), {"number": number}).scalar_one())


def test_an_untouched_ledger_has_no_fault(ledger: Engine) -> None:
    assert found_after(ledger, sql("SELECT 1")) == []


@MANY
@given(drawn=st.data())
def test_any_other_byte_is_found_in_its_revision(drawn: st.DataObject, ledger: Engine) -> None:
    number = drawn.draw(st.sampled_from(NUMBERS))
    column = drawn.draw(st.sampled_from(TEXTS))
    before = value_of(ledger, column, number).encode()
    place = drawn.draw(st.integers(0, len(before) - 1))
    after = bytearray(before)
    after[place] ^= drawn.draw(st.integers(1, 255))
    # As text, whatever it is: a driver may refuse to read it, and verify must not stop at that.
    update = f"UPDATE revision SET {column} = CAST(:after AS TEXT) WHERE sequence = :number"  # noqa: S608 - our words
    found = found_after(ledger, sql(update, after=bytes(after), number=number))
    assert f"revision {number}" in found[0]


@MANY
@given(
    column=st.sampled_from(["load", *TEXTS]),
    number=st.sampled_from(NUMBERS),
    value=st.none() | st.integers(2, 10**9) | st.binary(max_size=3) | st.text(max_size=3),
)
def test_any_other_value_is_found(
    column: str, number: int, value: str | bytes | int | None, ledger: Engine
) -> None:
    if value is None and column not in {"load", "payload", "salt"}:
        return  # the table refuses that
    update = f"UPDATE revision SET {column} = :value WHERE sequence = :number"  # noqa: S608 - our words
    found = found_after(ledger, sql(update, value=value, number=number))
    assert f"revision {number}" in found[0]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_revision_that_is_left_out_is_found(number: int, ledger: Engine) -> None:
    found = found_after(ledger, sql("DELETE FROM revision WHERE sequence = :number", number=number))
    is_last = number == NUMBERS[-1]
    assert ("missing at the end" if is_last else f"revision {number} is missing") in found[0]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_revision_that_is_put_in_is_found(number: int, ledger: Engine) -> None:
    def put_in(connection: Connection) -> None:
        for one in reversed(range(number, NUMBERS[-1] + 1)):
            move = "UPDATE revision SET sequence = sequence + 1 WHERE sequence = :one"
            connection.execute(text(move), {"one": one})
        columns = ", ".join(["load", *TEXTS])
        copy = f"INSERT INTO revision (sequence, {columns}) SELECT :number, {columns}"
        connection.execute(text(f"{copy} FROM revision LIMIT 1"), {"number": number})

    # What is put in before the first is the first itself, and the second is a copy of it.
    place = max(number, 2)
    assert f"revision {place} " in found_after(ledger, put_in)[0]


@MANY
@given(pair=st.permutations(NUMBERS).map(lambda order: order[:2]))
def test_two_revisions_that_change_places_are_found(pair: list[int], ledger: Engine) -> None:
    first, second = pair

    def swap(connection: Connection) -> None:
        for old, new in ((first, 1_000), (second, first), (1_000, second)):
            move = "UPDATE revision SET sequence = :new WHERE sequence = :old"
            connection.execute(text(move), {"old": old, "new": new})

    assert f"revision {min(pair)} " in found_after(ledger, swap)[0]


@MANY
@given(number=st.sampled_from(NUMBERS), new=st.integers(-(10**6), 10**6))
def test_a_revision_with_another_number_is_found(number: int, new: int, ledger: Engine) -> None:
    if new in NUMBERS:
        return  # that number is taken, or its own
    move = "UPDATE revision SET sequence = :new WHERE sequence = :number"
    assert found_after(ledger, sql(move, new=new, number=number))
