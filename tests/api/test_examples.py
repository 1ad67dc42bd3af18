"""Examples: every operation has one, made by asking, and none can go out of date."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.example_answers import FILE, JSON, abbreviated, every_example, steady
from tests.api.schemas import faults
from tests.conftest import Databases
from tests.writing.bench import Bench, opened_bench

ONLY_AFTER_A_LOSS = {"410", "451"}
"""A backup was restored, a text redacted: nothing that a client could bring about."""


@pytest.fixture(scope="module")
def bench(sqlite_databases: Databases) -> Iterator[Bench]:
    """A bench of its own: what others propose is in lists, and not in the examples."""
    with opened_bench(sqlite_databases) as opened:
        yield opened


def test_every_example_is_what_is_answered(bench: Bench) -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    made = every_example(bench)
    assert made["problems"].keys() == kept["problems"].keys()
    for kind in ("answers", "problems"):
        for name, example in made[kind].items():
            assert steady(kept[kind].get(name)) == steady(example), (
                f"{name}: run `python -m tests.api.example_answers` and look at what changed"
            )
    assert made["answers"].keys() == kept["answers"].keys()


def test_every_operation_has_an_example_of_its_form(bench: Bench) -> None:
    contract = bench.app.openapi()
    for path, methods in contract["paths"].items():
        for operation in methods.values():
            good = next(one for status, one in operation["responses"].items() if status < "300")
            if list(good["content"]) == [JSON]:
                described = good["content"][JSON]
                assert list(faults(contract, described["schema"], described["example"])) == [], path


def test_every_described_problem_that_a_client_can_cause_has_an_example(bench: Bench) -> None:
    for methods in bench.app.openapi()["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                content = answer.get("content", {}).get("application/problem+json")
                if content and status.startswith("4") and status not in ONLY_AFTER_A_LOSS:
                    assert content["example"]["status"] == int(status)


def test_an_example_keeps_one_entry_of_each_list() -> None:
    told: dict[str, Any] = {"items": [{"a": [1, 2]}, {"a": []}], "next": None}
    assert abbreviated(told) == {"items": [{"a": [1]}], "next": None}
