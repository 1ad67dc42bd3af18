"""Every file that can be had, by name: one place for the API, the package, the kept and the mirror.

`EXPORTS` are made from the database; `PACKAGE` is made from all of these.
"""

from datetime import date
from functools import partial

from app.domain.vocabulary import Language
from app.exports.comma_separated import MEDIA_TYPE as CSV
from app.exports.comma_separated import check_flat, csv_of, write_flat
from app.exports.datasette import check_metadata, write_metadata
from app.exports.flat import count_flat
from app.exports.lines import JSON, NDJSON, check_json, ndjson_of, write_json
from app.exports.making import Export
from app.exports.registry_file import MEDIA_TYPE as YAML
from app.exports.registry_file import check_yaml, write_yaml
from app.exports.rows import count
from app.exports.sqlite_file import MEDIA_TYPE as SQLITE
from app.exports.sqlite_file import check_sqlite, write_sqlite
from app.exports.tables import TABLES, Table
from app.exports.workbook import MEDIA_TYPE as XLSX
from app.exports.workbook import check_workbook, workbook_rows, write_workbook
from app.queries.view import View
from app.registry.entries import BY_SECTION

ZIP = "application/zip"
PACKAGE = "scorecard.zip"
PACKAGE_DESCRIPTION = (
    "The data package (Frictionless): all other files, with their columns, rows and SHA-256."
)


def _of_table(table: Table) -> tuple[Export, Export]:
    name, length = table.name, partial(count, table=table)
    return (
        Export(f"{name}.csv", name, CSV, table.description, *csv_of(table), length),
        Export(f"{name}.ndjson", name, NDJSON, table.description, *ndjson_of(table), length),
    )


def _of_all(view: View) -> int:
    return sum(count(view, table) for table in TABLES)


def _of_registry(view: View) -> int:
    return sum(count(view, table) for table in TABLES if table.name in BY_SECTION)


EXPORTS: tuple[Export, ...] = (
    *(export for table in TABLES for export in _of_table(table)),
    Export(
        "scorecard.csv",
        None,
        CSV,
        "For a spreadsheet: one row for each commitment in force, in the words of the site.",
        write_flat,
        check_flat,
        count_flat,
        speaks=True,
    ),
    Export(
        "scorecard.xlsx",
        None,
        XLSX,
        "A workbook: that sheet, and one for each table but the ledger.",
        write_workbook,
        check_workbook,
        workbook_rows,
        speaks=True,
    ),
    Export(
        "scorecard.json",
        None,
        JSON,
        "All tables in one document.",
        write_json,
        check_json,
        _of_all,
    ),
    Export(
        "scorecard.yaml",
        None,
        YAML,
        "The registry file: what is in force, as this program loads it.",
        write_yaml,
        check_yaml,
        _of_registry,
    ),
    Export(
        "scorecard.db",
        None,
        SQLITE,
        "All tables as a SQLite file, ready for Datasette.",
        write_sqlite,
        check_sqlite,
        _of_all,
    ),
    Export(
        "scorecard-metadata.json",
        None,
        JSON,
        "What Datasette shows beside the SQLite file.",
        write_metadata,
        check_metadata,
        lambda _: 0,
    ),
)

BY_NAME = {export.name: export for export in EXPORTS}

NAMES = (*BY_NAME, PACKAGE)
"""The names of all files."""

MEDIA_TYPES = tuple(dict.fromkeys([*(export.media_type for export in EXPORTS), ZIP]))
"""The formats of all files."""


def download_name(name: str, day: date, language: Language) -> str:
    """Name a saved file so that it can be told from others: `reform-scorecard-2026-11-22.xlsx`."""
    file_name = BY_NAME[name].file_name(language) if name in BY_NAME else name
    rest = file_name.removeprefix("scorecard").lstrip("-")
    separator = "" if rest.startswith(".") else "-"
    return f"reform-scorecard-{day.isoformat()}{separator}{rest}"
