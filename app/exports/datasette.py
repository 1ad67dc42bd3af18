"""What Datasette shows beside the SQLite file: `datasette scorecard.db -m scorecard-metadata.json`.

docs.datasette.io calls it metadata: titles, descriptions of tables and columns, licence, facets.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.vocabulary import Language
from app.exports.licence import licence_of
from app.exports.making import Advance, expect
from app.exports.sqlite_file import VIEWS
from app.exports.tables import TABLES, Table
from app.queries.languages import Tongue
from app.queries.scorecard import read_about
from app.queries.view import View

_FACETS = {
    "commitments": ["status", "stage", "instrument", "kind"],
    "documents": ["kind", "origin", "language"],
    "links": ["role", "status"],
    "revisions": ["action", "subject"],
}
_CALLED = "title_en"

TITLE = "Reform Scorecard"


def write_metadata(view: View, path: Path, _advance: Advance) -> None:
    """Write the description of the SQLite file."""
    text = json.dumps(metadata(view), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def check_metadata(view: View, path: Path) -> int:
    """Read it back; it describes as many tables as there are."""
    expect("description", json.loads(path.read_text(encoding="utf-8")), metadata(view))
    return len(TABLES)


def metadata(view: View) -> dict[str, Any]:
    """Give the description of the SQLite file."""
    title, text = headline(view)
    licence = licence_of(view)
    said = {"license": licence["title"], "license_url": licence["path"]} if licence else {}
    tables: dict[str, Any] = {table.name: _described(table) for table in TABLES}
    tables |= {name: {"description": about} for name, (about, _) in VIEWS.items()}
    return {
        "title": title,
        "description": text,
        **said,
        "databases": {"scorecard": {"tables": tables}},
    }


def headline(view: View) -> tuple[str, str]:
    """Give title and description of the whole, in English where the registry has it."""
    about = read_about(replace(view, tongue=Tongue(Language.ENGLISH)))
    if about is None:
        return TITLE, f"State of {view.day.isoformat()}."
    return about.title.text, f"{about.text.text} State of {view.day.isoformat()}."


def _described(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": table.description,
        "columns": {column.name: column.description for column in table.columns},
    }
    if _CALLED in table.header:
        described["label_column"] = _CALLED
    if table.name in _FACETS:
        described["facets"] = _FACETS[table.name]
    return described
