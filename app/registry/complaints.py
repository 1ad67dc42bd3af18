"""From what pydantic finds wrong to sentences for somebody who does not program."""

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.domain.vocabulary import Language
from app.errors import Fault
from app.registry.entries import Standing
from app.registry.parts import ContradictionError, Entry
from app.registry.raw import Path, RawEntry, where
from app.registry.scalars import IDENTIFIER, LANGUAGE_CODE, ONE_LINE, quote
from app.registry.spelling import did_you_mean, nearest


def complain(model: type[Entry], raw: RawEntry, error: ValidationError) -> Iterator[Fault]:
    """Give one fault for each thing wrong with an entry, on the line it stands on.

    What was not even readable is left out: that was said already.
    """
    details = error.errors(include_url=False)
    misspelt = {_meant(model, detail) for detail in details if _is_unknown(detail)}
    for detail in details:
        place = _place_of(detail)
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, ContradictionError):
            yield from _in_standing(raw, place, cause)
        elif detail["type"] == "missing" and place in misspelt:
            continue
        elif not raw.is_spoilt(place) or _is_unknown(detail):
            yield _fault(raw, place, _sentence(model, _as_written(raw, place, detail), detail))
    kept = salvage(model, raw.value, error)
    for place, message in model.contradictions(kept):
        yield _fault(raw, place, message)


def _fault(raw: RawEntry, place: Path, message: str) -> Fault:
    return named(raw, Fault(raw.line_of(place), message))


def _meant(model: type[Entry], detail: ErrorDetails) -> Path:
    """Give the path of the key that an unknown one was meant to be, if it is near any."""
    *above, word = detail["loc"]
    return (*above, nearest(str(word), _keys_at(model, detail["loc"])) or word)


def _keys_at(model: type[Entry], place: Path) -> list[str]:
    return list((Standing if place[0] == "bears_on" else model).model_fields)


def _as_written(raw: RawEntry, place: Path, detail: ErrorDetails) -> Path:
    """Leave out the steps of a path that stand in the model alone, as where a text is one string.

    A key that is missing is named, of course.
    """
    while len(place) > 1 and place not in raw.lines and detail["type"] != "missing":
        place = place[:-1]
    return place


def _in_standing(raw: RawEntry, place: Path, error: ContradictionError) -> Iterator[Fault]:
    if place:  # of a whole entry, `complain` asks itself, also where keys are faulty
        for rest, message in error.found:
            yield _fault(raw, (*place, *rest), f"{where(place)}: {message}")


def _is_unknown(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden" and detail["loc"] != ("<<",)


def named(raw: RawEntry, fault: Fault) -> Fault:
    """Put the id of the entry before the message, where it has one."""
    name = quote((raw.name or "").strip())[1:-1]
    return Fault(fault.line, f"{name}: {fault.message}") if name else fault


def _place_of(detail: ErrorDetails) -> Path:
    """Give the path of an error within its entry."""
    return detail["loc"][:-1] if _is_about_key(detail) else detail["loc"]


def _is_about_key(detail: ErrorDetails) -> bool:
    """Whether a key of a map is wrong: pydantic says so with a last step that is no key."""
    shortest = 3
    return len(detail["loc"]) >= shortest and detail["loc"][-1] == "[key]"


def _sentence(model: type[Entry], place: Path, detail: ErrorDetails) -> str:
    if _is_about_key(detail) and detail["type"] == "enum":
        languages = ", ".join(Language)
        return f"{where(place[:-1])}: {quote(place[-1])} is not a language here: use {languages}"
    write = _SENTENCES.get(detail["type"])
    if write is not None:
        return write(model, place, detail)
    reason = str(detail.get("ctx", {}).get("error", detail["msg"]))
    return f"{where(place)}: {' '.join(reason.split())}"


def _missing(_model: type[Entry], place: Path, _detail: ErrorDetails) -> str:
    return f"{where(place)} is missing: add a line '{quote(place[-1])[1:-1]}: ...'"


def _unknown(model: type[Entry], place: Path, _detail: ErrorDetails) -> str:
    hint = did_you_mean(str(place[-1]), _keys_at(model, place))
    return f"there is no key {quote(place[-1])} here{hint or ': remove it'}"


def _not_among(_model: type[Entry], place: Path, detail: ErrorDetails) -> str:
    allowed = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
    if not isinstance(detail["input"], str):
        return f"{where(place)} must be one of {allowed}: write one word"
    given = detail["input"]
    hint = did_you_mean(given, allowed.replace(" or ", ", ").split(", "))
    return (
        f"{where(place)} is {quote(given)}, which is not one of {allowed}{hint or ': choose one'}"
    )


def _not_text(_model: type[Entry], place: Path, _detail: ErrorDetails) -> str:
    return f"{where(place)} must be a text: write words after the colon"


def _not_list(_model: type[Entry], place: Path, _detail: ErrorDetails) -> str:
    return f"{where(place)} must be a list: put each value on a line of its own after '- '"


def _not_keys(_model: type[Entry], place: Path, _detail: ErrorDetails) -> str:
    if place == ("bears_on",):
        return "bears_on must name commitments: write lines such as 'id-of-commitment: pledged'"
    return f"{where(place)} must be a text, or a map with en:, ru:, kk: and a text each: write one"


def _no_standing(_model: type[Entry], place: Path, _detail: ErrorDetails) -> str:
    return f"{where(place)} must be a status: write pledged, enacted or contested"


def _too_short(_model: type[Entry], place: Path, detail: ErrorDetails) -> str:
    if isinstance(detail["input"], dict):
        return f"{where(place)} has no language: write the text, or en:, ru:, kk: with a text each"
    if isinstance(detail["input"], list):
        return f"{where(place)} is empty: name at least one"
    return f"{where(place)} is empty: write something, or remove the line"


def _too_long(_model: type[Entry], place: Path, detail: ErrorDetails) -> str:
    most = detail.get("ctx", {}).get("max_length", 0)
    return f"{where(place)} has more than {most:,} characters: shorten it"


def _other_shape(_model: type[Entry], place: Path, detail: ErrorDetails) -> str:
    pattern = str(detail.get("ctx", {}).get("pattern"))
    outside = place[:-1] if _is_about_key(detail) else place
    return f"{where(outside)}: {quote(detail['input'])} {_SHAPES[pattern]}"


_Writer = Callable[[type[Entry], Path, ErrorDetails], str]

_SHAPES = {
    IDENTIFIER: "cannot be an id: use small Latin letters, digits and single hyphens",
    LANGUAGE_CODE: "is not a language code: write en, ru, kk or another ISO 639 code",
    ONE_LINE: "has a line break in it: write it as one line",
}
_SENTENCES: dict[str, _Writer] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _not_among,
    "string_type": _not_text,
    "tuple_type": _not_list,
    "dict_type": _not_keys,
    "model_type": _no_standing,
    "model_attributes_type": _no_standing,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _other_shape,
}


def salvage(model: type[Entry], value: dict[str, Any], error: ValidationError) -> dict[str, Any]:
    """Give what is right of a faulty entry, with None where something is wrong.

    What it refers to can then still be checked, and what refers to it is not blamed for it.
    """
    kept = {key: copy(part) for key, part in value.items()}
    for detail in error.errors(include_url=False, include_input=False):
        place = _place_of(detail)
        if place and (len(place) > 1 or detail["type"] != "missing"):
            _drop(kept, place, is_key=_is_about_key(detail))
        if _is_unknown(detail):
            kept.setdefault(str(_meant(model, detail)[0]), None)
    return kept


def _drop(kept: dict[str, Any], place: Path, *, is_key: bool) -> None:
    key = str(place[0])
    inside = kept.get(key)
    if len(place) == 1 or not isinstance(inside, dict | list):
        kept[key] = None
    elif isinstance(inside, list):
        inside[int(place[1])] = None
    elif is_key:
        inside.pop(place[1], None)
        kept[key] = inside or None
    elif place[1] in inside:
        inside[place[1]] = None
