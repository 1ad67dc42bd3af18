"""The SQLite file: the public tables with their references, ready for Datasette.

Made from the rows of the exports, so that it is the same whichever database they come from, and
holds nothing that the exports do not. Lists are JSON, flags 0 or 1.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from app.exports.columns import Column, Type, Value
from app.exports.making import Advance, expect
from app.exports.rows import count, records
from app.exports.tables import TABLES, Table
from app.queries.view import View

MEDIA_TYPE = "application/vnd.sqlite3"
_BATCH = 500
_TYPES = {Type.NUMBER: "INTEGER", Type.FLAG: "INTEGER"}
# The file has no name yet: if writing it is cut short, nothing is lost.
_QUICKLY = ("journal_mode = OFF", "synchronous = OFF", "page_size = 4096")

_INDEXES = {
    "commitments": ("status", "due", "retired_on"),
    "documents": ("date", "origin"),
    "evidence": ("date",),
    "links": ("status",),
    "readings": ("last_day",),
    "revisions": ("subject_id", "action"),
}
"""What is looked up often, besides what refers to another table."""

VIEWS = {
    "commitments_today": (
        "The commitments in force, with the words of what they belong to and what decided them.",
        """
SELECT c.id, c.title_en, i.title_en AS instrument_title_en, c.number, c.themes, c.status, c.stage,
       c.extent, c.corroboration, c.overdue, c.open_contests, c.due, c.due_inferred,
       c.deciding, e.date AS deciding_date, e.summary_en AS deciding_summary_en,
       d.publisher_en AS deciding_publisher_en, c.last_evidence, c.looked_at
FROM commitments c
JOIN instruments i ON i.id = c.instrument
LEFT JOIN evidence e ON e.id = c.deciding
LEFT JOIN documents d ON d.id = e.source
WHERE c.retired_on IS NULL AND c.stage IS NOT NULL
""",
    ),
    "evidence_on_commitments": (
        "Each commitment with each piece of evidence on it that counts, and its source.",
        """
SELECT c.id AS commitment, c.title_en, c.status, l.role, l.status AS says, l.extent, l.answered_by,
       e.id AS evidence, e.date, e.summary_en, d.id AS document, d.publisher_en, d.title,
       d.origin, d.url
FROM links l
JOIN commitments c ON c.id = l.commitment
JOIN evidence e ON e.id = l.evidence
JOIN documents d ON d.id = e.source
WHERE e.withdrawn_on IS NULL AND e.retired_on IS NULL
""",
    ),
    "commitments_by_theme": (
        "Each commitment once for each of its themes.",
        """
SELECT t.id AS theme, t.title_en AS theme_title_en, c.id AS commitment, c.title_en, c.status,
       c.stage, c.retired_on
FROM commitments c, json_each(c.themes) one
JOIN themes t ON t.id = one.value
""",
    ),
}
"""Views by name: what each shows, and its statement."""


def write_sqlite(view: View, path: Path, advance: Advance) -> None:
    """Write all tables, their indexes and the views into a new file."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for pragma in _QUICKLY:
            file.execute(f"PRAGMA {pragma}")
        file.execute("BEGIN")
        for table in TABLES:
            file.execute(_create(table))
            _fill(file, view, table, advance)
        for statement in _indexes():
            file.execute(statement)
        for name, (_, statement) in VIEWS.items():
            file.execute(f"CREATE VIEW {name} AS {statement.strip()}")
        file.execute("COMMIT")
        file.execute("PRAGMA journal_mode = DELETE")
        file.execute("VACUUM")


def check_sqlite(view: View, path: Path) -> int:
    """Open the finished file, and compare tables, columns, rows and references."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        expect("file", file.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        expect("references", file.execute("PRAGMA foreign_key_check").fetchmany(3), [])
        expect("names", _names(file), {*VIEWS, *(table.name for table in TABLES)})
        for name in VIEWS:
            file.execute(f"SELECT * FROM {name} LIMIT 1").fetchall()  # noqa: S608 - a name of ours
        return sum(_checked(file, view, table) for table in TABLES)


def _checked(file: sqlite3.Connection, view: View, table: Table) -> int:
    columns = [row[1] for row in file.execute(f"PRAGMA table_info({table.name})")]
    expect(f"{table.name}: columns", columns, table.header)
    counted = f"SELECT count(*) FROM {table.name}"  # noqa: S608 - a name of ours
    found: int = file.execute(counted).fetchone()[0]
    expect(f"{table.name}: rows", found, count(view, table))
    return found


def _names(file: sqlite3.Connection) -> set[str]:
    found = file.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    return {name for (name,) in found}


def _create(table: Table) -> str:
    columns = [_definition(column) for column in table.columns]
    references = [
        f'FOREIGN KEY ("{column.name}") REFERENCES {column.refers_to} ("id")'
        for column in table.columns
        if column.refers_to
    ]
    key = ", ".join(f'"{name}"' for name in table.key)
    parts = ",\n  ".join([*columns, f"PRIMARY KEY ({key})", *references])
    return f"CREATE TABLE {table.name} (\n  {parts}\n)"


def _definition(column: Column) -> str:
    needed = " NOT NULL" if column.is_required else ""
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{needed}'


def _indexes() -> Iterator[str]:
    for table in TABLES:
        referring = [column.name for column in table.columns if column.refers_to]
        for name in dict.fromkeys([*referring, *_INDEXES.get(table.name, ())]):
            if name != table.key[0]:  # which the primary key begins with
                yield f'CREATE INDEX {table.name}_{name} ON {table.name} ("{name}")'


def _fill(file: sqlite3.Connection, view: View, table: Table, advance: Advance) -> None:
    places = ", ".join("?" * len(table.columns))
    insert = f"INSERT INTO {table.name} VALUES ({places})"  # noqa: S608 - a name of ours
    rows = records(view, table)
    while batch := [_cells(record.values()) for record in islice(rows, _BATCH)]:
        file.executemany(insert, batch)
        advance(len(batch))


def _cells(values: Iterable[Value]) -> list[str | int | None]:
    return [json.dumps(one) if isinstance(one, list) else one for one in values]
