"""`scorecard verify` raises no false alarm, whatever files were loaded one after the other."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.registry.loading import Order, load_registry
from app.store.engine import open_engine
from tests.conftest import TODAY, Databases
from tests.registry.registries import as_yaml, read_text
from tests.registry.tampering import found_in
from tests.registry.variants import STATES, State, variant


# A drawn example is up to five loads, and each load has to come out right: some thirty in all.
@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STATES, min_size=2, max_size=5))
def test_after_any_files_nothing_is_wrong(databases: Databases, states: list[State]) -> None:
    engine = open_engine(databases.make("empty"))
    for state in states:
        registry = read_text(as_yaml(variant(state)))
        load_registry(engine, registry, Order(TODAY, allow_retire=True))
        assert found_in(engine) == []
    engine.dispose()
