"""What an answer costs: a number of statements that no registry can raise, each by an index."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.queries.asking import generated, recorded

SMALL, LARGE = 60, 600
MOST = {
    "scorecard": 21,
    "commitments": 5,
    "commitments?limit=200": 5,
    "commitments?sort=newest": 6,
    "commitments?sort=due": 6,
    "commitments?sort=title": 5,
    "commitments/facets": 5,
    "commitments?status=contested": 5,
    "commitments?status=contested&instrument=fpc-2021": 6,
    "commitments?overdue=true": 5,
    "commitments?theme=assembly": 6,
    "commitments?q=kettling+demonstrations": 6,
    "commitments?q=rights": 7,
    "commitments/{id}": 7,
    "instruments": 4,
    "instruments/fpc-2021": 7,
    "themes": 3,
    "themes/assembly": 6,
    "documents": 5,
    "documents/{document}": 5,
    "evidence": 5,
    "evidence/{evidence}": 5,
    "evidence/{evidence}/history": 5,
    "commitments/{id}/history": 6,
    "revisions": 4,
    "ledger": 3,
    "changes?since=20&limit=1": 36,
    "changes?since=20&limit=200": 36,
    "comparison?from=2022-12-31&to=2023-12-31": 9,
    "comparison?from=2022-12-31&to=2023-12-31&instrument=fpc-2021": 10,
    "corrections": 8,
}
"""Statements of each address at most: the first of every answer reads the ledger's newest number,
and a count is remembered while that number stays."""


@pytest.fixture(scope="module")
def engines(
    sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[int, Engine]]:
    folder = tmp_path_factory.mktemp("generated")
    with (
        generated(sqlite_databases, folder, SMALL) as small,
        generated(sqlite_databases, folder, LARGE) as large,
    ):
        yield {SMALL: small, LARGE: large}


@pytest.fixture(scope="module")
def clients(
    engines: dict[int, Engine], sqlite_databases: Databases
) -> Iterator[dict[int, TestClient]]:
    """Applications on databases that already hold another registry than the shipped one."""
    opened = {}
    for size, engine in engines.items():
        app = create_app(Settings(database_url=sqlite_databases.make("filled")))
        app.state.engine = engine
        opened[size] = TestClient(app)
    yield opened
    for client in opened.values():
        client.close()


def some(engine: Engine, address: str) -> str:
    """An address with ids of this database in it."""
    with engine.connect() as connection:
        evidence, document, commitment = connection.execute(
            text(
                "SELECT link.evidence_id, evidence.document, link.commitment_id"
                " FROM link JOIN evidence ON evidence.id = link.evidence_id LIMIT 1"
            )
        ).one()
    return address.format(id=commitment, document=document, evidence=evidence)


@pytest.mark.parametrize("address", MOST)
def test_no_registry_raises_the_number_of_statements(
    engines: dict[int, Engine], clients: dict[int, TestClient], address: str
) -> None:
    for size, engine in engines.items():
        asked = f"/api/v1/{some(engine, address)}"
        with recorded(engine) as record:
            answer = clients[size].get(asked)
        assert answer.status_code == 200
        assert len(record.texts) <= MOST[address], "\n".join(record.texts)


@pytest.mark.parametrize(
    "address",
    [
        "commitments",
        "commitments?sort=newest",
        "commitments?sort=due",
        "commitments?sort=title",
        "commitments?status=contested",
        "commitments?instrument=fpc-2021",
        "commitments?overdue=true",
        "commitments?q=kettling+demonstrations",
        "commitments?q=rights",
        "commitments/{id}",
        "evidence",
        "documents",
        "evidence/{evidence}/history",
        "commitments/{id}/history",
        "revisions",
    ],
)
def test_nothing_large_is_scanned_or_sorted_as_a_whole(
    engines: dict[int, Engine], clients: dict[int, TestClient], address: str
) -> None:
    engine = engines[LARGE]
    asked = f"/api/v1/{some(engine, address)}"
    clients[LARGE].get(asked)  # counts everything once, and remembers
    with recorded(engine) as record:
        clients[LARGE].get(asked)
    for statement, parameters in record.statements:
        with engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [step[3] for step in plan]
        scanned = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
        allowed = {"SCAN anon_1", "SCAN ledger_head"}
        assert set(scanned) <= allowed, (statement, steps)


@pytest.mark.parametrize("sort", ["registry", "newest", "due", "title"])
def test_a_page_in_any_order_is_read_by_the_index_of_that_order(
    engines: dict[int, Engine], clients: dict[int, TestClient], sort: str
) -> None:
    engine = engines[LARGE]
    with recorded(engine) as record:
        clients[LARGE].get(f"/api/v1/commitments?sort={sort}&limit=5")
    statement, parameters = next(one for one in record.statements if "AS sort_0" in one[0])
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [step[3] for step in plan]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps
    index = {
        "registry": "ix_commitment_position",
        "newest": "ix_reading_newest_first_position",
        "due": "ix_commitment_due_last_position",
        "title": "ix_commitment_title_key_en_position",
    }[sort]
    assert index in steps[0]


def test_the_answer_of_a_large_page_does_not_depend_on_how_it_is_batched(
    clients: dict[int, TestClient],
) -> None:
    whole = clients[LARGE].get("/api/v1/scorecard").json()
    for instrument in whole["instruments"]:
        assert len(instrument["commitments"]) == min(200, instrument["totals"]["commitments"])
        alone = clients[LARGE].get(f"/api/v1/instruments/{instrument['id']}").json()
        assert alone == instrument
