"""How much of a file is accepted, and the names of its sheets; needs the standard library alone."""

from app.domain.messages import message

MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 20_000
MOST_CHARACTERS = 10_000_000
"""Of all cells together: one text that many cells share takes little room in a file."""

MOST_MEMBERS = 500
"""Parts inside an XLSX file, which is a ZIP archive; an ordinary one has ten to fifty."""

MOST_INFLATED = 60_000_000
MOST_RATIO = 300
RATIO_FROM = 1_000_000
"""Smaller parts may be compressed as well as they can be."""

MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 20

EVIDENCE_SHEET = "Evidence"
OTHER_SHEETS = ("Help", "Commitments", "Documents", "Open disputes")
"""Sheets of the template besides; nobody expects them to be read."""

REFUSALS = {
    "too_large": message("The file has more than 5 MB: split it into several files."),
    "too_many_rows": message("The file has more than {rows} rows: split it into several files."),
    "too_many_columns": message(
        "Row {row} has more than {columns} columns: download the template, and copy your rows "
        "into it."
    ),
    "too_much_text": message("The file holds too much text: split it into several files."),
    "line_too_long": message(
        "Line {row} is too long to be one row: check that every quotation mark that is opened is "
        "closed, and that each row stands on a line of its own."
    ),
    "empty": message("There is nothing in the file: write the rows into the template."),
    "encoding": message(
        "The letters of this CSV file cannot be told for certain. In Excel choose Save As and "
        "'CSV UTF-8 (Comma delimited)', or save it as an Excel workbook (.xlsx), and upload that."
    ),
    "cyrillic": message(
        "This CSV file was saved in the old Windows alphabet (windows-1251), in which Kazakh "
        "letters are lost. In Excel choose Save As and 'CSV UTF-8 (Comma delimited)', or save it "
        "as an Excel workbook (.xlsx), and upload that."
    ),
    "not_a_table": message(
        "This is neither a CSV file nor an Excel workbook (.xlsx): save it as one of the two."
    ),
    "old_excel": message(
        "This is an Excel file of the old kind (.xls), or one with a password: save it as an "
        "Excel workbook (.xlsx) without a password, and upload that."
    ),
    "opendocument": message(
        "This is an OpenDocument file: choose Save As and 'Excel 2007-365 (.xlsx)' or "
        "'Text CSV', and upload that."
    ),
    "binary_workbook": message(
        "This is a binary Excel workbook (.xlsb): save it as an ordinary one (.xlsx)."
    ),
    "locked": message("The workbook has a password: save it without one, and upload that."),
    "bloated": message(
        "The workbook unpacks to far more than a list of evidence needs: copy the rows into a "
        "new workbook from the template, without pictures, and upload that."
    ),
    "hidden_definitions": message(
        "The workbook holds definitions (DTD) that no spreadsheet program writes: copy the rows "
        "into a new workbook from the template, and upload that."
    ),
    "broken": message(
        "The workbook cannot be read: open it in your spreadsheet program, save it once more "
        "as .xlsx, and upload that. Check that no cell far to the right or far below is filled."
    ),
}
"""What is said of a file that cannot be read at all, by the code of the reason."""


class RefusedError(Exception):
    """A file cannot be read as a table; `code` is a key of `REFUSALS`, `row` fills its sentence."""

    def __init__(self, code: str, row: int = 0) -> None:
        """Keep the reason, and the row or line where it showed."""
        super().__init__(code)
        self.code = code
        self.row = row
