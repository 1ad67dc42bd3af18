"""Migrations: the tables are those of the models, and no migration loses a row."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from app.errors import UnusableDatabaseError
from app.store.condition import known_migrations
from app.store.engine import open_engine
from app.store.migrate import alembic_config, differences, migrate
from tests.conftest import Databases


def _row_counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        names = [
            name
            for name in inspect(connection).get_table_names()
            if not name.startswith("fts_") and name != "alembic_version"
        ]
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - names of our own
            for name in names
        }


@pytest.fixture
def revisions() -> list[str]:
    """All migrations, oldest first."""
    script = ScriptDirectory.from_config(alembic_config())
    return [step.revision for step in reversed(list(script.walk_revisions()))]


def test_models_and_migrations_match(engine: Engine) -> None:
    assert differences(engine) == []


def test_migrating_a_filled_database_again_keeps_every_row(engine: Engine) -> None:
    before = _row_counts(engine)
    assert before["evidence"] > 300
    migrate(engine)
    assert _row_counts(engine) == before


def test_there_is_one_line_of_migrations(revisions: list[str]) -> None:
    assert revisions[0] == "0001"
    assert list(known_migrations()) == revisions[::-1]  # found without Alembic
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_database_of_a_newer_version_is_refused_and_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = _row_counts(engine)
    with pytest.raises(UnusableDatabaseError, match="newer version"):
        migrate(engine)
    assert _row_counts(engine) == before


def test_failed_migration_leaves_no_table_behind(
    databases: Databases,
) -> None:
    url = databases.make("empty")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9998'"))
        connection.execute(text("DELETE FROM alembic_version"))
    # The tables are there already, so creating them again fails half-way.
    with pytest.raises(UnusableDatabaseError):
        migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 0
    engine.dispose()


def test_file_that_is_no_database_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "scorecard.db"
    path.write_text("not a database, but somebody's notes " * 40, encoding="utf-8")
    with pytest.raises(UnusableDatabaseError, match="SCORECARD_DATABASE_URL"):
        migrate(open_engine(f"sqlite:///{path}"))
    assert path.read_text(encoding="utf-8").startswith("not a database")


def test_folder_that_does_not_exist_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabaseError, match="folder"):
        migrate(open_engine(f"sqlite:///{tmp_path}/missing/scorecard.db"))
