"""Two addresses for machines: is the process alive, and may readers be sent to it."""

from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.store.engine import writing
from tests.conftest import Databases


def _change(engine: Engine, statement: str) -> None:
    with writing(engine) as session:
        session.execute(text(statement))


def test_a_filled_and_current_database_is_ready(client: TestClient) -> None:
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
        assert client.head(path).status_code == 200


def test_what_is_missing_is_said_in_one_word(client: TestClient, engine: Engine) -> None:
    _change(engine, "UPDATE registry_state SET loaded_sha256 = NULL")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "registry")
    assert answer.headers["cache-control"] == "no-store"
    _change(engine, "UPDATE alembic_version SET version_num = '9999'")
    assert client.get("/readyz").json()["reason"] == "migrations"
    assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_is_no_crash(sqlite_databases: Databases) -> None:
    settings = Settings(database_url=sqlite_databases.make("filled"))
    app = create_app(settings)
    with TestClient(app) as client:
        _change(app.state.engine, "DROP TABLE alembic_version")
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["reason"]) == (503, "database")
        assert "alembic" not in answer.text


def test_neither_waits_for_whoever_writes(client: TestClient, engine: Engine) -> None:
    with writing(engine):
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 200
