"""The private PostgreSQL server: that it starts, copies databases, and leaves nothing behind."""

from pathlib import Path

import psycopg
import pytest

from tests.postgresql import postgresql_server


def dsn(url: str) -> str:
    return url.replace("+psycopg", "")


def test_a_database_copied_from_a_template_holds_its_rows() -> None:
    with postgresql_server() as server:
        with psycopg.connect(dsn(server.create_database("first"))) as connection:
            connection.execute("CREATE TABLE word AS SELECT upper('әділет') AS text")
        copy = server.create_database("second", template="first")
        with psycopg.connect(dsn(copy)) as connection:
            assert connection.execute("SELECT text FROM word").fetchall() == [("ӘДІЛЕТ",)]


def test_the_server_and_its_files_are_gone_afterwards() -> None:
    with postgresql_server() as server:
        url = server.create_database("gone")
        with psycopg.connect(dsn(url)) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
    assert not Path(row[0]).parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(dsn(url), connect_timeout=5)
