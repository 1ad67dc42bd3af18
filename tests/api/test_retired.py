"""What left the registry: out of lists and totals, still there at its own address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from app.main import create_app
from app.registry.loading import Order, load_registry
from app.settings import Settings
from app.store.engine import open_engine
from tests.api.addresses import API, SEEN, get, ids, pages
from tests.conftest import SHIPPED, TODAY, Databases
from tests.registry.copies import copy_without, read

LEFT_EVIDENCE = "ev-exp-orda-2025"
LEFT_COMMITMENT = "fpc-2021-g06-kettling"
EXPRESSION = "decree-2021-06-expression"


def on_it() -> list[str]:
    """The evidence of the shipped registry that has to do with that commitment."""
    evidence = yaml.load(SHIPPED.read_bytes(), Loader=yaml.CSafeLoader)["evidence"]
    return [
        one["id"]
        for one in evidence
        if LEFT_COMMITMENT in {*one.get("bears_on", ()), *one.get("context_for", ())}
    ]


def retire(url: str, folder: Path) -> Path:
    """Load the shipped registry without a commitment, what is on it, and one more evidence."""
    path = copy_without(folder, LEFT_EVIDENCE, LEFT_COMMITMENT, *on_it())
    engine = open_engine(url)
    load_registry(engine, read(path), Order(TODAY))
    engine.dispose()
    return path


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def client_without(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A client on either database, after a load that retired something."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.make("filled")
    path = retire(url, tmp_path_factory.mktemp("without"))
    with TestClient(create_app(Settings(database_url=url, registry=path))) as client:
        yield client


def test_retired_evidence_is_shown_at_its_own_address_and_in_revisions_alone(
    client_without: TestClient,
) -> None:
    alone = get(client_without, f"evidence/{LEFT_EVIDENCE}")
    assert alone["retired_on"] == TODAY.isoformat()
    assert [one["commitment"]["id"] for one in alone["concerns"]]
    assert LEFT_EVIDENCE not in ids(client_without, "evidence")
    document = alone["document"]["id"]
    addresses = ["scorecard", f"commitments/{EXPRESSION}", f"documents/{document}"]
    addresses += ["commitments?limit=200", "themes/expression-media", "instruments/decree-2021"]
    for address in addresses:
        assert LEFT_EVIDENCE not in client_without.get(f"{API}/{address}").text, address
    recorded = get(client_without, f"revisions?id={LEFT_EVIDENCE}")["items"]
    assert [one["action"] for one in recorded] == ["retired", "added"]


def test_retired_evidence_decides_nothing_on_any_day(client_without: TestClient) -> None:
    found = get(client_without, f"commitments/{EXPRESSION}")
    assert found["deciding"] != LEFT_EVIDENCE
    assert all(span["deciding"] != LEFT_EVIDENCE for span in found["readings"])


def test_a_document_counts_no_retired_evidence(client_without: TestClient) -> None:
    document = get(client_without, f"evidence/{LEFT_EVIDENCE}")["document"]["id"]
    whole = get(client_without, f"documents/{document}")
    line = next(
        one for one in pages(client_without, "documents?limit=200") if one["id"] == document
    )
    assert whole["evidence"] == line["evidence"] == len(whole["taken"])


def test_a_retired_commitment_keeps_its_page_and_leaves_lists_and_totals(
    client_without: TestClient,
) -> None:
    alone = get(client_without, f"commitments/{LEFT_COMMITMENT}")
    assert alone["retired_on"] == TODAY.isoformat()
    assert alone["title"]
    for query in ("limit=200", "status=none", "q=kettling", "instrument=fpc-2021&limit=200"):
        listed = get(client_without, f"commitments?{query}")
        assert LEFT_COMMITMENT not in [one["id"] for one in listed["items"]], query
        assert listed["total"] == len(listed["items"]), query
    assert get(client_without, "commitments?q=kettling")["total"] == 0
    whole = get(client_without, "scorecard")
    assert whole["totals"]["commitments"] == 76
    assert LEFT_COMMITMENT not in client_without.get(f"{API}/scorecard").text
    for address in ("instruments/fpc-2021", "themes/assembly"):
        found = get(client_without, address)
        assert found["totals"]["commitments"] == len(found["commitments"])
        assert LEFT_COMMITMENT not in [one["id"] for one in found["commitments"]]


def test_a_retired_commitment_is_out_of_the_lists_of_every_day(client_without: TestClient) -> None:
    listed = get(client_without, "commitments?as_of=2022-06-30&limit=200")["items"]
    assert LEFT_COMMITMENT not in [one["id"] for one in listed]
    then = get(client_without, f"commitments/{LEFT_COMMITMENT}?as_of=2022-06-30")
    assert then["retired_on"] == TODAY.isoformat()


def test_totals_are_counted_anew_after_a_load(sqlite_databases: Databases, tmp_path: Path) -> None:
    url = sqlite_databases.make("filled")
    with TestClient(create_app(Settings(database_url=url))) as client:
        before = get(client, f"scorecard?{SEEN}")
        listed = get(client, f"commitments?{SEEN}")["total"]
        retire(url, tmp_path)
        after = get(client, f"scorecard?{SEEN}")
        assert after["evidence"] == before["evidence"] - 1 - len(on_it())
        assert after["totals"]["none"] == before["totals"]["none"] - 1
        assert get(client, f"commitments?{SEEN}")["total"] == listed - 1
