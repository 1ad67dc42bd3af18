"""The contract in the form that its page shows: operations by group, and the shapes they answer."""

import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

Json = Mapping[str, Any]

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a shape: `kind` says what stands in it, `shapes` which those are.

    `words` are the possible values, where they are few and known.
    """

    name: str
    kind: str
    shapes: list[str]
    words: list[str]
    description: str
    is_needed: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be answered: a status, what it means, and in which forms."""

    status: str
    description: str
    forms: list[str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask; `scopes` is None where that takes no token."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    scopes: list[str] | None
    is_deprecated: bool
    parameters: list[Field]
    answers: list[Answer]
    shapes: list[str]
    curl: str
    example: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Operations under one heading."""

    name: str
    description: str
    operations: list[Operation]


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer, or a part of it, is made of: fields, or one of some words."""

    name: str
    description: str
    fields: list[Field]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Reference:
    """All that the page shows; texts as in `Texts`."""

    version: str
    introduction: Markup
    changes: Markup
    groups: list[Group]
    shapes: list[Shape]
    headers: list[tuple[str, str]]
    problems: list[Json]
    problem: str
    site: str
    said: Callable[[str], Markup]


@dataclass(frozen=True, slots=True)
class Texts:
    """What is read already: introduction and changelog as HTML, and what makes it of a line."""

    introduction: Markup
    changes: Markup
    said: Callable[[str], Markup]


def reference_of(contract: Json, site: str, texts: Texts) -> Reference:
    """Read a contract; `site` is where the examples ask."""
    parts = contract["components"]
    return Reference(
        version=contract["info"]["version"],
        introduction=texts.introduction,
        changes=texts.changes,
        said=texts.said,
        groups=[
            Group(tag["name"], tag["description"], found)
            for tag in contract["tags"]
            if (found := list(_operations(contract, tag["name"], site)))
        ],
        shapes=[
            Shape(name, one.get("description", ""), _fields(one), one.get("enum", []))
            for name, one in sorted(parts["schemas"].items())
        ],
        headers=[(name, one["description"]) for name, one in parts["headers"].items()],
        problems=contract["x-problems"],
        problem=_problem(contract),
        site=site,
    )


def _operations(contract: Json, tag: str, site: str) -> Iterator[Operation]:
    for path, methods in contract["paths"].items():
        for method, one in methods.items():
            if tag in one["tags"]:
                yield _operation(method.upper(), path, one, site)


def _operation(method: str, path: str, one: Json, site: str) -> Operation:
    good = next(answer for status, answer in one["responses"].items() if status < "300")
    described: Json = next(iter(good.get("content", {}).values()), {})
    example = described.get("example")
    scopes = [scope for needed in one.get("security", ()) for scope in needed["token"]]
    return Operation(
        name=one["operationId"],
        method=method,
        path=path,
        summary=one["summary"],
        description=one["description"],
        scopes=scopes if "security" in one else None,
        is_deprecated=one.get("deprecated", False),
        parameters=[_parameter(given) for given in one.get("parameters", ())],
        answers=[
            Answer(status, answer["description"], list(answer.get("content", {})))
            for status, answer in one["responses"].items()
        ],
        shapes=shapes_in(described.get("schema", {})),
        curl=_curl(method, path, one, site),
        example=None if example is None else _json(example),
    )


def _parameter(given: Json) -> Field:
    schema, needed = given["schema"], given.get("required", False)
    place = {"path": "in the path", "header": "header"}.get(given["in"], "")
    return _field(given["name"], {**schema, "description": given["description"]}, needed, place)


def _fields(schema: Json) -> list[Field]:
    needed = schema.get("required", ())
    return [_field(name, one, name in needed) for name, one in schema.get("properties", {}).items()]


def _field(name: str, schema: Json, is_needed: bool, place: str = "") -> Field:  # noqa: FBT001 - a fact of the field
    words = [str(word) for word in schema.get("enum", ())]
    described = schema.get("description", "")
    return Field(name, kind_of(schema), shapes_in(schema), words, described, is_needed, place)


def kind_of(schema: Json) -> str:
    """Say in words what a schema lets stand there."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(map(kind_of, schema["anyOf"])))
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    kind = _KINDS.get(schema.get("type", ""), "any JSON")
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def shapes_in(schema: Json) -> list[str]:
    """Name the shapes that a schema leads to directly."""
    if "$ref" in schema:
        return [str(schema["$ref"].rpartition("/")[2])]
    items = [schema["items"]] if "items" in schema else []
    parts: Sequence[Any] = [*schema.get("anyOf", ()), *items]
    return list(dict.fromkeys(name for part in parts for name in shapes_in(part)))


def _curl(method: str, path: str, one: Json, site: str) -> str:
    """Write the command that asks this, with the examples of its parameters that it needs."""
    words = ["curl"] if method == "GET" else ["curl", "-X", method]
    examples = {
        (given["in"], given["name"]): str(next(iter(given["schema"].get("examples", ())), ""))
        for given in one.get("parameters", ())
        if given["in"] == "path" or given.get("required") or given["name"] == "limit"
    }
    for (place, name), value in examples.items():
        path = path.replace(f"{{{name}}}", value or name)
        words += ["-H", f"{name}: {value}"] if place == "header" else []
    if "security" in one:
        words += ["-H", "Authorization: Bearer scorecard_..."]
    if "requestBody" in one:
        body = one["requestBody"]["content"]["application/json"]["example"]
        sent = json.dumps(body, ensure_ascii=False)
        words += ["-H", "Content-Type: application/json", "-d", sent]
    query = {name: value for (place, name), value in examples.items() if place == "query"}
    asked = f"?{urlencode(query)}" if query else ""
    return shlex.join([*words, f"{site}{path}{asked}"])


def _problem(contract: Json) -> str:
    answer = contract["paths"]["/api/v1/commitments"]["get"]["responses"]["422"]
    (content,) = answer["content"].values()
    return _json(content["example"])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
