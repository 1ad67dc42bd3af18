"""What the desk made public, as JSON: as the contract says, and without what was redacted."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.api.addresses import API, get
from tests.api.schemas import faults
from tests.conftest import Databases
from tests.queries.deskwork import (
    DISPUTE,
    EXPRESSION,
    LAW,
    LAW_AGAIN,
    OTHER_DISPUTE,
    REDACTED,
    WHY,
    WITHDRAWN_SOURCE,
    busy,
)


@pytest.fixture(scope="module")
def busy_client(sqlite_databases: Databases) -> Iterator[TestClient]:
    """The shipped registry after one of everything that the desk can make public."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    busy(app.state.engine)
    with TestClient(app) as opened:
        yield opened


@pytest.mark.parametrize(
    ("address", "template"),
    [
        (f"commitments/{EXPRESSION}", "commitments/{id}"),
        (f"commitments/{EXPRESSION}/history", "commitments/{id}/history"),
        (f"evidence/{LAW}", "evidence/{id}"),
        (f"evidence/{REDACTED}/history", "evidence/{id}/history"),
        (f"documents/{WITHDRAWN_SOURCE}", "documents/{id}"),
        ("revisions", "revisions"),
        ("ledger", "ledger"),
    ],
)
def test_every_answer_is_what_the_contract_says(
    address: str, template: str, busy_client: TestClient
) -> None:
    contract = get(busy_client, "openapi.json")
    promised = contract["paths"][f"{API}/{template}"]["get"]["responses"]["200"]["content"]
    answer = get(busy_client, address)
    assert list(faults(contract, promised["application/json"]["schema"], answer)) == []


def test_a_commitment_lists_what_was_withdrawn_apart_from_what_counts(
    busy_client: TestClient,
) -> None:
    found = get(busy_client, f"commitments/{EXPRESSION}")
    gone = {one["id"]: one["withdrawn"] for one in found["withdrawn"]}
    assert gone[LAW] == {"on": "2026-11-21", "reason": WHY["en"], "replaced_by": LAW_AGAIN}
    assert gone[DISPUTE]["replaced_by"] is None
    assert not gone.keys() & {one["id"] for one in found["evidence"]}
    assert found["looked_at"] == "2026-11-21"
    (answered,) = [one for one in found["evidence"] if one["id"] == OTHER_DISPUTE]
    assert (answered["answered_by"], answered["is_open"]) == ([LAW_AGAIN], False)


def test_a_reason_comes_in_the_language_asked_for(busy_client: TestClient) -> None:
    found = get(busy_client, f"evidence/{LAW}?lang=ru")
    assert found["withdrawn"]["reason"] == WHY["ru"]


def test_history_and_ledger_name_people_by_role_and_number_alone(busy_client: TestClient) -> None:
    lines = get(busy_client, f"commitments/{EXPRESSION}/history")["items"]
    lines += get(busy_client, "revisions")["items"]
    assert {one["actor"] for one in lines} == {
        "registry",
        "reviewer-2",
        "editor-2",
        "administrator-2",
    }
