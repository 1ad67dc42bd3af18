"""Reading an XLSX file in a process of its own, which may die of it without harm to the server.

A file of 5 kB with one cell in the last row and column makes the parser ask for 550 GB and abort
the whole process; no exception tells of it. So this runs as `main()` in a child with little memory
and time: the file comes on standard input, the answer leaves as JSON on standard output.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.editing.imports.limits import (
    EVIDENCE_SHEET,
    LONGEST_CELL,
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_INFLATED,
    MOST_MEMBERS,
    MOST_MEMORY,
    MOST_RATIO,
    MOST_ROWS,
    MOST_SECONDS,
    OTHER_SHEETS,
    RATIO_FROM,
    RefusedError,
)

_NEEDED = ("[Content_Types].xml", "_rels/", "xl/")
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_IS_LOCKED = 0x1
_DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY")


def main() -> None:
    """Read one workbook from standard input and answer what is in it, or why not."""
    _be_modest()
    try:
        answer = parse_workbook(sys.stdin.buffer.read(MOST_BYTES + 1))
    except RefusedError as error:
        answer = {"refused": error.code, "row": error.row}
    except PasswordError:
        answer = {"refused": "locked", "row": 0}
    except BaseException:  # noqa: BLE001 - a panic of the parser is no Exception
        answer = {"refused": "broken", "row": 0}
    json.dump(answer, sys.stdout)


def _be_modest() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def parse_workbook(content: bytes) -> dict[str, Any]:
    """Give the rows of the sheet of evidence, or of the first visible one, as texts.

    `rows` are [number from 1, cells], blank rows left out; `first_days` are [row, column from 0]
    of cells that hold the first day of a month as a date; `left_out` names other visible sheets.

    Raises:
        RefusedError: when the archive or what is in it goes beyond the limits.

    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(_repacked(content)))
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if not names:
        raise RefusedError("empty")
    chosen = EVIDENCE_SHEET if EVIDENCE_SHEET in names else names[0]
    rows, first_days = _texts_of(book.get_sheet_by_name(chosen))
    left_out = [name for name in names if name != chosen and name not in OTHER_SHEETS]
    return {"sheet": chosen, "left_out": left_out, "rows": rows, "first_days": first_days}


def _repacked(content: bytes) -> bytes:
    """Unpack what is needed, within bounds, into a new archive that says the truth of itself."""
    fresh = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(fresh, "w") as new:
            for name, part in _parts(archive):
                new.writestr(name, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise RefusedError("broken") from error
    return fresh.getvalue()


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    members = archive.infolist()
    _demand_modest(members)
    names = {member.filename for member in members}
    _demand_workbook(names)
    if len(names) < len(members):
        raise RefusedError("broken")
    for member in members:
        if member.filename.startswith(_NEEDED) and member.filename.endswith((".xml", ".rels")):
            part = archive.read(member)
            if any(mark in part for mark in _DEFINITIONS):
                raise RefusedError("hidden_definitions")
            yield member.filename, part


def _demand_modest(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _IS_LOCKED for member in members):
        raise RefusedError("locked")
    if any(member.compress_type not in _PLAIN for member in members):
        raise RefusedError("broken")
    inflated = sum(member.file_size for member in members)
    # Python reads no more of a part than its size says, and checks the sum over that.
    if len(members) > MOST_MEMBERS or inflated > MOST_INFLATED or any(map(_is_bomb, members)):
        raise RefusedError("bloated")


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(RATIO_FROM, MOST_RATIO * member.compress_size)


def _demand_workbook(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise RefusedError("binary_workbook")
    if "mimetype" in names and "content.xml" in names:
        raise RefusedError("opendocument")
    if "xl/workbook.xml" not in names:
        raise RefusedError("not_a_table")


def _texts_of(sheet: CalamineSheet) -> tuple[list[list[Any]], list[list[int]]]:
    # Empty columns on the left are left out of rows, empty rows above are not.
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[Any]] = []
    first_days: list[list[int]] = []
    characters = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = _trimmed([*margin, *(text_of(value) for value in values)])
        if not cells:
            continue
        characters += sum(map(len, cells))
        _demand_room(number, len(rows), len(cells), characters)
        rows.append([number, cells])
        first_days += [
            [number, place]
            for place, value in enumerate(values, start=len(margin))
            if _is_first_day(value)
        ]
    return rows, first_days


def _demand_room(number: int, rows: int, columns: int, characters: int) -> None:
    if columns > MOST_COLUMNS:
        raise RefusedError("too_many_columns", number)
    if rows > MOST_ROWS:  # the first of them is the header
        raise RefusedError("too_many_rows")
    if characters > MOST_CHARACTERS:
        raise RefusedError("too_much_text")


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def text_of(value: object) -> str:
    """Write a cell as people see it: 2023 and not 2023.0, a date as 2023-04-11."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[: LONGEST_CELL + 1]


def _is_first_day(value: object) -> bool:
    # A cell that shows `Apr 2023` holds the first of April.
    return isinstance(value, date) and not isinstance(value, datetime) and value.day == 1
