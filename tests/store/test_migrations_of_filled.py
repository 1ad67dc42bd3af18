"""Each migration, run over a database that the one before it made and somebody filled."""

from pathlib import Path

from alembic import command
from sqlalchemy import Engine, inspect, text

from app.store.engine import open_engine
from app.store.migrate import alembic_config, differences, migrate
from tests.conftest import Databases

FIRST_ROWS = Path(__file__).with_name("first_rows.sql").read_text(encoding="utf-8")


def bare(databases: Databases) -> Engine:
    """Give a database without any tables."""
    engine = open_engine(databases.make("empty"))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        names = [*inspect(connection).get_table_names(), "fts_commitment"]
        for name in dict.fromkeys(names):
            if not name.startswith("fts_commitment_"):
                cascade = "" if engine.dialect.name == "sqlite" else " CASCADE"
                connection.execute(text(f'DROP TABLE IF EXISTS "{name}"{cascade}'))
    return engine


def up_to(engine: Engine, revision: str) -> None:
    """Bring a database to one revision, as `migrate` brings it to the newest."""
    config = alembic_config()
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_filled_database_of_the_first_version_keeps_every_row(databases: Databases) -> None:
    engine = bare(databases)
    up_to(engine, "0001")
    with engine.execution_options(writing=True).begin() as connection:
        for statement in FIRST_ROWS.split(";\n")[:-1]:
            connection.execute(text(statement))
    migrate(engine)
    assert differences(engine) == []
    with engine.connect() as connection:
        counted = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - names of our own
            for name in ("instrument", "document", "commitment", "evidence", "link", "answer")
        }
        assert list(counted.values()) == [1, 1, 1, 2, 2, 1]
        found = connection.execute(text("SELECT source, document FROM evidence")).all()
        assert [tuple(row) for row in found] == [("adilet-decree", "adilet-decree")] * 2
        looked = connection.execute(text("SELECT last_looked_at FROM commitment")).scalar_one()
        owner = connection.execute(text("SELECT owner FROM answer")).scalar_one()
        assert (looked, owner) == ("2026-01", "registry")
        keys = connection.execute(text("SELECT title_key_en, title_key_kk FROM commitment")).one()
        assert tuple(keys) == ("FAIR TRIALS", "BGfPHY")
    engine.dispose()
