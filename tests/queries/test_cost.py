"""What an answer costs: a number of statements that no registry can raise, each by an index.

How lists are read is in `test_plans.py`.
"""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from app.main import assemble
from app.settings import Settings
from tests.conftest import Databases
from tests.queries.asking import generated, recorded
from tests.test_nothing_leaks import paths

SMALL, LARGE = 60, 600
MOST_OF_ANY = 40
MOST = {
    "scorecard": 14,
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
    "commitments?q=kettling+demonstrations": 7,
    "commitments?q=rights": 8,
    "commitments/{id}": 7,
    "instruments": 4,
    "instruments/fpc-2021": 7,
    "themes": 3,
    "themes/assembly": 7,
    "documents": 6,
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
def clients(engines: dict[int, Engine]) -> Iterator[dict[int, TestClient]]:
    """Applications on these databases, without anything that is kept ready ahead of them."""
    opened = {
        size: TestClient(assemble(Settings(database_url=str(engine.url)), engine))
        for size, engine in engines.items()
    }
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


def ids_in(engine: Engine) -> dict[str, str]:
    """The id of one entry of each noun, by the noun as addresses have it."""
    with engine.connect() as connection:
        return {
            f"{table}s" if table != "evidence" else table: str(
                connection.execute(
                    text(f"SELECT id FROM {table} ORDER BY position LIMIT 1 OFFSET 3")  # noqa: S608 - no input
                ).scalar_one()
            )
            for table in ("commitment", "document", "evidence", "instrument", "theme")
        }


def asked(engine: Engine, path: str) -> str | None:
    """An address of a path with ids of this database; None where it needs something else."""
    address = path.replace("{language:served}", "en")
    noun = re.search(r"/(\w+)/\{id\}", address)
    if noun:
        address = address.replace("{id}", ids_in(engine).get(noun[1], ""))
    return None if "{" in address else address


def test_every_public_address_asks_as_often_of_many_as_of_few(
    engines: dict[int, Engine], clients: dict[int, TestClient]
) -> None:
    more: dict[str, tuple[int, int]] = {}
    for path in sorted(paths(clients[SMALL])):
        numbers = []
        for size, engine in engines.items():
            address = asked(engine, path)
            with recorded(engine) as record:
                if address is not None:
                    clients[size].get(address, follow_redirects=False)
            numbers.append(len(record.texts))
        small, large = numbers
        if large > small or large > MOST_OF_ANY:
            more[path] = (small, large)
    assert more == {}


def test_the_answer_of_a_large_page_does_not_depend_on_how_it_is_batched(
    clients: dict[int, TestClient],
) -> None:
    whole = clients[LARGE].get("/api/v1/scorecard").json()
    for instrument in whole["instruments"]:
        assert len(instrument["commitments"]) == min(200, instrument["totals"]["commitments"])
        alone = clients[LARGE].get(f"/api/v1/instruments/{instrument['id']}").json()
        assert alone == instrument
