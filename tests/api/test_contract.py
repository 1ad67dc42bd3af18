"""The contract: a stranger can use it, and every answer is what it says."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.api.routing import StrictRoute
from tests.api.addresses import API, DATED, NOUNS, every_address, get, ids
from tests.api.schemas import faults

JSON = "application/json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}


@pytest.fixture(scope="module")
def contract(on_sqlite: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = get(on_sqlite, "openapi.json")
    return found


def operations(contract: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What anybody may ask; what takes a token is tested in tests/writing/test_contract.py."""
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            if "security" not in operation:
                assert method == "get", path
                yield path, operation


def forms(operation: dict[str, Any]) -> dict[str, Any]:
    """The forms in which something is answered, each with its schema."""
    found: dict[str, Any] = operation["responses"]["200"]["content"]
    return found


def fields(contract: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in contract["components"]["schemas"].items():
        for field, described in schema.get("properties", {}).items():
            yield f"{name}.{field}", described


def template_of(contract: dict[str, Any], path: str) -> str:
    """The path of the contract that an address is an instance of."""
    for template, _ in operations(contract):
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            return str(template)
    raise AssertionError(path)


def test_every_answer_is_what_the_contract_says(
    on_sqlite: TestClient, contract: dict[str, Any]
) -> None:
    asked = set()
    in_json = {path for path, one in operations(contract) if list(forms(one)) == [JSON]}
    lists = [path.removeprefix(f"{API}/") for path in in_json if "{" not in path]
    for address in {*every_address(on_sqlite), *lists}:
        answer = on_sqlite.get(f"{API}/{address}")
        template = template_of(contract, urlsplit(f"{API}/{address}").path)
        asked.add(template)
        promised = contract["paths"][template]["get"]["responses"]["200"]["content"]
        schema = promised[answer.headers["content-type"]]["schema"]
        assert list(faults(contract, schema, answer.json())) == [], address
    assert asked == in_json, "files are opened in the tests of what makes them"


def test_the_check_of_answers_finds_what_is_wrong(contract: dict[str, Any]) -> None:
    totals = {"$ref": "#/components/schemas/Totals"}
    wrong = {"pledged": "1", "more": 2}
    found = list(faults(contract, totals, wrong))
    assert "$.pledged: '1' is no integer" in found
    assert "$: more is not in the contract" in found
    assert "$: enacted is missing" in found


def test_a_problem_is_what_the_contract_says(
    on_sqlite: TestClient, contract: dict[str, Any]
) -> None:
    for address in ("commitments?x=1", "commitments/nothing", "nowhere"):
        answer = on_sqlite.get(f"{API}/{address}")
        assert answer.headers["content-type"] == "application/problem+json"
        assert list(faults(contract, PROBLEM, answer.json())) == []


def test_it_says_what_it_is(contract: dict[str, Any]) -> None:
    about = contract["info"]
    assert contract["openapi"].startswith("3.1.")
    assert about["title"] == "Reform Scorecard"
    assert [server["url"] for server in contract["servers"]] == ["/"]
    for word in ("commitment", "reading", "Evidence", "partial dates", "as_of", "cursor", "none"):
        assert word in about["description"]


def test_it_fits_whatever_registry_is_served(contract: dict[str, Any]) -> None:
    words = json.dumps([contract["info"], contract["tags"]])
    assert "Kazakhstan" not in words
    assert "`about` of `/api/v1/scorecard`" in words
    assert "license" not in contract["info"], "which it is depends on the registry"


def test_it_says_which_addresses_know_past_days(contract: dict[str, Any]) -> None:
    dated = {
        path.split("/")[3]
        for path, operation in operations(contract)
        if "as_of" in [one["name"] for one in operation.get("parameters", ())]
    }
    assert dated == {"scorecard", *DATED}
    said = " ".join(contract["info"]["description"].split())
    assert "The scorecard, commitments, instruments, themes and evidence know past days." in said


def test_operations_have_plain_names_and_a_described_tag(contract: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in contract["tags"] if tag["description"]}
    names = [operation["operationId"] for _, operation in operations(contract)]
    assert len(set(names)) == len(names)
    assert {"list_commitments", "show_commitment", "show_scorecard"} <= set(names)
    for path, operation in operations(contract):
        assert set(operation["tags"]) <= tags, path
        assert operation["description"].endswith("."), path


def test_every_field_and_parameter_is_described(contract: dict[str, Any]) -> None:
    schemas = contract["components"]["schemas"]
    parameters = [
        (f"{path}?{one['name']}", one)
        for path, operation in operations(contract)
        for one in operation.get("parameters", ())
    ]
    for place, described in [*fields(contract), *parameters]:
        name = described.get("$ref", "").rpartition("/")[2]
        assert described.get("description") or schemas[name]["description"], place


def test_examples_are_entries_of_the_registry(
    on_sqlite: TestClient, contract: dict[str, Any]
) -> None:
    known = {one for noun in NOUNS for one in ids(on_sqlite, noun)}
    for path, operation in operations(contract):
        for one in operation.get("parameters", ()):
            if one["name"] in {"id", "instrument", "theme"}:
                assert set(one["schema"]["examples"]) <= known, path
    shown = [one.get("examples", ()) for place, one in fields(contract) if place.endswith(".id")]
    assert {name for examples in shown for name in examples} <= known


def test_what_is_always_sent_is_promised(contract: dict[str, Any]) -> None:
    listing = contract["components"]["schemas"]["ThemeLineListing"]
    assert set(listing["required"]) == listing["properties"].keys()
    assert listing["title"] == "ThemeLineListing"


def test_errors_are_documented_as_problems(contract: dict[str, Any]) -> None:
    for path, operation in operations(contract):
        answers = operation["responses"]
        statuses = {"200", "304", "406", "422", "default"} | ({"404"} if "{" in path else set())
        assert answers.keys() >= statuses, path
        for status in answers.keys() - {"200", "304"}:
            assert answers[status]["content"]["application/problem+json"]["schema"] == PROBLEM


def test_nothing_of_the_framework_is_left_in_it(contract: dict[str, Any]) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & contract["components"]["schemas"].keys()
    assert not [name for name in contract["components"]["schemas"] if "[" in name or "_" in name]


def test_no_parameter_may_be_null(contract: dict[str, Any]) -> None:
    for path, operation in operations(contract):
        for one in operation.get("parameters", ()):
            assert "anyOf" not in one["schema"], (path, one["name"])


def test_pages_are_not_in_it(contract: dict[str, Any]) -> None:
    assert all(path.startswith(API) for path in contract["paths"])


def test_what_an_address_is_checked_against_is_its_part_of_the_contract(
    on_sqlite: TestClient, contract: dict[str, Any]
) -> None:
    app = on_sqlite.app
    assert isinstance(app, FastAPI)
    routes = [one for one in app.router.routes if isinstance(one, StrictRoute)]
    some = [one for one in routes if one.path_format in contract["paths"]][::4]
    assert len(some) > len(NOUNS)
    for one in some:
        described = json.loads(json.dumps(one.contract["paths"][one.path_format]))
        assert described.items() <= contract["paths"][one.path_format].items()
