"""The contract of what takes a token: complete enough to write a tool from, and true."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts

from app.domain.workflow import StaffRole
from app.writing.examples import DRAFT, OF_MODEL
from tests.api.schemas import faults
from tests.writing.bench import API, PROPOSALS, Bench
from tests.writing.every_answer import answers_of

PROBLEM = {"$ref": "#/components/schemas/Problem"}
ALWAYS = {"401", "403", "406", "422", "default"}


@pytest.fixture(scope="module")
def contract(on_sqlite: Bench) -> dict[str, Any]:
    found: dict[str, Any] = on_sqlite.client.get(f"{API}/openapi.json").json()
    return found


def private(contract: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            if "security" in operation:
                yield method, path, operation


def statuses(method: str, path: str) -> set[str]:
    """What an address may answer, by its form alone."""
    found = ALWAYS | {"201" if (method, path) == ("post", PROPOSALS) else "200"}
    is_step = method == "put" or ("/proposals/{id}/" in path and method == "post")
    found |= {"404"} if "{id}" in path else set()
    found |= {"413", "415"} if method != "get" else set()
    found |= {"409"} if method != "get" and not path.endswith("/check") else set()
    return found | ({"412", "428"} if is_step else set())


def test_every_route_of_the_application_is_in_it(
    on_sqlite: Bench, contract: dict[str, Any]
) -> None:
    answered = {
        (method.lower(), one.path)
        for one in iter_route_contexts(on_sqlite.app.routes)
        for method in one.methods or ()
        if one.path and one.path.startswith(API) and method != "HEAD"
    }
    described = {
        (method, path) for path, methods in contract["paths"].items() for method in methods
    }
    assert answered == described | {("get", API), ("get", f"{API}/docs")}


def test_it_says_what_each_address_may_answer(contract: dict[str, Any]) -> None:
    for method, path, operation in private(contract):
        answers = operation["responses"]
        assert answers.keys() == statuses(method, path), (method, path)
        for status, answer in answers.items():
            if not status.startswith("2"):
                assert answer["content"]["application/problem+json"]["schema"] == PROBLEM


def test_it_says_which_headers_come_and_go(contract: dict[str, Any]) -> None:
    for method, path, operation in private(contract):
        taken = {
            one["name"]: one["required"]
            for one in operation.get("parameters", ())
            if one["in"] == "header"
        }
        answers = operation["responses"]
        given = next(one for status, one in answers.items() if status < "300").get("headers", {})
        acts = method != "get" and not path.endswith("/check")
        has_version = "412" in answers
        wanted = [("If-Match", True)] * has_version + [("Idempotency-Key", False)] * acts
        assert taken == dict(wanted), path
        assert ("Idempotency-Replayed" in given) is acts
        assert ("Location" in given) is ("201" in answers)
        shows_one = (
            "201" in answers or has_version or (method, path) == ("get", f"{PROPOSALS}/{{id}}")
        )
        assert ("ETag" in given) is shows_one


def test_it_says_how_to_get_a_token_and_what_it_takes(contract: dict[str, Any]) -> None:
    scheme = contract["components"]["securitySchemes"]["token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    about = " ".join(contract["info"]["description"].split())
    for words in ("make tokens on the account page", "If-Match", "Idempotency-Key", "`publish`"):
        assert words in about
    assert "for reading" not in about
    names = [operation["operationId"] for _, _, operation in private(contract)]
    assert len(set(names)) == len(names) == 15
    tags = {tag["name"] for tag in contract["tags"]}
    for _, path, operation in private(contract):
        assert set(operation["tags"]) <= tags, path
        assert operation["description"].endswith("."), path


def test_every_example_of_a_body_is_read_and_is_what_it_describes(contract: dict[str, Any]) -> None:
    bodies = [
        operation["requestBody"]["content"]["application/json"]
        for _, _, operation in private(contract)
        if "requestBody" in operation
    ]
    assert len(bodies) == 4
    for body in bodies:
        assert list(faults(contract, body["schema"], body["example"])) == []
        assert body["example"] in OF_MODEL.values()


def test_the_example_of_a_draft_could_be_handed_in(on_sqlite: Bench) -> None:
    answer = on_sqlite.tool().post(f"{PROPOSALS}/check", OF_MODEL["NewProposal"])
    assert answer.json()["faults"] == []
    kept = on_sqlite.client.get(f"{API}/evidence/ev-exp-orda-2025").json()
    assert (kept["summary"], kept["locator"]) == (DRAFT["summary"], DRAFT["locator"])


def test_every_answer_is_what_it_says(on_sqlite: Bench, contract: dict[str, Any]) -> None:
    asked = set()
    for method, path, answer in answers_of(on_sqlite.tool(), on_sqlite.tool(StaffRole.REVIEWER)):
        assert answer.status_code < 300, (path, answer.text)
        asked.add((method, path))
        promised = contract["paths"][path][method]["responses"][str(answer.status_code)]
        schema = promised["content"]["application/json"]["schema"]
        assert list(faults(contract, schema, answer.json())) == [], path
        for name in set(promised.get("headers", {})) - {"Idempotency-Replayed"}:
            assert name in answer.headers, (path, name)
    assert asked == {(method, path) for method, path, _ in private(contract)}


def test_no_name_of_the_framework_or_of_this_program_is_left_in_it(
    contract: dict[str, Any],
) -> None:
    assert "$defs" not in json.dumps(contract)
    for _, path, operation in private(contract):
        for one in operation.get("parameters", ()):
            assert one["description"], path
            assert "anyOf" not in one["schema"], path


def test_a_draft_has_one_form_sent_or_answered(contract: dict[str, Any]) -> None:
    schemas = contract["components"]["schemas"]
    assert "Draft" in schemas["NewProposal"]["properties"]["draft"]["$ref"]
    assert "Draft" in schemas["ProposalAnswer"]["properties"]["draft"]["$ref"]
    assert not [name for name in schemas if "-" in name]
