"""Examples of the contract: what the shipped registry answered, of each list the first entry.

They stand in `examples.json`, which `python -m tests.api.example_answers` writes and a test holds
against what is answered: nobody copies an example by hand.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

Json = dict[str, Any]


@cache
def _examples() -> dict[str, Json]:
    text = (files("app.api") / "examples.json").read_text(encoding="utf-8")
    found: dict[str, Json] = json.loads(text)
    return found


def example_of(operation: str) -> object:
    """Give what an operation answered; None for one that is not answered in JSON."""
    return _examples()["answers"].get(operation)


def example_of_problem(status: str) -> object:
    """Give a problem document with this status, or None."""
    return _examples()["problems"].get(status)
