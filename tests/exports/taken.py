"""What becomes of one snapshot: taken with a secret in it, redacted, and made anew."""

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app.editing.redacting import redact
from app.exports.making import nothing_shown
from app.exports.snapshots.redactions import Redaction, redactions_in
from app.exports.snapshots.replacing import replace_redacted
from app.exports.snapshots.shelf import Kept
from app.exports.snapshots.taking import take_snapshot
from app.store.engine import open_engine, reading
from tests.conftest import TODAY, Databases
from tests.editing.offices import ADMINISTRATOR, Office, described, evidence
from tests.exports.chains import KEY
from tests.queries.asking import looking

MARK = "leakmark"
"""What every text begins with that is redacted later."""


@dataclass(frozen=True)
class Story:
    """A snapshot before and after; `engine` is of the database that has the redactions."""

    engine: Engine
    folder: Path
    before: Path
    after: Kept
    redactions: list[Redaction]
    entry: str
    document: str


def tell(databases: Databases, folder: Path) -> Iterator[Story]:
    """Take a snapshot in `folder`, redact a piece of evidence and its document, and replace it."""
    engine = open_engine(databases.make("filled"))
    office = Office(engine)
    source = described(title=f"{MARK}title", url=f"https://example.org/{MARK}", note=f"{MARK}note")
    draft = evidence(document="", new_document=source, summary=f"{MARK}summary, «{MARK}»")
    made = office.published(draft)
    with looking(engine) as view:
        taken = take_snapshot(view, folder / "snapshots", KEY, nothing_shown)
    before = folder / taken.kept.name
    shutil.copy(taken.kept.path, before)
    with office.desk(ADMINISTRATOR) as desk:
        redact(desk, "evidence", made.entry_id)
        redact(desk, "document", made.document_id)
    with reading(engine) as session:
        redactions = redactions_in(session)
    # One after the other, as if the second redaction had come a day later.
    for number in (1, 2):
        (after,) = replace_redacted(folder / "snapshots", redactions[:number], KEY, TODAY)
    yield Story(
        engine, folder / "snapshots", before, after, redactions, made.entry_id, made.document_id
    )
    engine.dispose()


def content(path: Path) -> dict[str, bytes]:
    """Give every file of a snapshot."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
