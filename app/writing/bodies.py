"""What a tool sent: JSON within bounds, read once, and refused where it is not exactly that."""

import json
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from app.domain.messages import message
from app.errors import FaultyDraftError, TooLargeError, Wrong
from app.queries.languages import Tongue

MOST_BYTES = 262_144
"""The largest body that is read."""

T = TypeVar("T", bound=BaseModel)

_DEEPEST = 12
_LONGEST_NAME = 80
_MOST_TOLD = 50
_BODY = "body"

NO_TYPE = message("Send JSON, and say so: Content-Type: application/json.")
TOO_LARGE = message("A body may have at most {most} bytes: send less at once.")
NO_BODY = message("Nothing is read from a body here: leave it out.")
NOT_JSON = message("This body cannot be read as JSON in UTF-8: send one JSON object.")
NO_OBJECT = message("This body is not a JSON object: put what you send in curly brackets.")
TOO_DEEP = message("This body is nested too deeply: see its form at /api/v1/openapi.json.")
NAMED_TWICE = message("A name stands twice in one object: keep one of them.")
NO_NUMBER = message("NaN and Infinity are no numbers of JSON: leave them out.")

UNKNOWN = message("There is no such field here: leave it out.")
MISSING = message("This has to be given.")
NO_TEXT = message("Write a text here.")
TOO_LONG = message("This has more than {max_length} characters: shorten it.")
HIDDEN = message("There is a sign in this that cannot be kept, such as NUL: leave it out.")
NOT_ONE_OF = message("Write one of these: {expected}.")
NO_PART = message("Write an object here, in curly brackets.")
NO_LIST = message("Write a list here, in square brackets.")
TOO_MANY = message("This has more than {max_length} entries: leave some out.")
NOT_TRUE = message("Write true or false, without quotation marks.")
UNUSABLE = message("This value cannot be used here: see its form at /api/v1/openapi.json.")
_OF_KIND = {
    "extra_forbidden": UNKNOWN,
    "missing": MISSING,
    "string_type": NO_TEXT,
    "string_too_long": TOO_LONG,
    "string_pattern_mismatch": HIDDEN,
    "string_unicode": HIDDEN,
    "enum": NOT_ONE_OF,
    "model_type": NO_PART,
    "tuple_type": NO_LIST,
    "too_long": TOO_MANY,
    "bool_type": NOT_TRUE,
    "bool_parsing": NOT_TRUE,
}
"""What is said of what pydantic finds wrong."""


class _NotStrictError(ValueError):
    """JSON that some readers take and others do not, or take otherwise; the message says why."""


async def body_sent(request: Request) -> bytes:
    """Read a body of at most `MOST_BYTES`, whatever its length is said to be.

    Raises:
        HTTPException: 415 when it does not say that it is JSON.
        TooLargeError: when it is longer.

    """
    _demand_json(request)
    return await _within_bounds(request)


async def no_body_sent(request: Request) -> bytes:
    """Make sure that nothing was sent where nothing is read; an empty object is nothing, too.

    Raises:
        HTTPException: 415 when there is a body that is not said to be JSON.
        TooLargeError: when it is longer than any may be.
        FaultyDraftError: when there is something in it.

    """
    content = await _within_bounds(request)
    if content:
        _demand_json(request)
    if content.strip() not in {b"", b"{}"}:
        raise FaultyDraftError([(_BODY, _tongue(request).say(NO_BODY))])
    return content


def read_body(model: type[T], content: bytes, tongue: Tongue) -> T:
    """Read JSON strictly, as what `model` describes.

    Raises:
        FaultyDraftError: naming every field that is wrong, or `body` when it is no JSON object.

    """
    try:
        value = _strictly(content)
    except _NotStrictError as error:
        raise FaultyDraftError([(_BODY, tongue.say(str(error)))]) from None
    except (ValueError, RecursionError):
        raise FaultyDraftError([(_BODY, tongue.say(NOT_JSON))]) from None
    try:
        model.model_validate(value)
        # Once more as JSON, where "yes" is no true. It could not name a field with half of a
        # character pair in it; of those there are none left by now.
        return model.model_validate_json(content, strict=True)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)[:_MOST_TOLD]
        raise FaultyDraftError([_told(one, tongue) for one in faults]) from None


def _tongue(request: Request) -> Tongue:
    tongue: Tongue = request.state.tongue
    return tongue


def _demand_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, _tongue(request).say(NO_TYPE))


async def _within_bounds(request: Request) -> bytes:
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_BYTES:
            raise TooLargeError(_tongue(request).say(TOO_LARGE, most=MOST_BYTES))
    return bytes(content)


def _strictly(content: bytes) -> dict[str, Any]:
    value = json.loads(
        content.decode(), object_pairs_hook=_no_name_twice, parse_constant=_no_constant
    )
    if not isinstance(value, dict):
        raise _NotStrictError(NO_OBJECT)
    if _depth(value) > _DEEPEST:
        raise _NotStrictError(TOO_DEEP)
    return value


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NotStrictError(NAMED_TWICE)
    return found


def _no_constant(_name: str) -> None:
    raise _NotStrictError(NO_NUMBER)


def _depth(value: object) -> int:
    """Count how deep a value is nested; what is too deep is not followed to its end."""
    deep, level = 0, [value]
    while level and deep <= _DEEPEST:
        deep += 1
        inner = [one for one in level if isinstance(one, dict | list)]
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
    return deep


def _told(error: ErrorDetails, tongue: Tongue) -> Wrong:
    """Say what is wrong with one field; the name is the tool's own and may be anything."""
    name = ".".join(str(part)[:_LONGEST_NAME] for part in error["loc"][:_DEEPEST])
    sentence = tongue.say(_OF_KIND.get(error["type"], UNUSABLE), **error.get("ctx", {}))
    return name.encode("utf-8", "replace").decode(), sentence
