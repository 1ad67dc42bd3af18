"""A small check of JSON against the schemas of an OpenAPI document, for those it uses."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "number": (int, float),
}
_KNOWN = {
    *("$ref", "type", "anyOf", "enum", "properties", "required", "items", "additionalProperties"),
    *("pattern", "format", "title", "description", "examples", "default", "const", "minLength"),
    *("maxLength", "maxItems"),
}

Schema = Mapping[str, Any]


def faults(contract: Schema, schema: Schema, value: object, place: str = "$") -> Iterator[str]:
    """Say where a value is not what its schema says; an unknown key of a schema is a fault too."""
    yield from (f"{place}: this check does not know {key}" for key in schema.keys() - _KNOWN)
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from faults(contract, contract["components"]["schemas"][name], value, place)
    choices = schema.get("anyOf", ())
    if choices and all(list(faults(contract, one, value, place)) for one in choices):
        yield f"{place}: {value!r} is none of {choices}"
    yield from (f"{place}: {fault}" for fault in _by_itself(schema, value))
    if isinstance(value, dict) and schema.get("type") == "object":
        yield from _within(contract, schema, value, place)
    for at, one in enumerate(value if isinstance(value, list) else ()):
        yield from faults(contract, schema.get("items", {}), one, f"{place}[{at}]")


def _by_itself(schema: Schema, value: object) -> Iterator[str]:
    if value not in schema.get("enum", [value]):
        yield f"{value!r} is none of {schema['enum']}"
    if "type" in schema and not _is(schema["type"], value):
        yield f"{value!r} is no {schema['type']}"
    if isinstance(value, list) and len(value) > schema.get("maxItems", len(value)):
        yield f"{len(value)} are more than {schema['maxItems']}"
    if not re.search(schema.get("pattern", ""), str(value)):
        yield f"{value!r} is not written as {schema['pattern']}"


def _within(contract: Schema, schema: Schema, value: dict[str, Any], place: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    missing = set(schema.get("required", ())) - value.keys()
    yield from (f"{place}: {name} is missing" for name in missing)
    for name, one in value.items():
        described = properties.get(name, schema.get("additionalProperties"))
        if described is None:
            yield f"{place}: {name} is not in the contract"
        elif isinstance(described, Mapping):
            yield from faults(contract, described, one, f"{place}.{name}")


def _is(kind: str, value: object) -> bool:
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, _TYPES[kind])
