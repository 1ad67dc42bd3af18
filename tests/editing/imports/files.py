"""Making files to import: rows of cells as CSV and as XLSX, good ones and hostile ones."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

import xlsxwriter

Cell = str | float | bool | date | datetime


def as_csv(rows: Iterable[Sequence[str]], separator: str = ",") -> bytes:
    """Write rows as UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def as_xlsx(
    rows: Sequence[Sequence[Cell]],
    sheet: str = "Evidence",
    others: Mapping[str, Sequence[Sequence[Cell]]] | None = None,
    date_format: str = "yyyy-mm-dd",
) -> bytes:
    """Write rows as a workbook, each cell as what it is; texts as texts."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": date_format})
        for name, cells in {sheet: rows, **(others or {})}.items():
            made = book.add_worksheet(name)
            for row, line in enumerate(cells):
                for column, cell in enumerate(line):
                    is_day = isinstance(cell, date)
                    made.write(row, column, cell, *([day] if is_day else []))
    return file.getvalue()


def changed(
    content: bytes, change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None
) -> bytes:
    """Write a workbook anew with other parts: what `change` makes of each, and `more` besides."""
    fresh = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return fresh.getvalue()


def unchanged(_name: str, part: bytes) -> bytes:
    """Leave a part of a workbook as it is."""
    return part
