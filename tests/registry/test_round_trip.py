"""Export and load again: the same bytes, the same facts, and another owner."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.store.engine import open_engine
from tests.conftest import SHIPPED, Databases
from tests.registry.deskwork import some_of_everything
from tests.registry.exports import export, facts, load, recorded_since, sequence
from tests.registry.registries import as_yaml, read_text
from tests.registry.staff_work import STEPS, Step, Work
from tests.registry.tampering import found_in
from tests.registry.variants import STATES, State, variant


@settings(
    deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=STATES, steps=st.lists(STEPS, min_size=1, max_size=12))
def test_any_staff_work_survives_the_round_trip(
    sqlite_databases: Databases, first: State, steps: list[Step]
) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    load(engine, as_yaml(variant(first)))
    Work(engine).carry_out(steps)
    assert found_in(engine) == []
    written = export(engine)
    _comes_back_from_an_empty_database(sqlite_databases, written)
    before, number = facts(engine), sequence(engine)
    plan = load(engine, written)
    assert plan.is_empty == (sequence(engine) == number)
    others = {one for one in recorded_since(engine, number) if one[0] not in {"load", "adopted"}}
    assert {one[:2] for one in others} <= {("restored", "document")}
    assert facts(engine) == before
    assert export(engine) == written
    assert load(engine, written).is_empty
    assert found_in(engine) == []
    engine.dispose()


def _comes_back_from_an_empty_database(databases: Databases, written: str) -> None:
    engine = open_engine(databases.make("empty"))
    if len(read_text(written)):
        load(engine, written)
    assert export(engine) == written
    assert found_in(engine) == []
    engine.dispose()


def test_the_shipped_registry_with_staff_work_makes_the_round_trip(
    engine: Engine, databases: Databases, sqlite_databases: Databases
) -> None:
    other = open_engine(sqlite_databases.make("filled"))
    for one in (engine, other):
        some_of_everything(one)
    written = export(engine)
    assert export(other) == written
    other.dispose()
    _comes_back_from_an_empty_database(databases, written)
    before, number = facts(engine), sequence(engine)
    load(engine, written)
    assert {action for action, _, _ in recorded_since(engine, number)} == {"load", "adopted"}
    assert facts(engine) == before
    assert export(engine) == written
    assert found_in(engine) == []


def test_the_original_file_takes_back_what_it_took_over(engine: Engine) -> None:
    original, before = SHIPPED.read_text(encoding="utf-8"), facts(engine)
    some_of_everything(engine)
    load(engine, export(engine))
    plan = load(engine, original)
    retired = {section: one.retired for section, one in plan.sections.items() if one.retired}
    assert retired == {"documents": ["d-1", "d-2"], "evidence": ["e-1"]}
    assert plan.count("changed") == 4
    assert facts(engine)["readings"] == before["readings"]
    assert found_in(engine) == []
