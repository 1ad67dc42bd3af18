"""Moving everything into the other kind of database: all of it, proved, or nothing."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Table, inspect, select, text, update
from sqlmodel import Session, col

from app.domain.vocabulary import Language
from app.domain.workflow import Intent, StaffRole
from app.editing.desk import Desk
from app.editing.redacting import redact
from app.errors import UnusableDatabaseError
from app.queries.languages import Tongue
from app.registry.verification import altered_rows
from app.registry.writer import write_registry
from app.store import moving
from app.store.engine import open_engine, reading, writing
from app.store.inserting import Row, insert_rows
from app.store.ledger import DESK
from app.store.moving import MoveError, move
from app.store.search import matching_keys
from app.store.tables import TABLES, Revision
from app.store.tables.accounts import OneTimeLink, RecoveryCode, SignInAttempt
from app.store.tables.desk import IdempotencyKey
from app.store.tables.webhooks import Webhook, WebhookDeadLetter
from tests.conftest import TODAY, Databases
from tests.mirror.small import Small
from tests.staffing import add_staff
from tests.store.backup_places import append, nowhere
from tests.test_nothing_leaks import Gardener

KAZAKH = "Әңгіме: «ұлт» – ё, 🙂, \u2028 \\u0041 'кавычки' \t"
TIME = "2026-11-22T06:00:00.000+00:00"
OTHER = {"sqlite": "postgresql_databases", "postgresql": "sqlite_databases"}

KILLED = """
import os, signal, sys
from app.store.moving import move
half = lambda done, total: done * 2 > total and os.kill(os.getpid(), signal.SIGKILL)
former, *targets = sys.argv[1:]
for target in targets:
    child = os.fork()
    if not child:
        move(former, target, half)
    print(-os.waitpid(child, 0)[1], end=" ")
    sys.stdout.flush()
"""


def quiet(_done: int, _total: int) -> None:
    """Watch nothing."""


@pytest.fixture(scope="module")
def templates() -> dict[bool, str]:
    """The names of databases to copy, by whether a server has them: each is filled once."""
    return {}


@pytest.fixture
def former(databases: Databases, templates: dict[bool, str], tmp_path: Path) -> Iterator[Small]:
    """A small registry with all that a desk leaves behind, in either kind of database."""
    is_served = databases.server is not None
    if is_served not in templates:
        url = databases.make("empty")
        fill(tmp_path, url)
        templates[is_served] = url.rpartition("/")[2].removesuffix(".db")
    url = databases.make(templates[is_served])
    made = Small(tmp_path, url, open_engine(url))
    yield made
    made.engine.dispose()


def fill(folder: Path, url: str) -> None:
    """Load the registry, and work at the desk."""
    made = Small.filled(folder, url)
    gardener = Gardener(made.engine)
    gardener.plant_unpublished()
    published = gardener.publish(Intent.ADD)
    administrator = add_staff(made.engine, StaffRole.ADMINISTRATOR, "Әділет Құқықұлы-Ё")
    with writing(made.engine) as session:
        desk = Desk(session, administrator.actor, TODAY, Tongue(Language.KAZAKH))
        redact(desk, "evidence", published)
        add_what_is_rare(session, administrator.number)
    made.engine.dispose()


def add_what_is_rare(session: Session, account: int) -> None:
    """Fill the tables that only strangers, tools and receivers of webhooks fill."""
    token = session.execute(text("SELECT id FROM api_token")).scalars().first()
    for row in (
        RecoveryCode(hash="a" * 64, account=account),
        SignInAttempt(key="b" * 64, failures=3, last_at=TIME),
        OneTimeLink(
            token_hash="c" * 64, purpose="reset", account=account, created_at=TIME, expires_at=TIME
        ),
        Webhook(
            id="w-1",
            url="https://example.org/",
            name=KAZAKH,
            secret="s" * 9,
            created_by=account,
            created_at=TIME,
            sequence=2,
            next_at=TIME,
        ),
        IdempotencyKey(
            token=f"{token}",
            key=KAZAKH,
            request="d" * 64,
            status=201,
            headers={"б": KAZAKH, "а": "1"},
            answer=KAZAKH,
            created_at=TIME,
        ),
    ):
        session.add(row)
    session.flush()
    session.add(
        WebhookDeadLetter(webhook="w-1", first=2**40, last=2**40, attempts=1, failed_at=TIME)
    )


@pytest.fixture
def target(databases: Databases, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of the other kind of database, in which there is nothing."""
    kind = "sqlite" if databases.server is None else "postgresql"
    return nowhere(request.getfixturevalue(OTHER[kind]), tmp_path)


def rows_in(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, in any order."""
    with reading(engine) as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in TABLES.sorted_tables
        }


def tables_at(url: str) -> list[str]:
    """The tables of a database; of a file that is not there, none."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite" and not Path(f"{engine.url.database}").exists():
        return []
    found = inspect(engine).get_table_names()
    engine.dispose()
    return found


def shown(session: Session) -> tuple[str, list[int]]:
    """What is public of it as a file, and what a search finds."""
    statement = matching_keys(session.get_bind().dialect.name, "мүгедектігі")
    assert statement is not None
    keys = sorted(session.execute(statement).scalars())
    return "".join(write_registry(session)), keys


def test_everything_arrives_while_nobody_can_write_and_is_used_as_before(
    former: Small, target: str
) -> None:
    before = rows_in(former.engine)
    assert {name for name, rows in before.items() if not rows} <= {"about", "answer"}
    refused: list[bool] = []

    def watch(done: int, total: int) -> None:
        if done == total:
            refused.append(is_locked(former.engine))

    moved = move(former.url, target, watch)
    assert refused == [True]
    assert rows_in(former.engine) == before
    assert moved.rows == {name: len(rows) for name, rows in before.items()}
    with pytest.raises(MoveError, match="is not empty"):
        move(former.url, target, quiet)
    engine = open_engine(target)
    assert rows_in(engine) == before
    with reading(former.engine) as there, reading(engine) as here:
        assert list(altered_rows(here)) == []
        assert shown(here) == shown(there)
        assert shown(here)[1]
    assert append(engine, "{}") == moved.heads[DESK] + 1
    former.engine, former.url, engine = engine, target, former.engine
    engine.dispose()
    former.sections["commitments"][0]["title"] = {"en": "Unheard newfangled words"}
    former.load()
    assert len(rows_in(former.engine)["search_word"]) > len(before["search_word"])


def is_locked(engine: Engine) -> bool:
    """Try to be the one who writes, without waiting."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            asked = text("SELECT pg_try_advisory_xact_lock(597)")
            return not connection.execute(asked).scalar_one()
    driver: Any = engine.dialect.loaded_dbapi
    connection = driver.connect(engine.url.database, timeout=0)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except driver.Error:
        return True
    finally:
        connection.close()
    return False


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_is_killed_in_the_middle_leaves_nothing(
    former: Small, target: str, tmp_path: Path
) -> None:
    targets = [target, f"sqlite:///{tmp_path / 'new.db'}"]
    command = [sys.executable, "-c", KILLED, former.url, *targets]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == "-9 -9 "
    assert [tables_at(one) for one in targets] == [[], []]


def lose_one(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Write rows, but for one that nothing refers to."""
    insert_rows(session, table, rows[table.name == "link" :])


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_copy_that_is_not_sound_is_not_kept(
    former: Small, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(moving, "insert_rows", lose_one)
        with pytest.raises(MoveError, match="are not the same"):
            move(former.url, target, quiet)
    assert tables_at(target) == []
    with writing(former.engine) as session:
        session.execute(update(Revision).where(col(Revision.sequence) == 3).values(payload="{}"))
    with pytest.raises(MoveError, match="revision 3: its payload is not the one"):
        move(former.url, target, quiet)
    assert tables_at(target) == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("scorecard.db", "TO_URL is not an address"),
        ("postgresql://h/n", "TO_URL is not an address"),
        ("sqlite:////nowhere/at/all.db", "name a file in a folder that exists"),
        ("postgresql+psycopg://nobody:secret@127.0.0.1:1/none", "that its server runs"),
    ],
)
def test_a_wrong_address_is_told_in_words_without_its_password(
    sqlite_databases: Databases, address: str, told: str
) -> None:
    with pytest.raises((MoveError, UnusableDatabaseError)) as refused:
        move(sqlite_databases.make("empty"), address, quiet)
    assert told in refused.value.detail
    assert "secret" not in refused.value.detail


def test_a_former_database_that_is_missing_or_of_another_version_is_refused(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    missing, target = f"sqlite:///{tmp_path / 'none.db'}", f"sqlite:///{tmp_path / 'new.db'}"
    with pytest.raises(MoveError, match="there is no database"):
        move(missing, target, quiet)
    older = sqlite_databases.make("empty")
    engine = open_engine(older)
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    engine.dispose()
    with pytest.raises(MoveError, match="start the server of this version once"):
        move(older, target, quiet)
    assert list(tmp_path.iterdir()) == []
