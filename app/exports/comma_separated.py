"""CSV files: one for each table, and one flat one that reads like a page.

They open right in a spreadsheet: UTF-8 with its mark, lines that end as RFC 4180 has it. A text
that a program would take for a formula begins with an apostrophe instead; `plain_text` takes it
away again. Nothing is an empty cell, a flag is true or false, the ids of a list are separated by
spaces. Cells are separated by commas; in the flat file in Russian or Kazakh by semicolons, which is
what a spreadsheet set to these languages takes for separators.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from app.domain.vocabulary import Language
from app.exports.columns import Value
from app.exports.flat import count_flat, flat_header, flat_rows
from app.exports.making import Advance, BrokenExportError, expect
from app.exports.rows import count, records
from app.exports.tables import Table
from app.queries.view import View

ENCODING = "utf-8-sig"
MEDIA_TYPE = "text/csv"
_END = "\r\n"
_LARGEST_CELL = 2**27  # Python's own limit is 128 KiB, which a payload may exceed
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

Writer = Callable[[View, Path, Advance], None]
Check = Callable[[View, Path], int]


def csv_of(table: Table) -> tuple[Writer, Check]:
    """Give what writes a table as CSV, and what reads it back."""
    return partial(_write, table), partial(_check, table)


def write_flat(view: View, path: Path, advance: Advance) -> None:
    """Write one row for each commitment in force, in the words of the view's language."""
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter_of(view), lineterminator=_END)
        _write_rows(writer, flat_header(view), flat_rows(view), advance)


def check_flat(view: View, path: Path) -> int:
    """Read the flat file back, and count its commitments."""
    return _checked(read_csv(path, delimiter_of(view)), flat_header(view), count_flat(view))


def delimiter_of(view: View) -> str:
    """Give what separates the cells of the flat file, for a spreadsheet in the view's language."""
    return "," if view.tongue.language is Language.ENGLISH else ";"


def cell(value: Value) -> str:
    """Write a value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else str(value)


def plain_text(written: str) -> str:
    """Give a text back as it was before `cell` wrote it."""
    is_marked = written.startswith("'") and _FORMULA.match(written)
    return written[1:] if is_marked else written


def read_csv(path: Path, delimiter: str = ",") -> Iterator[list[str]]:
    """Yield the rows of a CSV file as cells, the header first."""
    csv.field_size_limit(_LARGEST_CELL)
    with path.open(encoding=ENCODING, newline="") as file:
        yield from csv.reader(file, delimiter=delimiter, strict=True)


def _write(table: Table, view: View, path: Path, advance: Advance) -> None:
    rows = (record.values() for record in records(view, table))
    with path.open("w", encoding=ENCODING, newline="") as file:
        _write_rows(csv.writer(file, lineterminator=_END), table.header, rows, advance)


def _write_rows(
    writer: Any,  # noqa: ANN401 - csv names no type for it
    header: list[str],
    rows: Iterable[Iterable[Value]],
    advance: Advance,
) -> None:
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        advance(1)


def _check(table: Table, view: View, path: Path) -> int:
    return _checked(read_csv(path), table.header, count(view, table))


def _checked(rows: Iterator[list[str]], header: list[str], wanted: int) -> int:
    expect("columns", next(rows, None), header)
    found = 0
    for row in rows:
        if len(row) != len(header):
            raise BrokenExportError(f"row {found + 1} has {len(row)} cells, not {len(header)}")
        found += 1
    expect("rows", found, wanted)
    return found
