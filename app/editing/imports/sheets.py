"""From an uploaded file to rows of texts: told apart by what is in it, never by its name."""

from collections.abc import Callable
from dataclasses import dataclass

from app.editing.imports.comma_separated import NumberedRow, parse_csv
from app.editing.imports.limits import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    REFUSALS,
    RefusedError,
)
from app.editing.imports.workbooks import parse_apart
from app.errors import BadParameterError, TooLargeError
from app.queries.languages import Tongue

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b")


@dataclass(frozen=True)
class Sheet:
    """What stands in a file: its header and its rows, each with the number that people see.

    `uncertain` are (row, column from 0) of dates that a spreadsheet may have made more exact than
    they were typed. `left_out` names sheets that nobody reads.
    """

    header: list[str]
    rows: list[NumberedRow]
    header_row: int = 1
    uncertain: frozenset[tuple[int, int]] = frozenset()
    name: str = ""
    left_out: tuple[str, ...] = ()


def read_sheet(content: bytes, score: Callable[[list[str]], int], tongue: Tongue) -> Sheet:
    """Read a CSV or XLSX file; `score` says how well a row does as the header of this table.

    Raises:
        TooLargeError: when it has more bytes than are accepted.
        BadParameterError: of `file`, when it cannot be read; the sentence says what to do.

    """
    if len(content) > MOST_BYTES:
        raise TooLargeError(tongue.say(REFUSALS["too_large"]))
    try:
        return _read(content, score)
    except RefusedError as error:
        sentence = REFUSALS[error.code]
        filled = tongue.say(sentence, row=error.row, rows=MOST_ROWS, columns=MOST_COLUMNS)
        raise BadParameterError("file", filled) from error


def _read(content: bytes, score: Callable[[list[str]], int]) -> Sheet:
    if content.startswith(_OLE):
        raise RefusedError("old_excel")
    if content.startswith(_OTHER_KINDS):
        raise RefusedError("not_a_table")
    if content.startswith(_ZIP):
        return _of_workbook(content)
    return _with_header(parse_csv(content, score))


def _of_workbook(content: bytes) -> Sheet:
    answer = parse_apart(content)
    rows = [(number, cells) for number, cells in answer["rows"]]
    uncertain = frozenset((row, place) for row, place in answer["first_days"])
    bare = _with_header(rows)
    return Sheet(
        bare.header,
        bare.rows,
        bare.header_row,
        uncertain,
        answer["sheet"],
        tuple(answer["left_out"]),
    )


def _with_header(rows: list[NumberedRow]) -> Sheet:
    if not rows:
        raise RefusedError("empty")
    (header_row, header), *others = rows
    return Sheet(header, others, header_row)
