"""The single values of the registry file, checked from text, with errors an editor can act on.

Beside each check stands what the JSON Schema says about it. An editor program reads `2023` and
`5` without quotes as numbers, so the schema accepts those where the reader, to which everything
is text, does.
"""

import re
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from app.domain import identifiers
from app.domain.dates import FIRST_YEAR, LAST_YEAR, parse_partial_date
from app.registry.source import HIDDEN_IN_TEXT, hidden_faults

IDENTIFIER = identifiers.PATTERN
LANGUAGE_CODE = "^[a-z]{2,3}$"
ONE_LINE = r"^[^\n]*$"
_NUMBER = re.compile(r"\d{1,7}", re.ASCII)
_YEAR = re.compile(r"\d{4}(?=-|$)", re.ASCII)
_WHITE = re.compile(r"\s")
_NOT_IN_ADDRESS = re.compile(r'[\s<>"\\^`{|}]')
_LONGEST_ADDRESS = 2000
_LONGEST_QUOTE = 60
_LARGEST_NUMBER = 1_000_000
_FLAGS = {"true": True, "false": False}


def quote(value: Any) -> str:  # noqa: ANN401 - whatever stood in the file
    """Give a value in quotes, on one line, cut where it is long, fit for any terminal."""
    text = _WHITE.sub(" ", str(value)[: _LONGEST_QUOTE + 1])
    seen = "".join(sign if sign.isprintable() else "?" for sign in text)
    return f"'{seen}'" if len(seen) <= _LONGEST_QUOTE else f"'{seen[:_LONGEST_QUOTE]}\u2026'"


@lru_cache(maxsize=10_000)
def _partial_date(text: str) -> str:
    try:
        return parse_partial_date(text).text
    except ValueError as error:
        year = _YEAR.match(text)
        if year and not FIRST_YEAR <= int(year[0]) <= LAST_YEAR:
            years = f"between {FIRST_YEAR} and {LAST_YEAR}"
            raise ValueError(f"{quote(text)} is not {years}: check the year") from error
        if len(text) > _LONGEST_QUOTE or not text.isprintable():
            message = f"{quote(text)} is not a date: write 2023, 2023-04 or 2023-04-11"
            raise ValueError(message) from error
        raise


def _whole_day(text: str) -> str:
    if not parse_partial_date(_partial_date(text)).is_exact:
        raise ValueError(f"{quote(text)} is not a whole day: write it as 2023-04-11")
    return text


def _visible(text: str) -> str:
    """Refuse signs that nobody sees: the reader finds them in a file, this does anywhere else."""
    if not text.isprintable():
        for fault in hidden_faults(text, 1, HIDDEN_IN_TEXT):
            raise ValueError(fault.message)
    return text


def _address(text: str) -> str:
    _visible(text)
    if not _is_address(text):
        message = f"{quote(text)} is not a full web address: begin with https:// or http://"
        raise ValueError(message)
    if len(text) > _LONGEST_ADDRESS:
        raise ValueError(f"it has more than {_LONGEST_ADDRESS} characters: shorten the address")
    return text


def _is_address(text: str) -> bool:
    if not text.startswith(("https://", "http://")) or _NOT_IN_ADDRESS.search(text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc


def _flag(value: Any) -> bool:  # noqa: ANN401 - pydantic gives anything
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in _FLAGS:
        given = quote(value) if isinstance(value, str) else "it"
        raise ValueError(f"{given} is neither true nor false: write one of the two")
    return _FLAGS[value.lower()]


def _whole_number(value: Any) -> int:  # noqa: ANN401 - pydantic gives anything
    text = str(value) if isinstance(value, str | int) else ""
    if not _NUMBER.fullmatch(text) or int(text) > _LARGEST_NUMBER:
        given = quote(text) if text else "it"
        message = f"{given} is not a whole number from 0 to 1,000,000: write digits only"
        raise ValueError(message)
    return int(text)


Short = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=ONE_LINE),
    AfterValidator(_visible),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"\S"}),
]
"""A text on one line; white space around it is cut off."""

Long = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000),
    AfterValidator(_visible),
]
"""A text of any number of lines; white space around it is cut off."""

Identifier = Annotated[
    str, StringConstraints(pattern=IDENTIFIER, max_length=identifiers.LONGEST_IDENTIFIER)
]
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE_CODE)]
PartialDateText = Annotated[
    str,
    AfterValidator(_partial_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
                {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            ]
        }
    ),
]
WholeDayText = Annotated[
    str,
    AfterValidator(_whole_day),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Address = Annotated[
    str,
    AfterValidator(_address),
    WithJsonSchema(
        {"type": "string", "pattern": r"^https?://[^\s/]", "maxLength": _LONGEST_ADDRESS}
    ),
]
Flag = Annotated[
    bool,
    BeforeValidator(_flag),
    WithJsonSchema({"enum": [True, False, "true", "false"]}),
]
WholeNumber = Annotated[
    int,
    BeforeValidator(_whole_number),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": _LARGEST_NUMBER},
                {"type": "string", "pattern": "^[0-9]{1,7}$"},
            ]
        }
    ),
]
