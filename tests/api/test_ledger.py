"""The ledger and histories as JSON."""

from starlette.testclient import TestClient

from tests.api.addresses import get


def test_the_ledger_names_its_newest_revision(reader: TestClient) -> None:
    ledger = get(reader, "ledger")
    (newest,) = get(reader, "revisions?limit=1")["items"]
    assert (ledger["revisions"], ledger["hash"]) == (newest["sequence"], newest["hash"])
    assert (ledger["time"], ledger["redacted"]) == (newest["time"], 0)


def test_a_hash_that_was_noted_can_be_held_against_its_number(reader: TestClient) -> None:
    noted = get(reader, "revisions?subject=theme&limit=1")["items"][0]
    (found,) = get(reader, f"revisions?sequence={noted['sequence']}")["items"]
    assert found == noted
    assert get(reader, "revisions?sequence=999999")["total"] == 0


def test_a_history_is_a_list_with_its_entry(reader: TestClient) -> None:
    found = get(reader, "commitments/decree-2021-06-expression/history?limit=3")
    assert found.keys() == {"items", "next", "total", "total_is_exact", "of"}
    assert found["of"] == {"id": "decree-2021-06-expression", "title": "Freedom of expression"}
    assert len(found["items"]) == 3
    assert found["total"] == 28
    line = found["items"][0]
    assert {one["field"] for one in line["differences"]} >= {"summary", "status", "date"}


def test_a_history_knows_no_past_day(reader: TestClient) -> None:
    for address in ("commitments/decree-2021-06-expression/history", "ledger", "revisions"):
        answer = reader.get(f"/api/v1/{address}?as_of=2023-06-30")
        assert answer.status_code == 422
        assert answer.json()["parameter"] == "as_of"
