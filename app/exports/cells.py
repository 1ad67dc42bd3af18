"""What a cell of the workbook holds: any value of a table, a text as far as there is room."""

import re
from typing import Any

from app.exports.columns import Value

LONGEST_CELL = 32_767
CUT = " […]"
"""What a text ends with that was too long for a cell."""

_NO_CHARACTER = re.compile("[\ufffe\uffff\ud800-\udfff]")
"""What no XML can hold; xlsxwriter knows what to do with everything else."""


def write_cell(paper: Any, place: tuple[int, int], value: Value, style: object) -> None:  # noqa: ANN401 - comes without types
    """Write a value into the sheet `paper`, at (row, column) from 0; nothing where it is None."""
    if value is None:
        return
    if isinstance(value, bool):
        paper.write_boolean(*place, value, style)
    elif isinstance(value, int):
        paper.write_number(*place, value, style)
    else:
        text = value if isinstance(value, str) else " ".join(value)
        paper.write_string(*place, _plain(fitting_text(text)), style)


def fitting_text(text: str) -> str:
    """Cut a text that is longer than a cell has room for, and mark where."""
    if 2 * len(text) <= LONGEST_CELL:  # whatever its letters are
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _plain(text: str) -> str:
    """Give a text that is written as a text: a whole `<r>...</r>` is taken for formatted pieces."""
    if not text.isascii():
        text = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
