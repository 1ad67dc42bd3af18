"""The public ledger as JSON: verifiable by anybody, silent about what was redacted."""

import hashlib
import json
from typing import Any

from sqlalchemy import text
from starlette.testclient import TestClient

from tests.api.addresses import API, get, pages


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()


def test_a_stranger_can_verify_the_chain_as_the_contract_describes(reader: TestClient) -> None:
    revisions = list(pages(reader, "revisions?limit=200"))[::-1]
    assert [one["sequence"] for one in revisions] == list(range(1, len(revisions) + 1))
    previous = "0" * 64
    for one in revisions:
        assert one["digest"] == sha256(one["salt"] + canonical(one["payload"]))
        names = ("sequence", "time", "actor", "action", "load", "digest")
        signed: dict[str, Any] = {name: one[name] for name in names}
        signed["subject"] = f"{one['subject']}:{one['id']}"
        assert one["hash"] == sha256(previous + canonical(signed))
        previous = one["hash"]


def test_they_are_found_by_what_they_are_about(reader: TestClient) -> None:
    found = get(reader, "revisions?id=decree-2021-06-expression")
    assert found["total"] == len(found["items"]) == 1
    assert found["items"][0]["subject"] == "commitment"
    assert found["items"][0]["payload"]["id"] == "decree-2021-06-expression"
    loads = get(reader, "revisions?action=load")["items"]
    assert [one["subject"] for one in loads] == ["registry"]
    assert get(reader, "revisions?subject=theme&limit=1")["total"] == 25


def test_a_redacted_revision_keeps_its_place_without_its_payload(client: TestClient) -> None:
    before = get(client, "revisions?id=decree-2021-06-expression")["items"][0]
    with client.app.state.engine.begin() as connection:  # type: ignore[attr-defined]
        redact = "UPDATE revision SET payload = NULL, salt = NULL WHERE sequence = :sequence"
        connection.execute(text(redact), {"sequence": before["sequence"]})
    # With a cookie nothing is ready that was answered before: no revision tells of this.
    address = f"{API}/revisions?id=decree-2021-06-expression"
    answer = client.get(address, headers={"Cookie": "a=b"})
    after = answer.json()["items"][0]
    assert (after["payload"], after["salt"]) == (None, None)
    assert {name: after[name] for name in after if name not in {"payload", "salt"}} == {
        name: before[name] for name in before if name not in {"payload", "salt"}
    }
    assert before["payload"]["text"]["en"] not in answer.text
