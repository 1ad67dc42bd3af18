"""NDJSON and JSON: the records of each table, a line each, and all tables in one document.

Keys stand in the order of the columns. In the document, too, every record has a line of its own,
so that it can be read, and is read back here, without holding it whole.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from app.exports.making import Advance, BrokenExportError, expect
from app.exports.rows import Record, count, records
from app.exports.tables import TABLES, Table
from app.queries.view import View

NDJSON = "application/x-ndjson"
JSON = "application/json"

_ENCODER = json.JSONEncoder(ensure_ascii=False)
# Ends of lines for some programs, though not for JSON.
_BREAKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def ndjson_of(
    table: Table,
) -> tuple[Callable[[View, Path, Advance], None], Callable[[View, Path], int]]:
    """Give what writes a table as NDJSON, and what reads it back."""
    return partial(_write, table), partial(_check, table)


def write_json(view: View, path: Path, advance: Advance) -> None:
    """Write all tables as one JSON document, with the day and the revision they are of."""
    with _opened(path) as file:
        file.write(f'{{\n"as_of": {_ENCODER.encode(view.day.isoformat())},\n')
        file.write(f'"revision": {view.revision},\n"hash": {_ENCODER.encode(view.head)}')
        for table in TABLES:
            file.write(f',\n"{table.name}": [')
            separator = "\n"
            for record in records(view, table):
                file.write(separator + _line(record))
                separator = ",\n"
                advance(1)
            file.write("\n]")
        file.write("\n}\n")


def check_json(view: View, path: Path) -> int:
    """Read the document back line by line, and count its records."""
    with path.open(encoding="utf-8", newline="\n") as file:
        expect("opening", file.readline(), "{\n")
        head = json.loads("{" + "".join(file.readline() for _ in range(3)).rstrip(",\n") + "}")
        expect("head", [*head], ["as_of", "revision", "hash"])
        total = sum(_checked_part(view, table, file) for table in TABLES)
        expect("closing", file.read(3), "}\n")
    return total


def _checked_part(view: View, table: Table, file: TextIO) -> int:
    """Read one table of the document, up to the end of its list."""
    is_last = table is TABLES[-1]
    expect("table", file.readline(), f'"{table.name}": [\n')
    found, is_open = 0, True
    while (line := file.readline().removesuffix("\n")) and not line.startswith("]"):
        expect(f"{table.name}: separator", is_open, wanted=True)
        is_open = line.endswith(",")
        _check_columns(table, json.loads(line.removesuffix(",")))
        found += 1
    expect(f"{table.name}: end", line, "]" if is_last else "],")
    expect(f"{table.name}: last separator", is_open and found > 0, wanted=False)
    expect(f"{table.name}: rows", found, count(view, table))
    return found


def _write(table: Table, view: View, path: Path, advance: Advance) -> None:
    with _opened(path) as file:
        for record in records(view, table):
            file.write(_line(record) + "\n")
            advance(1)


def _check(table: Table, view: View, path: Path) -> int:
    found = 0
    for record in read_ndjson(path):
        _check_columns(table, record)
        found += 1
    expect(f"{path.name}: rows", found, count(view, table))
    return found


def read_ndjson(path: Path) -> Iterator[Any]:
    """Yield the records of an NDJSON file.

    Raises:
        BrokenExportError: when its last line does not end.

    """
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if not line.endswith("\n"):
                raise BrokenExportError(f"{path.name}: the last line is cut off")
            yield json.loads(line)


def _check_columns(table: Table, record: Any) -> None:  # noqa: ANN401 - any JSON
    expect(f"{table.name}: columns", [*record], table.header)


def _line(record: Record) -> str:
    line = _ENCODER.encode(record)
    for found, written in _BREAKS.items():
        if found in line:
            line = line.replace(found, written)
    return line


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")
