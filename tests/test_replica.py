"""Public reading from a real streaming replica, while everything is written to its primary."""

from collections.abc import Callable
from time import monotonic, sleep

from starlette.testclient import TestClient

from app.main import create_app
from app.registry.loading import Order, load_registry
from app.registry.reader import read_registry
from app.settings import Settings
from app.store.engine import open_engine
from app.store.migrate import migrate
from tests.conftest import SHIPPED, TODAY
from tests.editing.offices import DISABILITY, Office, evidence
from tests.postgresql import REPLICATED, Server, postgresql_server, replica_of

SECONDS = 60


def test_readers_are_answered_by_the_replica_and_see_what_reached_it() -> None:
    with postgresql_server(*REPLICATED) as primary:
        url = primary.create_database("scorecard")
        engine = open_engine(url)
        migrate(engine)
        load_registry(engine, read_registry(SHIPPED, 32, TODAY), Order(TODAY))
        office = Office(engine)
        with replica_of(primary) as replica:
            copy = url.replace(f":{primary.port}/", f":{replica.port}/")
            settings = Settings(database_url=url, read_database_url=copy)
            with TestClient(create_app(settings)) as client:
                assert client.get("/readyz").json() == {"status": "ok"}
                assert not _is_known(client, "ev-")  # no id is so short
                first = office.published(evidence())
                _until(lambda: _is_known(client, first.entry_id))
                _pause(replica)
                second = office.published(evidence())
                sleep(0.5)
                assert not _is_known(client, second.entry_id), "it did not come from the replica"
                _go_on(replica)
                _until(lambda: _is_known(client, second.entry_id))
        engine.dispose()


def _is_known(client: TestClient, entry: str) -> bool:
    answers = [client.get(f"/api/v1/commitments/{DISABILITY}") for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    found = {f'"{entry}"' in one.text for one in answers}
    assert len(found) == 1
    return found.pop()


def _until(met: Callable[[], bool]) -> None:
    end = monotonic() + SECONDS
    while not met():
        assert monotonic() < end, "the replica does not follow"
        sleep(0.1)


def _pause(replica: Server) -> None:
    replica.ask("SELECT pg_wal_replay_pause()")


def _go_on(replica: Server) -> None:
    replica.ask("SELECT pg_wal_replay_resume()")
