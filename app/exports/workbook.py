"""The workbook: the flat sheet for people first, then a sheet for each table, then what they hold.

Written row by row, with no more than one in memory. The ledger is not in it: verifying needs every
letter of it, and a spreadsheet has room for 32,767 in a cell. A longer text is cut and says so; a
table with more rows than a sheet can have goes on in another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from app.exports.cells import write_cell
from app.exports.columns import Column, Type, Value
from app.exports.flat import count_flat, flat_header, flat_rows
from app.exports.making import Advance, expect
from app.exports.rows import count, records
from app.exports.tables import REVISIONS, TABLES
from app.queries.view import View

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575
"""How many rows a sheet has room for under its header."""

_NO_BOOK = "the workbook could not be written"

IN_WORKBOOK = tuple(table for table in TABLES if table is not REVISIONS)
_ABOUT_COLUMNS = ("sheet", "column", "type", "description")
_WIDE = ("title", "text", "summary", "note", "locator", "reason", "outcome", "left_out", "payload")
_NARROW, _MIDDLE, _BROAD = 12, 24, 60
# Any day, so that the same content gives the same bytes.
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a sheet is to hold; `wanted` is the number of its rows by the database."""

    name: str
    header: list[str]
    widths: list[int]
    rows: Iterable[Iterable[Value]]
    wanted: int
    is_wrapped: bool = False


def write_workbook(view: View, path: Path, advance: Advance) -> None:
    """Write all sheets.

    Raises:
        ValueError: when they cannot be written as a workbook; its cause says why.

    """
    from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415 - 3 MB, for this alone

    try:
        _write_book(view, path, advance)
    except XlsxWriterException as error:
        raise ValueError(_NO_BOOK) from error


def _write_book(view: View, path: Path, advance: Advance) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 - as above

    # Rows wait in files beside until all are there.
    book = Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)})
    book.use_zip64()
    book.set_properties({"created": _MADE})
    for sheet in _sheets(view):
        rows = iter(sheet.rows)
        for name in _names(sheet):
            _write_sheet(book, sheet, name, _counted(islice(rows, MOST_ROWS), advance))
    book.close()


def check_workbook(view: View, path: Path) -> int:
    """Read the sheets back: their names, headers and numbers of rows."""
    sheets = _sheets(view)
    wanted = [(name, sheet) for sheet in sheets for name in _names(sheet)]
    total = 0
    with ZipFile(path) as book:
        names = _read(book, "xl/workbook.xml").names
        expect("sheets", names, [name for name, _ in wanted])
        for number, (name, sheet) in enumerate(wanted, start=1):
            found = _read(book, f"xl/worksheets/sheet{number}.xml")
            expect(f"{name}: header", found.header, sheet.header)
            total += found.rows - 1
    expect("rows", total, workbook_rows(view))
    return sum(count(view, table) for table in IN_WORKBOOK)


def workbook_rows(view: View) -> int:
    """Count the rows of all its sheets together."""
    return sum(sheet.wanted for sheet in _sheets(view))


def _sheets(view: View) -> list[_Sheet]:
    """Plan the sheets; nothing is read before their rows are asked for."""
    flat = flat_header(view)
    described = [
        (table.name, column.name, column.type.value, column.description)
        for table in IN_WORKBOOK
        for column in table.columns
    ]
    return [
        _Sheet(
            "scorecard",
            flat,
            [_MIDDLE] * len(flat),
            flat_rows(view),
            count_flat(view),
            is_wrapped=True,
        ),
        *(
            _Sheet(
                table.name,
                table.header,
                [_width(column) for column in table.columns],
                (record.values() for record in records(view, table)),
                count(view, table),
            )
            for table in IN_WORKBOOK
        ),
        _Sheet(
            "columns",
            [*_ABOUT_COLUMNS],
            [_MIDDLE, _MIDDLE, _NARROW, 2 * _BROAD],
            described,
            len(described),
        ),
    ]


def _names(sheet: _Sheet) -> Iterator[str]:
    """Name the sheets that its rows need: `links`, `links (2)`."""
    yield sheet.name
    for number in range(2, -(-sheet.wanted // MOST_ROWS) + 1):
        yield f"{sheet.name} ({number})"


def _width(column: Column) -> int:
    if column.type in {Type.FLAG, Type.NUMBER, Type.DAY} or column.words:
        return _NARROW
    return _BROAD if any(part in column.name for part in _WIDE) else _MIDDLE


def _write_sheet(
    book: Any,  # noqa: ANN401 - comes without types
    sheet: _Sheet,
    name: str,
    rows: Iterable[Iterable[Value]],
) -> None:
    paper = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    body = book.add_format({"text_wrap": sheet.is_wrapped, "valign": "top"})
    for place, width in enumerate(sheet.widths):
        paper.set_column(place, place, width, body)
    paper.freeze_panes(1, 1)
    for place, title in enumerate(sheet.header):
        paper.write_string(0, place, title, bold)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            write_cell(paper, (number, place), value, body)


def _counted(rows: Iterable[Iterable[Value]], advance: Advance) -> Iterator[Iterable[Value]]:
    for row in rows:
        yield row
        advance(1)


class _Reading:
    """What is looked for in the parts of a finished workbook: names, header, number of rows."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.header: list[str] = []
        self.rows = 0
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.CharacterDataHandler = self._hear
        self._parser, self.parse = parser, parser.ParseFile

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self.rows += 1
            if self.rows > 1:  # texts are many, and those of the header are behind
                self._parser.CharacterDataHandler = None
        elif tag == "sheet":
            self.names.append(attributes["name"])
        elif tag == "c" and self.rows == 1:
            self.header.append("")

    def _hear(self, text: str) -> None:
        if self.rows == 1:
            self.header[-1] += text


def _read(book: ZipFile, part: str) -> _Reading:
    found = _Reading()
    with book.open(part) as file:
        found.parse(file)
    return found
