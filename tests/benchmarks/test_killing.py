"""A shortened run of the trial by SIGKILL, on both databases; the long one is a command."""

import pytest
from sqlalchemy import text

from app.store.engine import open_engine, reading
from tests.benchmarks.killing import Promise, kill_again_and_again, unkept, wrong_anywhere
from tests.conftest import Databases


@pytest.mark.timeout(120)
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(databases: Databases) -> None:
    url = databases.make("filled")
    # One of three has published something by the time of so many writes.
    outcome = kill_again_and_again(url, kills=1, editors=3, least=12)
    assert outcome.wrong == []
    assert outcome.kills == 1
    assert outcome.published > 0
    # The trial itself must notice: a text that another one took the place of, a row that changed.
    kept = outcome.promises[-1]
    engine = open_engine(url)
    with reading(engine) as session:
        assert unkept(session, [kept]) == []
        other = Promise(kept.proposal, kept.version, "Another text.", kept.published_as)
        assert len(unkept(session, [other])) >= 1
        assert "gone" in unkept(session, [Promise(kept.proposal, 99, kept.summary)])[0]
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE desk_revision SET payload = 'x' WHERE sequence = 1"))
    with reading(engine) as session:
        assert wrong_anywhere(session) != []
    engine.dispose()
