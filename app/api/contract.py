"""The OpenAPI document: made from the routes, then freed of what FastAPI says of itself.

It is what `/api/v1/openapi.json` serves, what `app.openapi()` gives, and what requests are checked
against (`app/api/parameters.py`).
"""

import json
import re
from collections.abc import Sequence
from copy import copy
from functools import cache
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema
from starlette.routing import BaseRoute

from app.api.guide import DESCRIPTION, SUMMARY, TAGS, VERSION
from app.api.problem_sorts import SORTS
from app.api.problems import PROBLEM_JSON, Problem
from app.api.promises import HEADERS, promise

Json = dict[str, Any]

REFERENCE = "#/components/schemas/{model}"
"""Where the contract keeps the form of a thing."""

_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token from the account page of the staff desk, with the scopes it needs.",
}
_FRAMEWORKS_OWN = ("HTTPValidationError", "ValidationError")


def _without_head(route: BaseRoute) -> BaseRoute:
    """Give a route as the contract shows it, which says once that HEAD is answered as GET is."""
    shown = copy(route)
    if isinstance(shown, APIRoute):
        shown.methods = (shown.methods or set()) - {"HEAD"}
    return shown


def make_contract(title: str, routes: Sequence[BaseRoute]) -> Json:
    """Describe these routes, and all that they answer, for somebody who knows none of this."""
    contract = _with_plain_names(
        get_openapi(
            title=title,
            version=VERSION,
            summary=SUMMARY,
            description=DESCRIPTION,
            tags=TAGS,
            routes=[_without_head(route) for route in routes],
        )
    )
    # Relative, so that it is right at any host.
    contract["servers"] = [{"url": "/", "description": "The host this document comes from."}]
    schemas = contract.setdefault("components", {}).setdefault("schemas", {})
    for name in _FRAMEWORKS_OWN:
        schemas.pop(name, None)
    schemas |= _problem_schemas()
    for path, methods in contract["paths"].items():
        for operation in methods.values():
            _describe(path, operation)
            _lift_parts(operation, schemas)
    contract["components"]["headers"] = HEADERS
    contract["x-problems"] = [
        {"type": one.type, "title": one.title, "meaning": one.meaning} for one in SORTS
    ]
    contract["components"]["securitySchemes"] = {"token": _TOKEN}
    return contract


def _describe(path: str, operation: Json) -> None:
    name = operation["operationId"]
    operation["summary"] = name.replace("_", " ").capitalize()
    answer = next(one for status, one in operation["responses"].items() if status < "300")
    answer["description"] = "What was asked for."
    _say_what_goes_wrong(path, operation)
    promise(operation, describe_problem(""))
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _never_null(parameter["schema"])


def _lift_parts(operation: Json, schemas: Json) -> None:
    """Move the parts of a body's schema to where all schemas are."""
    if "requestBody" in operation:
        schemas |= operation["requestBody"]["content"]["application/json"]["schema"].pop("$defs")


def _with_plain_names(contract: Json) -> Json:
    """Call a list after what is in it: ThemeLineListing for what is made as Listing[ThemeLine]."""
    plain = re.sub(r"\bListing[_[](\w+?)(_\b|])", r"\1Listing", json.dumps(contract))
    named: Json = json.loads(plain)
    return named


@cache
def _problem_schemas() -> Json:
    _, written = models_json_schema([(Problem, "serialization")], ref_template=REFERENCE)
    found: Json = written["$defs"]
    return found


def _say_what_goes_wrong(path: str, operation: Json) -> None:
    """Say what any address may answer; one that takes a token has said more of itself."""
    answers, is_public = operation["responses"], "security" not in operation
    wrong = "A parameter is unknown, given twice, or has an impossible value."
    if not is_public:
        wrong = "A parameter, header or field is wrong: `errors` names each."
    answers["422"] = describe_problem(wrong)
    if "{id}" in path:
        never = ", or it did not exist yet on that day" if is_public else ""
        answers["404"] = describe_problem(f"Nothing has this id{never}.")
    elif "{" in path:
        answers.setdefault("404", describe_problem("Nothing has this name."))
    answers["default"] = describe_problem("Any other problem.")


def describe_problem(description: str) -> Json:
    """Describe an answer that is a problem document, as the contract wants it."""
    schema = {"$ref": REFERENCE.format(model="Problem")}
    return {"description": description, "content": {PROBLEM_JSON: {"schema": schema}}}


def _never_null(schema: Json) -> Json:
    """Describe an optional parameter by its values: an address cannot hold a null."""
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key not in {"anyOf", "title"}}
    only: Json = choices[0]
    return only | rest
