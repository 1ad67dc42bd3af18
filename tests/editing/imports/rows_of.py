"""Building files of evidence for tests, from ids of the shipped registry."""

from collections.abc import Iterable

from sqlmodel import Session

from app.domain.vocabulary import Language
from app.domain.workflow import Actor, Review, StaffRole
from app.editing.desk import Desk
from app.editing.imports.columns import score
from app.editing.imports.looking_through import DryRun, look_through
from app.editing.imports.sheets import Sheet, read_sheet
from app.queries.languages import Tongue
from tests.conftest import TODAY
from tests.editing.imports.files import as_csv

TONGUE = Tongue(Language.ENGLISH)
EDITOR = Actor(1, StaffRole.EDITOR)

Cells = dict[str, str]

SOUND: Cells = {
    "document_id": "orda-2025-12",
    "locator": "p. 1",
    "date": "2025-11",
    "language": "en",
    "summary": "The editor was questioned for the third time.",
    "commitment_1": "decree-2021-06-expression",
    "standing_1": "contested",
}
"""A row that could be published as it is."""

NEW_DOCUMENT: Cells = {
    "document_id": "",
    "document_url": "https://example.org/report",
    "document_publisher": "Orda.kz",
    "document_title": "A report",
    "document_date": "2025-12-02",
    "document_language": "en",
    "document_kind": "media",
    "document_origin": "independent",
    "document_consulted": "full",
}
"""What a row says instead that brings its document with it."""


def row(**cells: str) -> Cells:
    """Make a sound row, but for these cells."""
    return SOUND | cells


def new_row(**cells: str) -> Cells:
    """Make a sound row that brings its document, but for these cells."""
    return SOUND | NEW_DOCUMENT | cells


def table(rows: Iterable[Cells]) -> list[list[str]]:
    """Write rows below the names of all columns that any of them fills."""
    listed = list(rows)
    names = list(dict.fromkeys(name for one in listed for name in one))
    return [names, *([one.get(name, "") for name in names] for one in listed)]


def sheet_of(*rows: Cells) -> Sheet:
    """Send rows through a CSV file."""
    return read_sheet(as_csv(table(rows)), score, TONGUE)


def desk_in(session: Session, actor: Actor = EDITOR, review: Review = Review.PAIR) -> Desk:
    """Stand at the desk, in English, on the day of all tests."""
    return Desk(session, actor, TODAY, TONGUE, review)


def look(session: Session, *rows: Cells) -> DryRun:
    """Look through a file with these rows."""
    return look_through(desk_in(session), sheet_of(*rows))


def told(run: DryRun) -> list[tuple[int, str]]:
    """Give row and column of everything that is wrong."""
    return [(fault.row, fault.column) for fault in run.faults]
