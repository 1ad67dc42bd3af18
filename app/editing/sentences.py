"""What can be wrong with a draft, in sentences for whoever filled in the form.

The registry's models and reference checks find it; their own sentences speak of keys and lines of
a file, so that these here speak of fields.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from babel.numbers import format_decimal
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.domain.messages import message
from app.domain.vocabulary import Language
from app.errors import Wrong
from app.queries.languages import Tongue
from app.registry.parts import ContradictionError
from app.registry.raw import Path
from app.registry.scalars import IDENTIFIER, LANGUAGE_CODE, ONE_LINE, quote

NEEDED = message("This is needed: fill it in.")
TOO_LONG = message("This has more than {most} characters: shorten it.")
ONE_LINE_ONLY = message("This has a line break in it: write it as one line.")
CHOOSE = message("{given} is not one of the possible words: choose {allowed}.")
NO_ID = message("{given} cannot be an id: use small Latin letters, digits and single hyphens.")
NO_LANGUAGE_CODE = message(
    "{given} is not a language code: write en, ru, kk or another ISO 639 code."
)
NO_DATE = message("{given} is not a date between 1900 and 2100: write 2023, 2023-04 or 2023-04-11.")
NO_ADDRESS = message(
    "{given} is not a full web address of at most 2,000 characters: begin with https:// or http://."
)
EXTENT_OF_NOTHING = message("Only an enactment has an extent: leave this empty.")
HIDDEN_SIGN = message(
    "There is a sign here that nobody can see ({code}), after {before}: delete it, and type "
    "that place again."
)
IN_FUTURE = message("{given} is in the future: it cannot have happened yet.")
AFTER_PUBLICATION = message(
    "{given} is after the document was published, on {published}: check both dates."
)
UNUSABLE = message("This cannot be used as it is written: write it in another way.")

FieldOf = Callable[[Path], str]
"""Names the field of a form that a place in an entry was filled in from."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: the field, a sentence as message id, and what fills it."""

    field: str
    sentence: str
    parameters: Mapping[str, str | int] = made_by(default_factory=dict)

    def said(self, tongue: Tongue) -> Wrong:
        """Give the field and the sentence in somebody's language."""
        told = {name: in_marks(value, tongue.language) for name, value in self.parameters.items()}
        return self.field, tongue.say(self.sentence, **told)


def in_marks(value: str | int, language: Language) -> str:
    """Write a number, and the marks around what somebody typed, as the language does."""
    if isinstance(value, int):
        return str(format_decimal(value, locale=language.value))
    is_quoted = len(value) > 1 and value[0] == value[-1] == "'"
    return f"«{value[1:-1]}»" if is_quoted and language is not Language.ENGLISH else value


def findings_in(error: ValidationError, field_of: FieldOf) -> Iterator[Finding]:
    """Say in sentences what a model of the registry found wrong."""
    for detail in error.errors(include_url=False):
        cause = detail.get("ctx", {}).get("error")
        if not isinstance(cause, ContradictionError):
            yield _finding(detail, field_of)
            continue
        for rest, _ in cause.found:
            if rest[-1:] == ("extent",):
                yield Finding(field_of((*detail["loc"], *rest)), EXTENT_OF_NOTHING)


def _finding(detail: ErrorDetails, field_of: FieldOf) -> Finding:
    place: Path = tuple(detail["loc"])
    sentence, parameters = _SENTENCES.get(detail["type"], _unusable)(detail)
    return Finding(field_of(place), sentence, parameters)


_Sentence = tuple[str, dict[str, str | int]]


def _needed(_detail: ErrorDetails) -> _Sentence:
    return NEEDED, {}


def _unusable(_detail: ErrorDetails) -> _Sentence:
    return UNUSABLE, {}


def _too_long(detail: ErrorDetails) -> _Sentence:
    return TOO_LONG, {"most": int(detail.get("ctx", {}).get("max_length", 0))}


def _not_among(detail: ErrorDetails) -> _Sentence:
    allowed = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    return CHOOSE, {"given": quote(detail["input"]), "allowed": allowed}


def _other_shape(detail: ErrorDetails) -> _Sentence:
    pattern = str(detail.get("ctx", {}).get("pattern"))
    return _SHAPES.get(pattern, UNUSABLE), {"given": quote(detail["input"])}


def _not_a_value(detail: ErrorDetails) -> _Sentence:
    """Say it of the two kinds of text that are checked by a function: dates and addresses."""
    sentence = NO_ADDRESS if "url" in detail["loc"] else NO_DATE
    return sentence, {"given": quote(detail["input"])}


_SHAPES = {
    IDENTIFIER: NO_ID,
    LANGUAGE_CODE: NO_LANGUAGE_CODE,
    ONE_LINE: ONE_LINE_ONLY,
}
_SENTENCES: dict[str, Callable[[ErrorDetails], _Sentence]] = {
    "missing": _needed,
    "string_too_short": _needed,
    "too_short": _needed,
    "string_too_long": _too_long,
    "enum": _not_among,
    "string_pattern_mismatch": _other_shape,
    "value_error": _not_a_value,
}


def texts_in(value: Any, place: Path = ()) -> Iterator[tuple[Path, str]]:  # noqa: ANN401 - JSON
    """Yield every text of an entry with its path; keys of maps are left out."""
    if isinstance(value, str):
        yield place, value
    parts = value.items() if isinstance(value, dict) else ()
    for key, part in parts:
        yield from texts_in(part, (*place, key))
