"""Reading a CSV file: its letters, its separator, and its rows, within bounds at every step."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator

from app.editing.imports.limits import (
    LONGEST_CELL,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    RefusedError,
)

SEPARATORS = (",", ";", "\t")

# A row of full cells, all of them in quotes; the csv module itself stops at 131,072 a cell.
_LONGEST_LINE = 300_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENOUGH = 0.8
_SAMPLE = 20_000

NumberedRow = tuple[int, list[str]]
"""The line that a row begins on, from 1, and its cells."""


def parse_csv(content: bytes, score: Callable[[list[str]], int]) -> list[NumberedRow]:
    """Give the rows that are not blank; `score` says how well a row does as the first of them.

    Raises:
        RefusedError: when the letters cannot be told, or it goes beyond the limits.

    """
    text = _decoded(content)
    if "\x00" in text:
        raise RefusedError("not_a_table")
    lines, before = _without_hint(text)
    first = next((line for line in io.StringIO(lines, newline="") if line.strip()), "")
    _demand_short(first, 1)
    separator = max(SEPARATORS, key=lambda sign: score(_split(first, sign)))
    return list(_rows(lines, separator, before))


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError("cyrillic" if _looks_cyrillic(content) else "encoding") from error


def _looks_cyrillic(content: bytes) -> bool:
    high = [byte for byte in content[:_SAMPLE] if byte > 0x7F]  # noqa: PLR2004 - beyond ASCII
    return sum(byte >= 0xC0 for byte in high) > _ENOUGH * len(high)  # noqa: PLR2004 - А to я


def _without_hint(text: str) -> tuple[str, int]:
    """Cut off the line `sep=;` with which Excel may begin; give how many lines were cut."""
    first, found, rest = text[:10].partition("\n")
    if found and first.strip().strip('"').lower() in {f"sep={sign}" for sign in SEPARATORS}:
        return rest + text[10:], 1
    return text, 0


def _split(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _demand_short(line: str, number: int) -> None:
    if len(line) > _LONGEST_LINE:
        raise RefusedError("line_too_long", number)


def _short_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        _demand_short(line, number)
        yield line


def _rows(text: str, separator: str, before: int) -> Iterator[NumberedRow]:
    rows, characters = 0, 0
    for begins, cells in _records(text, separator, before):
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            characters += sum(map(len, cells))
            _demand_room(begins, rows, len(cells), characters)
            rows += 1
            yield begins, [cell[: LONGEST_CELL + 1] for cell in cells]


def _records(text: str, separator: str, before: int) -> Iterator[NumberedRow]:
    # Strict: a quotation mark that is never closed would swallow all rows after it in silence.
    reader = csv.reader(_short_lines(text), delimiter=separator, strict=True)
    begins = before + 1
    try:
        for cells in reader:
            yield begins, cells
            begins = before + reader.line_num + 1
    except csv.Error as error:
        raise RefusedError("line_too_long", begins) from error


def _demand_room(begins: int, rows: int, columns: int, characters: int) -> None:
    if columns > MOST_COLUMNS:
        raise RefusedError("too_many_columns", begins)
    if rows > MOST_ROWS:  # the first of them is the header
        raise RefusedError("too_many_rows")
    if characters > MOST_CHARACTERS:
        raise RefusedError("too_much_text")
