"""JSON as it is promised: keys in the order of the contract, moments in UTC."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from starlette.testclient import TestClient

from tests.api.addresses import API, VARIATIONS, get

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
ANSWERS = (*VARIATIONS, "scorecard", "commitments", "evidence", "revisions?limit=20", "problems")


def texts(value: object) -> Iterator[str]:
    """All texts in any JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def out_of_order(contract: Mapping[str, Any], schema: Mapping[str, Any], value: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """Name the shapes whose keys come in another order than the contract has them."""
    while "$ref" in schema:
        schema = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        return [fault for one in value for fault in out_of_order(contract, schema["items"], one)]
    if not isinstance(value, dict):
        return []
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        return out_of_order(contract, choices[0], value)
    known = schema.get("properties", {})
    wanted = [name for name in known if name in value]
    faults = [str(schema.get("title"))] if known and list(value) != wanted else []
    inner = (out_of_order(contract, known[name], value[name]) for name in wanted)
    return [*faults, *(fault for one in inner for fault in one)]


def test_keys_come_in_the_order_of_the_contract(on_sqlite: TestClient) -> None:
    contract = get(on_sqlite, "openapi.json")
    for address in ANSWERS:
        text = on_sqlite.get(f"{API}/{address}").text
        path = re.sub(r"\?.*", "", address)
        template = re.sub(r"^(\w+)/(?!facets)[^/]+", r"\1/{id}", path)
        operation = contract["paths"][f"{API}/{template}"]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert out_of_order(contract, schema, json.loads(text)) == [], address


def test_a_key_out_of_order_is_found(on_sqlite: TestClient) -> None:
    contract = get(on_sqlite, "openapi.json")
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Ledger"}}
    ledger = get(on_sqlite, "ledger")
    turned = dict(reversed(ledger.items()))
    assert out_of_order(contract, schema, [ledger]) == []
    assert out_of_order(contract, schema, [turned]) == ["Ledger"]


def test_the_same_answer_is_the_same_bytes(
    on_sqlite: TestClient, on_postgresql: TestClient
) -> None:
    for address in ("scorecard", "commitments?q=law", "commitments/facets", "corrections"):
        answers = [one.get(f"{API}/{address}").json() for one in (on_sqlite, on_postgresql)]
        first, second = (json.dumps(one) for one in answers)
        assert first == second, address


def test_every_moment_is_in_utc_and_says_so(on_sqlite: TestClient) -> None:
    found = 0
    for address in ANSWERS:
        for text in filter(MOMENT.fullmatch, texts(get(on_sqlite, address))):
            assert datetime.fromisoformat(text).utcoffset() == timedelta(), (address, text)
            found += 1
    assert found > 20
