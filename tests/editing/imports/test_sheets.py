"""Files are read as people see them, and hostile ones take nothing down."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest

from app.domain.vocabulary import Language
from app.editing.imports.columns import score
from app.editing.imports.sheets import Sheet, read_sheet
from app.errors import BadParameterError, TooLargeError
from app.queries.languages import Tongue
from tests.editing.imports.files import Cell, as_csv, as_xlsx, changed, unchanged

TONGUE = Tongue(Language.ENGLISH)
HEADER = ["document_id", "locator", "date", "language", "summary", "commitment_1", "standing_1"]
ROW = ["orda-2025-12", "p. 1", "2025-12", "ru", "Газета; «Orda», Қазақ", "c", "contested"]
SMALL = as_xlsx([HEADER, ROW])


def read(content: bytes) -> Sheet:
    return read_sheet(content, score, TONGUE)


def refusal(content: bytes) -> str:
    with pytest.raises(BadParameterError) as caught:
        read(content)
    assert caught.value.parameter == "file"
    return caught.value.detail


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_is_read_whatever_its_separator_and_unicode_form(
    separator: str, encoding: str
) -> None:
    content = as_csv([HEADER, ROW], separator).decode().encode(encoding)
    assert read(content) == Sheet(HEADER, [(2, ROW)])


def test_the_line_by_which_excel_names_the_separator_is_no_row() -> None:
    sheet = read(b"sep=;\n" + as_csv([HEADER, ROW], ";"))
    assert (sheet.header, sheet.header_row, sheet.rows) == (HEADER, 2, [(3, ROW)])


def test_rows_of_csv_are_numbered_by_their_first_line() -> None:
    two_lines = [*ROW[:4], "One line\nand another", *ROW[5:]]
    sheet = read(as_csv([HEADER, two_lines, [], ROW]))
    assert [number for number, _ in sheet.rows] == [2, 5]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("summary\nГазета".encode("cp1251"), "windows-1251", id="Windows Cyrillic"),
        pytest.param(b"summary\n\x81\x8d na\xefve", "cannot be told", id="unknown letters"),
        pytest.param(b"summary\nab\x00c", "neither a CSV", id="zero bytes"),
        pytest.param(b"%PDF-1.7 and so on", "neither a CSV", id="PDF"),
        pytest.param(b"", "nothing in the file", id="empty"),
        pytest.param(b" \n,,\n", "nothing in the file", id="blank"),
        pytest.param(b'summary\n"never closed\nnext', "Line 2", id="open quotation mark"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", "old kind", id="xls or locked"),
        pytest.param(b"PK\x03\x04 but no more", "cannot be read", id="half a workbook"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, told: str) -> None:
    assert told in refusal(content)


def test_a_file_of_more_than_five_megabytes_is_refused() -> None:
    with pytest.raises(TooLargeError, match="5 MB"):
        read(b"x" * 5_000_001)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"a," * 2_400_000, "Line 1 is too long", id="a million columns"),
        pytest.param(b"x" * 4_999_999, "Line 1 is too long", id="one line"),
        pytest.param(b"a\n" + b",b" * 61, "Row 2 has more than 60", id="61 columns"),
        pytest.param(b"a\n" * 2_002, "more than 2000 rows", id="2,001 rows"),
        pytest.param(b"a\n" * 2_400_000, "more than 2000 rows", id="millions of rows"),
        pytest.param(b'"x\n",' * 200_000 + b'"', "is too long", id="columns over many lines"),
    ],
)
def test_a_csv_file_beyond_the_limits_is_refused_in_little_memory(
    content: bytes, told: str
) -> None:
    tracemalloc.start()
    try:
        assert told in refusal(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 80_000_000


def test_cells_of_a_workbook_are_read_as_people_see_them() -> None:
    cells: list[Cell] = [2023, 2023.5, date(2023, 4, 11), True, "=1+1", "  x ", "2023-04"]
    moment = datetime(2023, 4, 11, 10, 30)  # noqa: DTZ001 - cells know no zone
    (_, read_cells), (_, later) = read(as_xlsx([["a"] * 7, cells, [moment]])).rows
    assert read_cells == ["2023", "2023.5", "2023-04-11", "TRUE", "=1+1", "  x ", "2023-04"]
    assert later == ["2023-04-11 10:30"]


def test_a_formula_comes_as_the_text_that_it_came_to() -> None:
    def with_formula(name: str, part: bytes) -> bytes:
        formula = b'<c r="A2" t="str"><f>HYPERLINK("http://x")</f><v>its text</v></c>'
        row = b'<row r="2">' + formula + b"</row></sheetData>"
        return part.replace(b"</sheetData>", row) if "sheet1" in name else part

    assert read(changed(as_xlsx([["a"]]), with_formula)).rows == [(2, ["its text"])]


def test_the_first_day_of_a_month_in_a_date_cell_is_marked_as_uncertain() -> None:
    rows: list[list[Cell]] = [["a", "b"], [date(2023, 4, 1), date(2023, 4, 2)]]
    sheet = read(as_xlsx(rows, date_format="mmm-yy"))
    assert sheet.rows == [(2, ["2023-04-01", "2023-04-02"])]
    assert sheet.uncertain == {(2, 0)}


def test_rows_of_a_workbook_keep_the_numbers_that_people_see() -> None:
    sheet = read(as_xlsx([[], ["", "a"], [], ["", "b"]]))
    assert (sheet.header_row, sheet.header, sheet.rows) == (2, ["", "a"], [(4, ["", "b"])])


def test_the_sheet_of_evidence_is_read_and_others_are_named() -> None:
    others = {"Evidence": [["a"], ["b"]], "Help": [["c"]], "Notes": [["d"]]}
    sheet = read(as_xlsx([["e"]], sheet="Cover", others=others))
    assert (sheet.name, sheet.header, sheet.left_out) == ("Evidence", ["a"], ("Cover", "Notes"))


def test_without_a_sheet_of_evidence_the_first_is_read() -> None:
    assert read(as_xlsx([["a"]], sheet="Blad1")).name == "Blad1"


def bomb() -> bytes:
    """An archive that unpacks to far more within the workbook, as bombs are nested."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<t>" + b"a" * 20_000_000)
    return changed(SMALL, unchanged, {"xl/nested.zip": inner.getvalue()})


def big_part(size: int) -> bytes:
    return changed(SMALL, unchanged, {"xl/worksheets/sheet9.xml": b"\x20" * size})


def far_cell(_name: str, part: bytes) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return part.replace(b"</sheetData>", cell)


def defined(name: str, part: bytes) -> bytes:
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return entities + part.partition(b"?>")[2] if "sharedStrings" in name else part


def marked_as_locked(content: bytes) -> bytes:
    """Set the sign of encryption on every part, in both of its places."""
    found = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = found.find(mark)
        while place >= 0:
            found[place + offset] |= 1
            place = found.find(mark, place + 4)
    return bytes(found)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(big_part(70_000_000), "far more", id="unpacks to 70 MB"),
        pytest.param(big_part(30_000_000), "far more", id="compressed a thousand times"),
        pytest.param(
            changed(SMALL, unchanged, {f"xl/a{n}.xml": b"" for n in range(600)}),
            "far more",
            id="600 parts",
        ),
        pytest.param(changed(SMALL, far_cell), "far to the right", id="a cell in the last corner"),
        pytest.param(changed(SMALL, defined), "definitions", id="entities"),
        pytest.param(marked_as_locked(SMALL), "password", id="locked parts"),
        pytest.param(
            changed(SMALL, lambda name, part: part[:99] if "sheet1" in name else part),
            "cannot be read",
            id="cut sheet",
        ),
        pytest.param(as_xlsx([["a"]] * 2_002), "more than 2000 rows", id="2,001 rows"),
        pytest.param(as_xlsx([["a"], ["b"] * 61]), "Row 2 has more", id="61 columns"),
        pytest.param(as_xlsx([["a" * 30_000] * 50] * 12), "too much text", id="shared texts"),
        pytest.param(as_xlsx([[]]), "nothing in the file", id="an empty sheet"),
    ],
)
def test_a_workbook_beyond_the_limits_is_refused_with_a_sentence(content: bytes, told: str) -> None:
    assert told in refusal(content)


def test_an_archive_within_the_workbook_is_not_unpacked() -> None:
    assert read(bomb()).header == HEADER


@pytest.mark.parametrize(
    ("members", "told"),
    [
        (["mimetype", "content.xml"], "OpenDocument"),
        (["xl/workbook.bin"], "xlsb"),
        (["word/document.xml"], "neither a CSV"),
    ],
)
def test_other_archives_are_told_what_to_be_saved_as(members: list[str], told: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in members:
            archive.writestr(name, "x")
    assert told in refusal(file.getvalue())
