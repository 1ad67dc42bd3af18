"""`scorecard verify` raises no false alarm, whatever files were loaded one after the other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.registry.loading import Order, load_registry
from app.store.engine import open_engine
from tests.conftest import TODAY, Databases
from tests.registry.registries import as_yaml, read_text
from tests.registry.tampering import found_in
from tests.registry.variants import STATES, State, variant

SEQUENCES = st.lists(STATES, min_size=2, max_size=5)


# A drawn example is up to five loads, and each load has to come out right: some thirty in all,
# and some ten on the slower database.
@settings(deadline=None, max_examples=8)
@given(SEQUENCES)
def test_after_any_files_nothing_is_wrong(sqlite_databases: Databases, states: list[State]) -> None:
    load_all(sqlite_databases, states)


@settings(deadline=None, max_examples=3)
@given(SEQUENCES)
def test_after_any_files_nothing_is_wrong_on_postgresql(
    postgresql_databases: Databases, states: list[State]
) -> None:
    load_all(postgresql_databases, states)


def load_all(databases: Databases, states: list[State]) -> None:
    """Load one after the other, and ask each time what is wrong."""
    engine = open_engine(databases.make("empty"))
    for state in states:
        registry = read_text(as_yaml(variant(state)))
        load_registry(engine, registry, Order(TODAY, allow_retire=True))
        assert found_in(engine) == []
    engine.dispose()
