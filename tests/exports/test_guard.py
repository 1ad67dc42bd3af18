"""No file gets its name before it was read back: whatever a writer does wrong is noticed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine

from app.exports.files import BY_NAME
from app.exports.making import Advance, BrokenExportError, make
from app.exports.package import Package, pack
from app.queries.view import View
from tests.queries.asking import looking

Fault = Callable[[bytes], bytes]
_LINE = b"\n"


def without_last_line(content: bytes) -> bytes:
    return content[: content.rstrip().rfind(_LINE) + 1]


def without_first_line(content: bytes) -> bytes:
    return content.partition(_LINE)[2]


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_other_columns(content: bytes) -> bytes:
    for name in (b"instrument", b"adopted"):
        content = content.replace(name, b"x", 1)
    return content


FAULTS: list[tuple[str, Fault]] = [
    (name, fault)
    for name in ("commitments.csv", "commitments.ndjson", "scorecard.json", "scorecard.csv")
    for fault in (without_last_line, cut_off, bytes.upper)
]
FAULTS += [
    *((name, lambda _: b"") for name in BY_NAME),
    ("commitments.csv", without_first_line),
    ("commitments.csv", with_other_columns),
    ("instruments.ndjson", with_other_columns),
    ("scorecard.json", with_other_columns),
    ("scorecard.yaml", cut_off),
    ("scorecard.xlsx", cut_off),
    ("scorecard.db", cut_off),
]


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_file_that_is_not_whole_is_given_to_nobody(
    difficult: Engine, package: Package, tmp_path: Path, name: str, fault: Fault
) -> None:
    written = (package.folder / name).read_bytes()

    def write_wrongly(_view: View, path: Path, _advance: Advance) -> None:
        path.write_bytes(fault(written))

    with looking(difficult) as view, pytest.raises(BrokenExportError, match="not given out"):
        make(view, replace(BY_NAME[name], write=write_wrongly), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_stood_there_stays_when_a_newer_one_fails(
    difficult: Engine, tmp_path: Path
) -> None:
    (tmp_path / "themes.csv").write_text("old")

    def fail(_view: View, _path: Path, _advance: Advance) -> None:
        raise OSError(28, "No space left on device")

    with looking(difficult) as view, pytest.raises(BrokenExportError):
        make(view, replace(BY_NAME["themes.csv"], write=fail), tmp_path / "themes.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM readings WHERE rowid = 1",
        "DROP VIEW commitments_today",
        "CREATE TABLE account (name TEXT)",
        "ALTER TABLE themes DROP COLUMN title_kk",
        "UPDATE links SET evidence = 'nothing' WHERE rowid = 1",
    ],
)
def test_a_database_file_that_lacks_anything_is_noticed(
    difficult: Engine, package: Package, tmp_path: Path, statement: str
) -> None:
    def write_wrongly(_view: View, path: Path, _advance: Advance) -> None:
        path.write_bytes((package.folder / "scorecard.db").read_bytes())
        with closing(sqlite3.connect(path)) as file:
            file.execute(statement)
            file.commit()

    with looking(difficult) as view, pytest.raises(BrokenExportError):
        make(view, replace(BY_NAME["scorecard.db"], write=write_wrongly), tmp_path / "a.db")


def test_a_workbook_that_lacks_a_row_is_noticed(
    difficult: Engine, package: Package, tmp_path: Path
) -> None:
    def write_wrongly(_view: View, path: Path, _advance: Advance) -> None:
        with ZipFile(package.folder / "scorecard.xlsx") as old, ZipFile(path, "w") as new:
            for name in old.namelist():
                rows = old.read(name)
                end = rows.rfind(b"<row ") if name.endswith("sheet3.xml") else 0
                new.writestr(name, rows[:end] + rows[rows.find(b"</sheetData>") :] if end else rows)

    with looking(difficult) as view, pytest.raises(BrokenExportError):
        make(view, replace(BY_NAME["scorecard.xlsx"], write=write_wrongly), tmp_path / "a.xlsx")


def test_a_package_without_one_of_its_files_is_not_packed(package: Package, tmp_path: Path) -> None:
    gone = replace(package.files[0], path=tmp_path / "gone.csv")
    with pytest.raises(FileNotFoundError):
        pack(replace(package, files=(gone, *package.files[1:])), tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []
