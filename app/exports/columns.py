"""What a column of an export is: its name, its type, what it means, and where its value comes from.

A column is named once and means the same in every file. Values are plain: text, whole number, yes
or no, or a list of ids; partial dates and days are text, as everywhere.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.vocabulary import Language

Value = str | int | bool | list[str] | None
"""What stands in a cell; None where there is nothing."""


class Type(StrEnum):
    """The types of columns, as a Table Schema calls them (specs.frictionlessdata.io)."""

    TEXT = "string"
    NUMBER = "integer"
    FLAG = "boolean"
    DAY = "date"
    TIME = "datetime"
    LIST = "array"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `source` is the path to its value in a row, by default its own name.

    `words` are the only values it can have, where it is a word of the vocabulary; `refers_to` is
    the table whose ids it holds; `is_required` says that it is never empty.
    """

    name: str
    type: Type
    description: str
    source: tuple[str, ...] = ()
    is_required: bool = False
    words: tuple[str, ...] = ()
    refers_to: str | None = None

    def value(self, row: Mapping[str, Any]) -> Value:
        """Find the value in a row of the database, whose texts are maps of languages."""
        first, *rest = self.source or (self.name,)
        found: Any = row.get(first)
        for key in rest:
            found = None if found is None else found.get(key)
        if found is None:
            return [] if self.type is Type.LIST else None
        return found.isoformat() if isinstance(found, dt.date) else found


def text(name: str, description: str, *source: str) -> Column:
    """Make a column of text that may be missing."""
    return Column(name, Type.TEXT, description, source)


def needed(name: str, description: str, *source: str) -> Column:
    """Make a column of text that is never missing."""
    return Column(name, Type.TEXT, description, source, is_required=True)


def number(name: str, description: str, *source: str) -> Column:
    """Make a column of whole numbers that are never missing."""
    return Column(name, Type.NUMBER, description, source, is_required=True)


def flag(name: str, description: str) -> Column:
    """Make a column that says yes or no."""
    return Column(name, Type.FLAG, description, is_required=True)


def day(name: str, description: str, *source: str) -> Column:
    """Make a column of whole days, which may be missing."""
    return Column(name, Type.DAY, description, source)


def names(name: str, description: str) -> Column:
    """Make a column of lists of ids: never missing, though a list may be empty."""
    return Column(name, Type.LIST, description, is_required=True)


def word(
    name: str, description: str, words: Iterable[StrEnum], *, may_lack: bool = False
) -> Column:
    """Make a column that holds one of these words of the vocabulary."""
    known = tuple(one.value for one in words)
    return Column(name, Type.TEXT, description, is_required=not may_lack, words=known)


def refers(name: str, table: str, description: str, *source: str, may_lack: bool = False) -> Column:
    """Make a column that holds the id of an entry of another table."""
    return Column(name, Type.TEXT, description, source, is_required=not may_lack, refers_to=table)


def by_language(name: str, description: str, *source: str) -> tuple[Column, ...]:
    """Make a column of text for each language of the scorecard: `title_en`, `title_ru`, ..."""
    path = source or (name,)
    return tuple(
        text(
            f"{name}_{language.value}",
            f"{description} In {language.name.capitalize()}.",
            *path,
            language.value,
        )
        for language in Language
    )
