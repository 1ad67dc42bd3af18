"""Taking out of snapshots what was redacted after they were made.

The tables are altered as the database was: payload and salt of the revisions that a redaction
emptied, and the texts of what it is about. Whatever is not altered row by row is left out, and the
snapshot says so: a file that was only looked through could still hold a word.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.exports.columns import Column, Type
from app.exports.comma_separated import ENCODING, read_csv
from app.exports.ledger_lines import lines_in, record_line
from app.exports.making import ExportFile
from app.exports.package import DESCRIPTOR, Package
from app.exports.snapshots.archives import REPLACED, Archive, mark_of_file, open_archive
from app.exports.snapshots.redactions import Redaction, outstanding
from app.exports.snapshots.shelf import (
    Emptied,
    Kept,
    Replacement,
    list_kept,
    written_replacement,
)
from app.exports.snapshots.taking import Paper, SnapshotError, beside, finish, publish
from app.exports.tables import REVISIONS, TABLES, Table
from app.registry.rows import NOUN_OF
from app.store.redactions import MARKER
from app.store.signing import SigningKey

WHY = "To protect a person."
"""What a replaced snapshot says of itself."""

_TABLES = {table.name: table for table in TABLES}
_ENDINGS = ("csv", "ndjson")
_END = "\r\n"
# Ids, days and codes: what nobody wrote. As app/editing/redacted_rows.py keeps them in the row.
_NO_WORDS = frozenset(
    [
        *("id", "number", "language", "owner", "replaces", "replaced_by"),
        *("adopted", "date", "due", "last_evidence", "looked_at"),
    ]
)
_ADDRESS = "url"

Row = dict[str, Any]


def replace_redacted(
    folder: Path, redactions: Sequence[Redaction], key: SigningKey | None, today: date
) -> Iterator[Kept]:
    """Replace every snapshot that holds something redacted since; yield each when it is done.

    Raises:
        SnapshotError: when one was signed and there is no key now, or the folder cannot be written.

    """
    for kept in list_kept(folder):
        if due := outstanding(kept, redactions):
            yield _replaced(kept, due, key, today)


def _replaced(kept: Kept, due: Sequence[Redaction], key: SigningKey | None, today: date) -> Kept:
    if kept.key is not None and key is None:
        raise SnapshotError(
            f"{kept.name} is signed, and what takes its place has to be: set SCORECARD_SIGNING_KEY"
        )
    cut = _Cut.of(kept, due)
    with beside(kept.path.parent) as work, open_archive(kept.path) as archive:
        files = [_altered(archive, name, cut, work) for name in archive.names if cut.knows(name)]
        package = Package(work, tuple(files), _described(archive, files, cut, work))
        replacement = _replacement(kept, cut, today)
        note = work / REPLACED, written_replacement(replacement, WHY)
        paper = Paper(kept.name, kept.checkpoint, key, note)
        finish(package, paper, work / kept.name)
        return publish(work / kept.name, kept.path, key, over=True)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is taken out: `emptied` revisions, and the texts of entries by the name of their table.

    `lost` are the names of the files that are left out for it.
    """

    redactions: tuple[Emptied, ...]
    emptied: frozenset[int]
    entries: Mapping[str, frozenset[str]]
    lost: tuple[str, ...]

    @classmethod
    def of(cls, kept: Kept, due: Sequence[Redaction]) -> "_Cut":
        within = tuple(one.within(kept.checkpoint.length) for one in due)
        entries = {
            section: frozenset(one.subject_id for one in due if one.subject == noun)
            for section, noun in NOUN_OF.items()
        }
        with open_archive(kept.path) as archive:
            described = json.loads(archive.text(DESCRIPTOR) or "{}").get("resources", [])
        lost = (one["path"] for one in described if _table_of(one["path"]) is None)
        emptied = frozenset(number for one in within for number in one.emptied)
        return cls(within, emptied, entries, tuple(lost))

    def knows(self, name: str) -> bool:
        """Say whether a file is one whose rows can be altered."""
        return _table_of(name) is not None

    def alter(self, table: Table, row: Row) -> Row:
        """Give a row without what is taken out; the cells of a CSV file are texts."""
        if table is REVISIONS:
            is_emptied = int(row["sequence"]) in self.emptied
            return row | ({"payload": None, "salt": None} if is_emptied else {})
        if row.get("id") not in self.entries.get(table.name, ()):
            return row
        columns = {column.name: column for column in table.columns}
        return {name: _without_words(columns.get(name), name, row[name]) for name in row}


def _without_words(column: Column | None, name: str, value: object) -> object:
    """Give a value, or the marker in place of what somebody wrote."""
    is_coded = column is not None and (
        column.words or column.refers_to or column.type is not Type.TEXT
    )
    if not value or is_coded or name in _NO_WORDS:
        return value
    return None if name == _ADDRESS else MARKER


def _table_of(name: str) -> Table | None:
    stem, _, ending = name.rpartition(".")
    return _TABLES.get(stem) if ending in _ENDINGS else None


def _altered(archive: Archive, name: str, cut: _Cut, work: Path) -> ExportFile:
    """Write one file of a table anew, without what is taken out."""
    table, path = _TABLES[name.rpartition(".")[0]], work / name
    write = _alter_csv if name.endswith(".csv") else _alter_ndjson
    before = path.with_suffix(".before")
    with archive.opened(name) as file, before.open("wb") as copy:
        copy.writelines(lines_in(file))
    rows = write(path, table, cut)
    before.unlink()
    mark = mark_of_file(path)
    return ExportFile(path, name, "", rows, mark.bytes, mark.sha256)


def _alter_csv(path: Path, table: Table, cut: _Cut) -> int:
    rows = read_csv(path.with_suffix(".before"))
    header = next(rows)
    written = 0
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file, lineterminator=_END)
        writer.writerow(header)
        for cells in rows:
            row = cut.alter(table, dict(zip(header, cells, strict=True)))
            writer.writerow(["" if value is None else value for value in row.values()])
            written += 1
    return written


def _alter_ndjson(path: Path, table: Table, cut: _Cut) -> int:
    written = 0
    with path.with_suffix(".before").open("rb") as lines, path.open("wb") as file:
        for line in lines:
            file.write(record_line(cut.alter(table, json.loads(line))))
            written += 1
    return written


def _described(archive: Archive, files: Sequence[ExportFile], cut: _Cut, work: Path) -> Path:
    """Write the description anew, for the files that are left."""
    by_name = {file.name: file for file in files}
    said = json.loads(archive.text(DESCRIPTOR) or "{}")
    if cut.entries["about"]:
        said |= {"title": MARKER, "description": MARKER}
    said["resources"] = [
        one | {"bytes": file.bytes, "hash": f"sha256:{file.sha256}"}
        for one in said["resources"]
        if (file := by_name.get(one["path"])) is not None
    ]
    path = work / DESCRIPTOR
    text = json.dumps(said, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _replacement(kept: Kept, cut: _Cut, today: date) -> Replacement:
    """Put what is taken out now to what was taken out before."""
    before = kept.replacement
    redactions = (*(before.redactions if before else ()), *cut.redactions)
    return Replacement(today, redactions, (*(before.left_out if before else ()), *cut.lost))
