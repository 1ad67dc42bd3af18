"""Writing YAML by hand: one way for every text, so that equal entries are equal bytes.

A text of one line stands plain where no reader of YAML could take it for anything else, and in
single quotes otherwise; it is broken at spaces. A text of several lines is a literal block. Nothing
is escaped: what cannot be seen is not in any entry (`app/registry/scalars.py`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

WIDTH = 110
"""A line ends with the first word that reaches beyond this many characters."""

_STEP = 2
_BREAK = re.compile(r"(?<![ \t]) (?![ \t])")
_TAKEN_FOR_COMMENT_OR_KEY = re.compile(r":[ \t]|[ \t]#|:$|\t")
# Beside what YAML 1.1 knows: whatever a newer or another reader may take for a number or a date.
_LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9][0-9A-Fa-fxXoO_.,:eE+-]*")
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers


def entry_lines(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of one entry of a section: `- id: ...`, and the other keys below."""
    lines = [line for key, value in entry.items() for line in _lines(key, value, _STEP)]
    yield f"- {lines[0][_STEP:]}"
    yield from lines[1:]


def _lines(key: str, value: Any, indent: int) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Yield a key and its value: a text, a number, true or false, a list of texts, or a map."""
    start = f"{' ' * indent}{_key(key)}:"
    if isinstance(value, Mapping):
        yield start
        for inner, one in value.items():
            yield from _lines(inner, one, indent + _STEP)
    elif isinstance(value, str):
        yield from _text(start, value, indent + _STEP)
    elif isinstance(value, bool | int):
        yield f"{start} {str(value).lower()}"
    else:
        yield start
        for one in value:
            yield from _text(f"{' ' * indent}-", one, indent + _STEP)


def _key(text: str) -> str:
    return text if _is_plain(text) else _quoted(text)


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    if "\n" in text:
        yield f"{start} |-"
        yield from (f"{' ' * indent}{line}" if line else "" for line in text.split("\n"))
        return
    written = text if _is_plain(text) else _quoted(text)
    line = start
    for word in _BREAK.split(written):
        if line != start and len(line) > WIDTH:
            yield line
            line = f"{' ' * indent}{word}"
        else:
            line = f"{line} {word}"
    yield line


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    """Whether a text of one line can stand without quotes, whoever reads it."""
    if not text[:1].isalnum() or _TAKEN_FOR_COMMENT_OR_KEY.search(text):
        return False
    if _LIKE_A_NUMBER.fullmatch(text):
        return False
    return not any(pattern.match(text) for _, pattern in _RESOLVERS.get(text[0], ()))
