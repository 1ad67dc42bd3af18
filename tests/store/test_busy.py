"""When a database stays locked for longer than anybody waits."""

import pytest

from app.errors import BusyError
from app.store import engine as engines
from app.store.engine import open_engine, writing
from tests.conftest import Databases


def test_who_cannot_write_in_time_is_told_so_in_words(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_WAIT_MS", 20)
    engine = open_engine(sqlite_databases.make("empty"))
    expected = pytest.raises(BusyError, match="Nothing was saved: wait")
    with writing(engine), expected as refused, writing(engine):
        pass
    assert refused.value.status == 503
    engine.dispose()
