"""What the contract promises of every answer: its headers, and what may come instead of it."""

from collections.abc import Iterable
from typing import Any

from app.api.examples import example_of, example_of_problem
from app.api.problems import PROBLEM_JSON
from app.wire.kept import ASKED_AGAIN, SHARED

Json = dict[str, Any]

_JSON = "application/json"
HEADERS: Json = {
    "ETag": {
        "description": "The hash of the answer: send it back in `If-None-Match`, and only what is"
        " new is sent. It differs by compression.",
        "schema": {"type": "string", "examples": ['"4df679094567a098b36775bdb8872e2a-br"']},
    },
    "Last-Modified": {
        "description": "When the answer may have changed last, for `If-Modified-Since`; absent"
        " while that is less than a second ago.",
        "schema": {"type": "string", "examples": ["Sat, 21 Nov 2026 19:00:00 GMT"]},
    },
    "Cache-Control": {
        "description": "An answer may be kept, and has to be asked for again. What is the same for"
        " everybody says how long a network of caches may answer with what it has (RFC 5861).",
        "schema": {"type": "string", "examples": [SHARED, ASKED_AGAIN]},
    },
    "Link": {
        "description": "Where to go on (RFC 8288): `next` and `first` of a list, `alternate` for"
        " the page that shows the same, `canonical` for the permanent address of an entry,"
        " `service-desc`, `service-doc`, and `license` where it is known.",
        "schema": {
            "type": "string",
            "examples": ['</api/v1/evidence?limit=1&cursor=WyJldiJd>; rel="next"'],
        },
    },
    "Content-Language": {
        "description": "The languages that texts came in; absent where there is none.",
        "schema": {"type": "string", "examples": ["ru, en"]},
    },
    "Deprecation": {
        "description": "Since when this operation is deprecated (RFC 9745).",
        "schema": {"type": "string", "pattern": "^@[0-9]+$"},
    },
    "Sunset": {
        "description": "Until when it is answered (RFC 8594).",
        "schema": {"type": "string", "examples": ["Sat, 01 Jan 2028 00:00:00 GMT"]},
    },
}
"""Headers by their names, as `components` has them."""

_OF_PUBLIC = ("ETag", "Last-Modified", "Cache-Control", "Link")
_NOT_ACCEPTABLE = "`Accept` wants none of the forms in which this is answered."
_KNOWN = "Nothing changed since the answer that `If-None-Match` or `If-Modified-Since` names."


def promise(operation: Json, problem: Json) -> None:
    """Add to an operation what holds for all; `problem` describes a problem document.

    What is public is answered with 304 where it is known already.
    """
    answers = operation["responses"]
    good = next(one for status, one in answers.items() if status < "300")
    headers = good.setdefault("headers", {})
    names = ["Link"]
    if "security" not in operation:
        names = list(_OF_PUBLIC)
        answers["304"] = {"description": _KNOWN, "headers": _referred(_OF_PUBLIC)}
    if any(one["name"] == "lang" for one in operation.get("parameters", ())):
        names.append("Content-Language")
    if operation.get("deprecated"):
        names += ["Deprecation", "Sunset"]
    good["headers"] = _referred(names) | headers
    answers["406"] = problem | {"description": _NOT_ACCEPTABLE}
    _exemplify(operation, good)


def _exemplify(operation: Json, good: Json) -> None:
    example = example_of(operation["operationId"])
    if example is not None and _JSON in good.get("content", {}):
        good["content"][_JSON]["example"] = example
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get(PROBLEM_JSON)
        problem = example_of_problem(status)
        if content is not None and problem is not None:
            answer["content"] = {PROBLEM_JSON: content | {"example": problem}}


def _referred(names: Iterable[str]) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
