"""Writing what is public to a file, or to whoever reads on, in each format."""

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from tests.cli.conftest import Command
from tests.cli.running import place_filled
from tests.conftest import Databases


@pytest.fixture(autouse=True)
def filled(tmp_path: Path, sqlite_databases: Databases) -> None:
    """A filled database where the defaults look for it."""
    place_filled(tmp_path, sqlite_databases)


def test_export_is_a_registry_file_without_faults_and_no_change(
    command: Command, tmp_path: Path
) -> None:
    assert command("export", "--format", "yaml", "--output", "all.yaml").exit_code == 0
    assert "all.yaml: no faults (6 instruments," in command("check", "all.yaml").stdout
    assert command("export").stdout_bytes == (tmp_path / "all.yaml").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"all.yaml", "scorecard.db"}


def test_export_writes_over_no_file_by_accident(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine")
    refused = command("export", "--output", "mine.yaml")
    assert refused.exit_code == 1
    assert (tmp_path / "mine.yaml").read_text() == "mine"
    assert command("export", "--output", "mine.yaml", "--force").exit_code == 0
    assert command("export", "--output", "missing/mine.yaml").exit_code == 1


def csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def commitments_in_database(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        found: int = file.execute("SELECT count(*) FROM commitments").fetchone()[0]
        return found


def sheet_rows(path: Path) -> int:
    with path.open("rb") as file:
        return int(openpyxl.load_workbook(file)["commitments"].max_row) - 1


COUNTS: dict[str, Callable[[Path], int]] = {
    "csv": csv_rows,
    "ndjson": lambda path: len(path.read_bytes().splitlines()),
    "json": lambda path: len(json.loads(path.read_bytes())["commitments"]),
    "xlsx": sheet_rows,
    "yaml": lambda path: path.read_text(encoding="utf-8").count("\n  instrument: "),
    "sqlite": commitments_in_database,
    "package": lambda path: len(ZipFile(path).read("commitments.ndjson").splitlines()),
}


@pytest.mark.parametrize("form", COUNTS)
def test_every_format_holds_every_commitment_and_leaves_nothing_beside(
    command: Command, tmp_path: Path, form: str
) -> None:
    done = command("export", "--format", form, "--output", "all.file")
    assert (done.exit_code, done.output) == (0, "")
    assert COUNTS[form](tmp_path / "all.file") == 77
    assert {path.name for path in tmp_path.iterdir()} == {"all.file", "scorecard.db"}


def test_a_table_and_a_language_can_be_chosen(command: Command) -> None:
    themes = command("export", "--format", "ndjson", "--table", "themes").stdout_bytes
    assert json.loads(themes.splitlines()[0])["id"] == "un-cooperation"
    russian = command("export", "--format", "csv", "--lang", "ru").stdout_bytes
    assert russian.decode("utf-8-sig").startswith("Id;В каком документе;")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--format", "xlsx"], "say where to write it, with --output"),
        (["--format", "csv", "--table", "accounts"], "There is no table 'accounts'. Write one of"),
        (["--format", "json", "--table", "themes"], "json holds all tables: leave out --table"),
        (["--format", "package", "--output", "no/all.zip"], "check the folder and its space"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    command: Command, words: list[str], sentence: str
) -> None:
    refused = command("export", *words)
    assert refused.exit_code == 1
    assert sentence in refused.output


def test_a_missing_database_is_said_in_a_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "scorecard.db").unlink()
    assert "There is no database at" in command("export").output
    assert list(tmp_path.iterdir()) == []
