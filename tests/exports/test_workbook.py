"""A table with more rows than a sheet has room for goes on in another."""

from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from app.exports import workbook
from app.exports.files import BY_NAME
from app.exports.making import make
from app.exports.package import Package
from tests.queries.asking import looking


def test_a_long_table_goes_on_in_another_sheet(
    difficult: Engine, package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 300)
    with looking(difficult) as view:
        made = make(view, BY_NAME["scorecard.xlsx"], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(made.path, read_only=True)
    names = [name for name in book.sheetnames if name.startswith("links")]
    assert names == ["links", "links (2)"]
    sheets = [list(book[name].iter_rows(values_only=True)) for name in names]
    assert sheets[0][0] == sheets[1][0] == ("evidence", "commitment", *sheets[0][0][2:])
    rows = {file.name: file.rows for file in package.files}
    assert sum(map(len, sheets)) - 2 == rows["links.csv"]
    assert made.rows == rows["scorecard.xlsx"]
    book.close()
