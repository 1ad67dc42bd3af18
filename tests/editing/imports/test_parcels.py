"""A sheet survives its way through a page, and what comes back is held to the limits of a file."""

import base64
import json
import zlib

import pytest

from app.editing.imports.parcels import pack_sheet, unpack_sheet
from app.editing.imports.sheets import Sheet
from app.errors import BadParameterError
from tests.editing.imports.rows_of import TONGUE, new_row, row, sheet_of

SHEET = Sheet(
    ["date", "summary"],
    [(3, ["2023-04-01", "Әділет\n«x»"])],
    header_row=2,
    uncertain=frozenset({(3, 0)}),
    name="Evidence",
    left_out=("Notes",),
)
PLAIN = {
    "header": ["a"],
    "rows": [[2, ["b"]]],
    "header_row": 1,
    "uncertain": [],
    "name": "",
    "left_out": [],
}


def packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content)).decode()


@pytest.mark.parametrize("sheet", [SHEET, sheet_of(row(), new_row())])
def test_a_sheet_comes_back_as_it_was(sheet: Sheet) -> None:
    assert unpack_sheet(pack_sheet(sheet), TONGUE) == sheet


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("%%%", id="no base64"),
        pytest.param("Ә", id="no ASCII"),
        pytest.param("YWJj", id="not compressed"),
        pytest.param(pack_sheet(SHEET)[:-8], id="cut"),
        pytest.param(packed(b" " * 60_000_000), id="bomb"),
        pytest.param(packed(b"[" * 100_000), id="deep"),
        pytest.param(packed(json.dumps(PLAIN | {"more": 1}).encode()), id="more fields"),
        pytest.param(packed(json.dumps(PLAIN | {"rows": [[0, ["b"]]]}).encode()), id="row nought"),
        pytest.param(packed(json.dumps(PLAIN | {"rows": [[2, [5]]]}).encode()), id="a number"),
        pytest.param(packed(json.dumps(PLAIN | {"header": ["a"] * 61}).encode()), id="61 columns"),
        pytest.param(
            packed(json.dumps(PLAIN | {"rows": [[2, ["b"]]] * 2_001}).encode()), id="2,001 rows"
        ),
    ],
)
def test_what_no_page_of_ours_sent_is_refused(text: str) -> None:
    with pytest.raises(BadParameterError, match="upload the file once more"):
        unpack_sheet(text, TONGUE)


def test_a_plain_parcel_is_read() -> None:
    assert unpack_sheet(packed(json.dumps(PLAIN).encode()), TONGUE).rows == [(2, ["b"])]
