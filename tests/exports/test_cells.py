"""Cells of the workbook: any text is read back, one that is too long as far as there is room."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app.exports.cells import CUT, LONGEST_CELL, Rows, fitting_text, text_in_xml
from app.exports.workbook import MOST_ROWS

_FIRST = "xl/worksheets/sheet1.xml"


def read_back(text: str) -> object:
    """Put a cell into a workbook, and give what another program reads there."""
    empty, whole = BytesIO(), BytesIO()
    with Workbook(empty) as book:
        book.add_worksheet().write_string(0, 0, "text")
    rows = Rows(1, 0).written(2, [text]).encode("utf-8", "surrogatepass")
    with ZipFile(empty) as old, ZipFile(whole, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            end = b"</sheetData>"
            new.writestr(name, content.replace(end, rows + end) if name == _FIRST else content)
    whole.seek(0)
    return CalamineWorkbook.from_filelike(whole).get_sheet_by_index(0).to_python()[1][0]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "<r><t>a</t></r>",
        "a & b < c > d",
        "_x0041_",
        " spaces \n around ",
        "Әңғүұқөһі ёЁ",
        "\u2028\x85😀",
    ],
)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    assert read_back(text) == text


@given(text=st.text())
def test_any_text_is_xml(text: str) -> None:
    written = text_in_xml(text)
    assert written.isprintable() or not set(written) & set(map(chr, range(9)))
    written.encode()


@pytest.mark.parametrize("letter", ["a", "ё", "😀"])
def test_a_long_text_is_cut_to_what_a_cell_has_room_for(letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    longest = letter * (LONGEST_CELL // units)
    assert fitting_text(longest) == longest
    cut = fitting_text(longest + letter * 5)
    assert cut.endswith(letter + CUT)
    assert LONGEST_CELL - 2 < len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_numbers_and_flags_are_no_texts() -> None:
    row = Rows(4, 7).written(3, [1, True, None, ["a", "b"]])
    assert '<c r="A3" s="7"><v>1</v></c><c r="B3" s="7" t="b"><v>1</v></c>' in row
    assert "C3" not in row
    assert '<c r="D3" s="7" t="inlineStr"><is><t xml:space="preserve">a b</t></is></c>' in row


def test_a_sheet_has_room_for_as_many_rows_as_excel_says() -> None:
    assert MOST_ROWS + 1 == 2**20
