"""The exports open in what people open them with: pandas, openpyxl, calamine, Datasette."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pandas as pd  # type: ignore[import-untyped]
import pytest
from python_calamine import CalamineWorkbook

from app.exports.package import Package
from app.exports.tables import TABLES
from tests.exports.states import HOSTILE, HOSTILE_ONE
from tests.postgresql import free_port


def test_pandas_reads_csv_and_ndjson_alike(package: Package) -> None:
    for name in ("commitments", "documents", "themes"):
        flat = pd.read_csv(package.folder / f"{name}.csv", keep_default_na=False, dtype=str)
        lines = pd.read_json(package.folder / f"{name}.ndjson", lines=True, dtype=False)
        assert list(flat.columns) == list(lines.columns)
        assert list(flat["id"]) == list(lines["id"])
        assert list(flat["title_kk"]) == list(lines["title_kk"].fillna(""))
    commitments = pd.read_csv(package.folder / "commitments.csv")
    assert commitments["overdue"].dtype == bool
    assert commitments["open_contests"].dtype.kind == "i"


def test_a_spreadsheet_program_takes_the_csv_for_cyrillic_and_no_text_for_a_formula(
    package: Package,
) -> None:
    content = (package.folder / "evidence.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,"), "the mark by which Excel knows UTF-8"
    assert content.count(b"\r\n") > 300
    cells = pd.read_csv(package.folder / "evidence.csv", keep_default_na=False, dtype=str)
    texts = cells.to_numpy().ravel()
    assert not [text for text in texts if text[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    (row,) = cells[cells["id"] == HOSTILE_ONE].to_dict("records")
    assert row["summary_en"] == f"'{HOSTILE['en']}"
    assert row["summary_ru"] == HOSTILE["ru"]


def test_openpyxl_finds_texts_where_texts_were(package: Package) -> None:
    book = openpyxl.load_workbook(package.folder / "scorecard.xlsx")
    tables = [table.name for table in TABLES if table.name != "revisions"]
    assert book.sheetnames == ["scorecard", *tables, "columns"]
    sheet = book["evidence"]
    assert sheet.freeze_panes == "B2"
    header = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2)}
    hostile = rows[HOSTILE_ONE]
    assert hostile["summary_en"].data_type != "f"
    assert hostile["summary_en"].value == HOSTILE["en"]
    assert not [cell for one in rows.values() for cell in one.values() if cell.data_type == "f"]


def test_another_reader_of_workbooks_finds_the_same(package: Package) -> None:
    book = CalamineWorkbook.from_path(package.folder / "scorecard.xlsx")
    header, *rows = book.get_sheet_by_name("evidence").to_python()
    (hostile,) = [row for row in rows if row[0] == HOSTILE_ONE]
    found = dict(zip(header, hostile, strict=True))
    assert found["summary_en"] == HOSTILE["en"]
    assert found["summary_kk"] == HOSTILE["kk"]


@pytest.fixture(scope="module")
def datasette(package: Package) -> Iterator[str]:
    """The address of a Datasette that serves the SQLite file with its description."""
    port = free_port()
    folder = package.folder
    program = Path(sys.executable).parent / "datasette"
    command: list[str | Path] = [program, "serve", "-i", folder / "scorecard.db"]
    command += ["-m", folder / "scorecard-metadata.json", "-h", "127.0.0.1", "-p", f"{port}"]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.communicate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        try:
            httpx.get(f"{address}/-/versions.json")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("Datasette did not answer")


def asked(address: str, path: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
    answer = httpx.get(f"{address}/scorecard{path}.json", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_datasette_serves_the_tables_and_knows_what_they_mean(
    datasette: str, package: Package
) -> None:
    database = asked(datasette, "")
    shown = {one["name"]: one for one in database["tables"] if not one["hidden"]}
    assert shown.keys() == {table.name for table in TABLES}
    assert {one["name"] for one in database["views"]} == {
        "commitments_by_theme",
        "commitments_today",
        "evidence_on_commitments",
    }
    rows = {file.name.removesuffix(".csv"): file.rows for file in package.files}
    assert {name: one["count"] for name, one in shown.items()} == {
        table.name: rows[table.name] for table in TABLES
    }
    page = httpx.get(f"{datasette}/scorecard/links").text
    assert "How each piece of evidence stands to a commitment." in page
    assert "Id of the evidence." in page
    assert httpx.get(f"{datasette}/scorecard/readings").status_code == 200


def test_datasette_answers_questions_across_tables(datasette: str) -> None:
    sql = "select status, count(*) as number from commitments_today group by status order by 1"
    (first, *_) = asked(datasette, "", sql=sql, _shape="array")
    assert (first["status"], first["number"] > 0) == (None, True)
    themes = asked(datasette, "/commitments_by_theme", _shape="array", theme="expression-media")
    assert "decree-2021-06-expression" in {one["commitment"] for one in themes}
    hostile = asked(datasette, "/evidence", _shape="array", id=HOSTILE_ONE)
    assert hostile[0]["summary_ru"] == HOSTILE["ru"]
