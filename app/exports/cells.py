"""Cells of a workbook as XML: what a sheet holds between its header and its end.

xlsxwriter makes the workbook around them, and would make these too, at ten times the time; and it
takes a text that begins with <r> and ends with </r> for XML of its own.
"""

import re
from collections.abc import Iterable

from xlsxwriter.utility import xl_col_to_name

from app.exports.columns import Value

LONGEST_CELL = 32_767
CUT = " […]"
"""What a text ends with that was too long for a cell."""

# As Office Open XML writes what XML cannot, and what only looks like it.
_LOOKS_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKUP = re.compile("[&<>]")


class Rows:
    """Writes the rows of one sheet; `style` is the number of a format of the workbook."""

    def __init__(self, columns: int, style: int) -> None:
        """Prepare for rows with this many cells."""
        self._columns = [f'<c r="{xl_col_to_name(place)}' for place in range(columns)]
        self._text = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        self._flag = f'" s="{style}" t="b"><v>'
        self._number = f'" s="{style}"><v>'

    def written(self, number: int, row: Iterable[Value]) -> str:
        """Give a row as XML; rows are numbered from 1, which is the header."""
        cells = "".join(
            f"{column}{number}{self._content(value)}</c>"
            for column, value in zip(self._columns, row, strict=True)
            if value is not None
        )
        return f'<row r="{number}">{cells}</row>'

    def _content(self, value: Value) -> str:
        if isinstance(value, bool):
            return f"{self._flag}{value:d}</v>"
        if isinstance(value, int):
            return f"{self._number}{value}</v>"
        text = value if isinstance(value, str) else " ".join(value or ())
        return f"{self._text}{text_in_xml(fitting_text(text))}</t></is>"


def fitting_text(text: str) -> str:
    """Cut a text that is longer than a cell has room for, and mark where."""
    if 2 * len(text) <= LONGEST_CELL:  # whatever its letters are
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def text_in_xml(text: str) -> str:
    """Write a text so that a spreadsheet reads it as it is, whatever it holds."""
    if _LOOKS_ESCAPED.search(text):
        text = _LOOKS_ESCAPED.sub(r"_x005F\1", text)
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if _MARKUP.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
