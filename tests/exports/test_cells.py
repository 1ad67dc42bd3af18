"""Cells of the workbook: any text is read back, one that is too long as far as there is room."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app.exports.cells import CUT, LONGEST_CELL, fitting_text, write_cell
from app.exports.workbook import MOST_ROWS


def read_back(value: str | int | list[str] | None) -> object:
    """Put a cell into a workbook, and give what another program reads there."""
    whole = BytesIO()
    with Workbook(whole, {"constant_memory": True}) as book:
        paper = book.add_worksheet()
        paper.write_string(0, 0, "text")
        write_cell(paper, (1, 0), value, None)
        paper.write_string(2, 0, "end")
    whole.seek(0)
    return CalamineWorkbook.from_filelike(whole).get_sheet_by_index(0).to_python()[1][0]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "<r>a",
        "a & b < c > d",
        "_x0041_",
        " spaces \n around ",
        "Әңғүұқөһі ёЁ",
        "\u2028\x85😀",
    ],
)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    assert read_back(text) == text


@given(text=st.text(min_size=1, max_size=60))
@settings(max_examples=25)
def test_any_text_can_be_read_back(text: str) -> None:
    assert isinstance(read_back(text), str)


def test_what_looks_like_formatted_pieces_is_written_as_a_text() -> None:
    assert read_back("<r><t>a</t></r>") == "<r><t>a</t></r> "


@pytest.mark.parametrize("letter", ["a", "ё", "😀"])
def test_a_long_text_is_cut_to_what_a_cell_has_room_for(letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    longest = letter * (LONGEST_CELL // units)
    assert fitting_text(longest) == longest
    cut = fitting_text(longest + letter * 5)
    assert cut.endswith(letter + CUT)
    assert LONGEST_CELL - 2 < len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_numbers_and_flags_are_no_texts() -> None:
    assert [read_back(value) for value in (3, True, None, ["a", "b"])] == [3, True, "", "a b"]


def test_a_sheet_has_room_for_as_many_rows_as_excel_says() -> None:
    assert MOST_ROWS + 1 == 2**20
