"""Texts of the registry file: one string, or a map of languages; lists of ids; no repetition."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from app.domain.vocabulary import Language
from app.registry.scalars import LANGUAGE_CODE, Identifier, LanguageCode, Long, Short


def _in_english(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


def _in_own_language(value: object, document: ValidationInfo) -> object:
    own = document.data.get("language", "en")
    return {own: value} if isinstance(value, str) else value


TEXT_KEYS = frozenset(
    {
        "addressee",
        "due_note",
        "expected_outcome",
        "issuer",
        "left_out",
        "locator",
        "note",
        "publisher",
        "summary",
        "text",
        "title",
    }
)
"""The keys, of any section, that hold texts by language."""


def languages_of(values: Mapping[str, Any]) -> set[str]:
    """Give the languages in which an entry has a text: checked, or as written in the file."""
    languages: set[str] = set()
    for key in TEXT_KEYS & values.keys():
        text = values[key]
        plain = values.get("language", "en") if key == "title" else "en"
        languages.update(text if isinstance(text, dict) else {plain})
    return languages


def no_repetition(values: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a list that names something twice."""
    if len(values) > 1 and len(set(values)) < len(values):
        repeated = dict.fromkeys(value for value in values if values.count(value) > 1)
        names = " and ".join(f"'{value}'" for value in repeated)
        raise ValueError(f"{names} stands more than once in the list: keep one")
    return values


# An editor program reads `5` and `2.1` as numbers, where the reader has a text.
_ONE_TEXT: dict[str, Any] = {"type": ["string", "number"], "pattern": r"\S"}
_BY_LANGUAGE = {"type": "object", "minProperties": 1, "additionalProperties": False}
_IN_OURS = _BY_LANGUAGE | {"properties": {language.value: _ONE_TEXT for language in Language}}
_IN_ANY = _BY_LANGUAGE | {"patternProperties": {LANGUAGE_CODE: _ONE_TEXT}}

Line = Annotated[
    dict[Language, Short],
    Field(min_length=1),
    BeforeValidator(_in_english),
    WithJsonSchema({"anyOf": [_ONE_TEXT, _IN_OURS]}),
]
"""One line of text by language."""

Prose = Annotated[
    dict[Language, Long],
    Field(min_length=1),
    BeforeValidator(_in_english),
    WithJsonSchema({"anyOf": [_ONE_TEXT, _IN_OURS]}),
]
"""Text of any number of lines by language."""

TitleInOwnLanguage = Annotated[
    dict[LanguageCode, Short],
    Field(min_length=1),
    BeforeValidator(_in_own_language),
    WithJsonSchema({"anyOf": [_ONE_TEXT, _IN_ANY]}),
]
"""One line of text by language; a plain string is in the language that the entry names."""

_UNIQUE = Field(json_schema_extra={"uniqueItems": True})

Identifiers = Annotated[tuple[Identifier, ...], AfterValidator(no_repetition), _UNIQUE]
SomeIdentifiers = Annotated[
    tuple[Identifier, ...], Field(min_length=1), AfterValidator(no_repetition), _UNIQUE
]
Languages = Annotated[tuple[Language, ...], AfterValidator(no_repetition), _UNIQUE]
