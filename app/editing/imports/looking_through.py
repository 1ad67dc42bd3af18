"""The dry run: everything that is wrong with a file, row by row, and what would come of it.

Nothing is written. Taking in looks through everything once more, in the transaction that writes.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.messages import message
from app.domain.vocabulary import Status
from app.domain.workflow import Intent, Proposed, Verb
from app.editing.checking import faults_of
from app.editing.desk import Desk
from app.editing.imports.columns import read_header
from app.editing.imports.rows import Cells, Row, cells_of, contests_named, read_row
from app.editing.imports.sharing import new_documents, shared
from app.editing.imports.sheets import Sheet
from app.editing.imports.twins import Twin, find_twins
from app.editing.in_force import reading_each_once
from app.editing.wishes import NewWish
from app.errors import Wrong
from app.queries.languages import Tongue
from app.store.batches import batches
from app.store.ledger import PUBLIC
from app.store.tables import LedgerHead, Link

NOTHING_THERE = message(
    "There are no rows below the names of the columns, apart from examples: write some."
)
SAID_IN_ROW = message(
    "Row {row} says the same, with other commitments, answers or note: bring both into one row."
)
SAID_IN_PROPOSAL = message(
    "Proposal {id} says the same, with other commitments, answers or note: correct it there, and "
    "remove this row."
)
SAID_IN_EVIDENCE = message(
    "{id} is published and says the same, with other commitments, answers or note: propose a "
    "correction of it, and remove this row."
)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row as it was read, what is wrong with which column, and who says the same already.

    A row whose twin is the very same is left out, and nothing is wrong with it. `faults` are what
    the check of drafts says of its fields, whatever else is wrong.
    """

    row: Row
    wrong: tuple[Wrong, ...]
    twin: Twin | None = None
    faults: tuple[Wrong, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Whether it would only say again what is said."""
        return not self.wrong and self.twin is not None


@dataclass(frozen=True, slots=True, order=True)
class CellFault:
    """One thing wrong: the row as people count, the name of its column, and what to do."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class DryRun:
    """What is in a file and what would come of it; `header_wrong` stands before all else.

    `seen` says what it was held against: the day, and the newest revision of the public ledger.
    """

    sheet: Sheet
    reports: tuple[RowReport, ...] = ()
    header_wrong: tuple[Wrong, ...] = ()
    seen: tuple[date, int] | None = None

    @cached_property
    def faults(self) -> list[CellFault]:
        """Everything that is wrong, in the order of the file."""
        header = [CellFault(self.sheet.header_row, *wrong) for wrong in self.header_wrong]
        cells = [CellFault(one.row.number, *wrong) for one in self.reports for wrong in one.wrong]
        return header + cells

    @cached_property
    def taken(self) -> list[Row]:
        """The rows that proposals would be made of."""
        return [one.row for one in self.reports if not one.wrong and one.twin is None]

    @cached_property
    def left_out(self) -> list[RowReport]:
        """The rows that say again what is said."""
        return [one for one in self.reports if one.is_left_out]

    @property
    def is_sound(self) -> bool:
        """Whether it can be taken in: nothing is wrong, and something is new."""
        return not self.faults and bool(self.taken)

    @cached_property
    def faulty_rows(self) -> int:
        """How many rows have something wrong."""
        return sum(bool(one.wrong) for one in self.reports)

    @cached_property
    def commitments(self) -> dict[str, int]:
        """How many of the new rows concern each commitment, in the order of the file."""
        counts: dict[str, int] = defaultdict(int)
        for row in self.taken:
            for concern in row.draft.concerns:
                counts[concern.commitment] += 1
        return dict(counts)

    @cached_property
    def new_documents(self) -> list[list[int]]:
        """The rows that add each document that is not here yet, by number."""
        return list(new_documents(self.taken).values())


def look_through(desk: Desk, sheet: Sheet) -> DryRun:
    """Check a whole file against what stands now.

    Raises:
        NotAllowedError: when the actor may not import.

    """
    return _look(desk, sheet, {})


def look_again(desk: Desk, run: DryRun) -> DryRun:
    """Check a file once more, in the transaction that writes, which keeps all others waiting.

    Where nothing was published since, what was said of each row by itself still holds; only what
    others proposed in the meantime is new. Raises as `look_through`.
    """
    told = {one.row: one.faults for one in run.reports if not one.is_left_out}
    return _look(desk, run.sheet, told if run.seen == _now_seen(desk) else {})


_Known = Mapping[Row, tuple[Wrong, ...]]
"""What the check of drafts is known to say of rows."""


def _look(desk: Desk, sheet: Sheet, known: _Known) -> DryRun:
    desk.demand(Verb.IMPORT)
    filled = {place for _, cells in sheet.rows for place, cell in enumerate(cells) if cell.strip()}
    header = read_header(sheet.header, filled, desk.tongue)
    if header.wrong:
        return DryRun(sheet, header_wrong=header.wrong)
    cells = list(cells_of(sheet, header))
    if not cells:
        return DryRun(sheet, header_wrong=(("", desk.tongue.say(NOTHING_THERE)),))
    rows = shared(_read(desk, cells), desk.tongue)
    twins = find_twins(desk.session, rows)
    with reading_each_once(desk.session):
        reports = tuple(_report(desk, row, twins.get(row.number), known) for row in rows)
    return DryRun(sheet, reports, seen=_now_seen(desk))


def _now_seen(desk: Desk) -> tuple[date, int]:
    newest = select(col(LedgerHead.sequence)).where(col(LedgerHead.ledger) == PUBLIC)
    return desk.today, desk.session.execute(newest).scalar_one()


def _read(desk: Desk, cells: list[Cells]) -> list[Row]:
    named = {name for one in cells for name in contests_named(one)}
    contested = _contested(desk.session, named)
    nothing: frozenset[str] = frozenset()
    return [read_row(one, lambda name: contested.get(name, nothing), desk.tongue) for one in cells]


def _contested(session: Session, names: Collection[str]) -> dict[str, frozenset[str]]:
    """Give the commitments that each piece of evidence contests, whether or not it is answered."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in batches(sorted(names), _AT_ONCE):
        links = select(col(Link.evidence_id), col(Link.commitment_id)).where(
            col(Link.evidence_id).in_(some),
            col(Link.status) == Status.CONTESTED.value,
        )
        for evidence, commitment in session.execute(links):
            found[evidence].add(commitment)
    return {name: frozenset(commitments) for name, commitments in found.items()}


def _report(desk: Desk, row: Row, twin: Twin | None, known: _Known) -> RowReport:
    if twin is not None and twin.is_same and not row.wrong:
        return RowReport(row, (), twin)
    wrong = dict(reversed(row.wrong))
    if twin is not None:
        wrong.setdefault("summary", _said_already(twin, desk.tongue))
    faults = known[row] if row in known else tuple(_faults(desk, row))
    for field, sentence in faults:
        wrong.setdefault(row.column_of(field), sentence)
    return RowReport(row, tuple(wrong.items()), twin, faults)


def _faults(desk: Desk, row: Row) -> list[Wrong]:
    if not row.is_readable:
        return []
    wish = NewWish(Intent.ADD, Proposed.EVIDENCE, row.draft)
    return faults_of(desk.session, wish, desk.today, desk.tongue)


def _said_already(twin: Twin, tongue: Tongue) -> str:
    if twin.row is not None:
        return tongue.say(SAID_IN_ROW, row=twin.row)
    if twin.proposal is not None:
        return tongue.say(SAID_IN_PROPOSAL, id=twin.proposal)
    return tongue.say(SAID_IN_EVIDENCE, id=twin.evidence)
