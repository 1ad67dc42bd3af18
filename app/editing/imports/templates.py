"""The file to download, fill in and send back: with help, choices, and examples that are left out.

Ids to choose from and examples are those of the registry that is served. Every cell is text, also
what begins like a formula, and keeps what is typed as it is typed: a month stays a month.
"""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from app.domain.messages import message
from app.editing.desk import Desk
from app.editing.imports.columns import EXAMPLE, TEMPLATE_COLUMNS, Column
from app.editing.imports.examples import (
    examples,
    listed_commitments,
    listed_contests,
    listed_documents,
)
from app.editing.imports.inert import inert
from app.editing.imports.limits import EVIDENCE_SHEET, MOST_ROWS, OTHER_SHEETS
from app.editing.imports.reports import as_csv
from app.queries.languages import Tongue

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HELP_HEADS = (
    message("Column"),
    message("Needed"),
    message("What it wants"),
    message("What may stand in it"),
    message("Example"),
)
NEEDED = message("yes")
COMMITMENT_HEADS = (message("Id"), message("Commitment"))
DOCUMENT_HEADS = (message("Id"), message("Publisher"), message("Title"), message("Web address"))
CONTEST_HEADS = (message("Id"), message("Commitment"), message("What it says"))
NOT_A_CHOICE = message("Choose one of the words in the list.")

_HELP, _COMMITMENTS, _DOCUMENTS, _CONTESTS = OTHER_SHEETS
_WIDE = {"summary": 60, "note": 30, "document_title": 40, "document_url": 40}
_WIDTH = 18
_WIDTHS = (24, 40, 60, 60, 40)

Row = Sequence[str]


def csv_template(desk: Desk) -> bytes:
    """Write the names of the columns and the examples as CSV, for programs of every sort."""
    names = [one.name for one in TEMPLATE_COLUMNS]
    return as_csv([names, *([row.get(name, "") for name in names] for row in examples(desk))])


def xlsx_template(desk: Desk) -> bytes:
    """Write the workbook: a sheet to fill in, its help, and the ids there are."""
    import xlsxwriter  # noqa: PLC0415 - 3 MB, for this alone

    file = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **as_text}) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        bold = book.add_format({"num_format": "@", "bold": True, "bg_color": "#e8eef2"})
        grey = book.add_format({"num_format": "@", "italic": True, "font_color": "#666666"})
        shown = examples(desk)
        sheet = book.add_worksheet(EVIDENCE_SHEET)
        commitments = list(listed_commitments(desk))
        _fill(sheet, [[one.name for one in TEMPLATE_COLUMNS]], bold)
        _fill(
            sheet, [[row.get(one.name, "") for one in TEMPLATE_COLUMNS] for row in shown], grey, 1
        )
        _guide(sheet, text, desk.tongue, len(commitments))
        tables = (
            (_HELP, HELP_HEADS, _help(desk.tongue, shown)),
            (_COMMITMENTS, COMMITMENT_HEADS, commitments),
            (_DOCUMENTS, DOCUMENT_HEADS, listed_documents(desk)),
            (_CONTESTS, CONTEST_HEADS, listed_contests(desk)),
        )
        for name, heads, rows in tables:
            other = book.add_worksheet(name)
            _fill(other, [[desk.tongue.say(head) for head in heads]], bold)
            _fill(other, rows, text, 1)
            _lay_out(other, _WIDTHS)
    return file.getvalue()


def _fill(sheet: "Worksheet", rows: Iterable[Row], style: "Format", first: int = 0) -> None:
    for number, row in enumerate(rows, start=first):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, inert(cell), style)


def _lay_out(sheet: "Worksheet", widths: Iterable[int]) -> None:
    sheet.freeze_panes(1, 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _guide(sheet: "Worksheet", text: "Format", tongue: Tongue, commitments: int) -> None:
    """Format the columns as text, and offer what may stand in them."""
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(TEMPLATE_COLUMNS):
        sheet.set_column(place, place, _WIDE.get(column.name, _WIDTH), text)
        choices = _choices(column, commitments)
        if choices:
            offered = {
                "validate": "list",
                "source": choices,
                "error_title": column.name,
                "error_message": tongue.say(NOT_A_CHOICE),
            }
            sheet.data_validation(1, place, MOST_ROWS + 2, place, offered)


def _choices(column: Column, commitments: int) -> list[str] | str | None:
    if column.name.startswith("commitment_"):
        return f"='{_COMMITMENTS}'!$A$2:$A${commitments + 1}" if commitments else None
    return list(column.words) if column.words and column.name != EXAMPLE else None


def _help(tongue: Tongue, shown: Sequence[dict[str, str]]) -> Iterable[Row]:
    for column in TEMPLATE_COLUMNS:
        example = next((row[column.name] for row in shown if row.get(column.name)), "")
        needed = tongue.say(NEEDED) if column.is_needed else ""
        yield column.name, needed, tongue.say(column.help), ", ".join(column.words), example
