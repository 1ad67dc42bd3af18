"""What a request to the API may ask for, by the published contract and by nothing else.

The names that are known, and what may stand behind each, are read from the OpenAPI document that
`/api/v1/openapi.json` serves. What it says and what is answered therefore cannot differ.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi import Request

from app.errors import BadParametersError, Wrong
from app.registry.spelling import did_you_mean

Schema = Mapping[str, Any]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_SHOWN = 80


def known_parameters(contract: Schema, path: str, method: str = "GET") -> dict[str, Schema]:
    """Give the query parameters of an address of the contract, each with its schema in full."""
    name = "get" if method == "HEAD" else method.lower()
    operation = contract["paths"].get(path, {}).get(name, {})
    return {
        parameter["name"]: _resolved(contract, parameter["schema"])
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    }


def refuse_unknown(request: Request, contract: Schema, path: str) -> None:
    """Check the query of a request to `path` of a contract, before anything reads its values.

    Raises:
        BadParametersError: for unknown, repeated, empty or unreadable parameters.

    """
    raw: bytes = request.scope.get("query_string", b"")
    if raw:
        known = known_parameters(contract, path, request.method)
        wrong = list(_wrong(raw, known))
        if wrong:
            raise BadParametersError(wrong)


def expected(schema: Schema) -> str:
    """Say in words what a parameter takes."""
    if "enum" in schema:
        return f"write one of these: {', '.join(map(str, schema['enum']))}"
    kind = schema.get("type")
    if kind == "boolean":
        return "write true or false"
    if kind == "integer":
        return f"write a whole number from {schema['minimum']} to {schema['maximum']}"
    if "maxLength" in schema:
        return f"write from 1 to {schema['maxLength']} characters"
    return "see what is possible at /api/v1/openapi.json"


def wrong_value(value: object, schema: Schema) -> str:
    """Say that a value cannot be, what can, and what may have been meant."""
    text = str(value)
    hint = did_you_mean(text, [str(word) for word in schema.get("enum", ())])
    return f"'{_short(text)}' cannot be here: {expected(schema)}{hint or '.'}"


def _resolved(contract: Schema, schema: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    found: Schema = contract["components"]["schemas"][name]
    return found


def _wrong(raw: bytes, known: Mapping[str, Schema]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for part in filter(None, raw.split(b"&")):
        encoded, _, value = part.partition(b"=")
        name = _text(encoded)
        if name is None or name not in known:
            shown = _short(name or unquote_to_bytes(encoded).decode(errors="replace"))
            yield shown, _unknown(shown, known)
        elif name in seen:
            yield name, "It is given more than once: keep one."
        else:
            seen.add(name)
            yield from ((name, fault) for fault in _unreadable(_text(value), known[name]))


def _unreadable(value: str | None, schema: Schema) -> Iterator[str]:
    if value is None:
        yield "Its value is not UTF-8: encode letters as UTF-8, then percent-encode the bytes."
    elif not value:
        yield f"It has no value: leave it out, or {expected(schema)}."
    elif _CONTROL.search(value):
        yield "Its value has control characters in it: leave them out."


def _unknown(name: str, known: Mapping[str, Schema]) -> str:
    if not known:
        return f"There is no parameter '{name}' here, nor any other: leave it out."
    hint = did_you_mean(name, list(known)) or "."
    return f"There is no parameter '{name}' here. Known are: {', '.join(known)}{hint}"


def _text(encoded: bytes) -> str | None:
    """Decode a name or value of a query; None when it is not UTF-8, percent-encoded."""
    try:
        encoded.decode("ascii")
        return unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
