"""What the contract says of addresses that take a token, worked out from the verb."""

from typing import Any

from pydantic import BaseModel

from app.api.contract import REFERENCE, describe_problem
from app.domain.workflow import RULES, Verb
from app.writing.calls import IF_MATCH
from app.writing.examples import OF_MODEL
from app.writing.repeating import HEADER, REPLAYED

Json = dict[str, Any]

_VERSION = {
    "name": IF_MATCH,
    "in": "header",
    "required": True,
    "description": "The `ETag` of the version that the change is made to.",
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$', "examples": ['"3"']},
}
_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A new name for each new request: sent again within a day, it acts only once.",
    "schema": {
        "type": "string",
        "pattern": "^[\\x21-\\x7e]{1,100}$",
        "examples": ["0192f0c1-5f0e-7cc4-9d7e-6a8f4c1c2b11"],
    },
}
_ETAG = {
    "description": "The version that is shown, as `If-Match` of the next change.",
    "schema": {"type": "string", "examples": ['"3"']},
}
_LOCATION = {
    "description": "The address of what was made.",
    "schema": {"type": "string", "examples": ["/api/v1/proposals/p-8f2kq7m3xw9a"]},
}
_REPLAYED = {
    "description": "`true` where it was done before, under the same key.",
    "schema": {"type": "string", "enum": ["true"]},
}
_ALWAYS = {
    "401": "There is no token, or it is not good any more.",
    "403": "The token has not the scope, or the person not the role, or not in this state.",
}
_OF_SENDING = {"413": "The body is too large.", "415": "The body is not said to be JSON."}
_OF_ACTS = {"409": "It contradicts what is there, or the key was used for something else."}
_OF_VERSIONS = {
    "412": "Somebody else saved meanwhile: `current` is what stands now.",
    "428": "`If-Match` is missing.",
}


def of_show(verb: Verb | None, *, has_version: bool) -> Json:
    """Describe what is read with a token."""
    answers = _problems(_ALWAYS)
    if has_version:
        answers["200"] = {"headers": {"ETag": _ETAG}}
    return {"security": _security(verb), "responses": answers}


def of_act(verb: Verb, takes: type[BaseModel] | None) -> Json:
    """Describe what is done by a verb; reading, here, is a question that is too long for GET."""
    said: Json = {"security": _security(verb), "responses": _problems(_ALWAYS | _OF_SENDING)}
    if takes is not None:
        said["requestBody"] = _body(takes)
    if verb is Verb.READ:
        return said
    said["responses"] |= _problems(_OF_ACTS)
    said["parameters"] = [_KEY]
    headers: Json = {REPLAYED: _REPLAYED}
    if verb is Verb.PROPOSE:
        headers |= {"ETag": _ETAG, "Location": _LOCATION}
    if RULES[verb].states:  # done to a proposal, of which there is a version
        said["responses"] |= _problems(_OF_VERSIONS)
        said["parameters"] = [_VERSION, _KEY]
        headers["ETag"] = _ETAG
    said["responses"]["201" if verb is Verb.PROPOSE else "200"] = {"headers": headers}
    return said


def _security(verb: Verb | None) -> list[Json]:
    scope = RULES[verb].scope if verb else None
    return [{"token": [scope.value] if scope else []}]


def _problems(told: dict[str, str]) -> Json:
    return {status: describe_problem(description) for status, description in told.items()}


def _body(model: type[BaseModel]) -> Json:
    """Describe a body that is read by our own hand, and not by the framework."""
    written = model.model_json_schema(ref_template=REFERENCE)
    parts = written.pop("$defs", {}) | {model.__name__: written}
    schema = {"$ref": REFERENCE.format(model=model.__name__), "$defs": parts}
    content = {"schema": schema, "example": OF_MODEL[model.__name__]}
    return {"required": True, "content": {"application/json": content}}
