"""Bringing the database in line with a registry file, in one transaction, with its revisions."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped
from sqlmodel import Session, SQLModel, col

from app.domain.vocabulary import Action, Owner, Subject
from app.registry.additions import additions_in, desk_answers
from app.registry.batches import Batch, rows_of
from app.registry.cycles import without_search_for_cycles
from app.registry.entries import BY_SECTION
from app.registry.parts import pack
from app.registry.plan import Plan
from app.registry.progress import Progress
from app.registry.reader import Registry
from app.registry.revisions import happenings
from app.registry.rows import TABLE_OF, Rows, table_of
from app.store.batches import batches
from app.store.beside import Beside
from app.store.inserting import insert_rows, refresh_statistics, room_for_many
from app.store.ledger import Happening, Recorder
from app.store.looks import settle_looks
from app.store.readings import follow_rule, rewrite_readings
from app.store.replacements import settle_sources
from app.store.search import rewrite_much, rewrite_search, settle_search
from app.store.tables import (
    Answer,
    Commitment,
    CommitmentTheme,
    Evidence,
    Link,
    RegistryState,
    StoredReading,
)
from app.store.tallies import count_anew

_BATCH = 2_000
_MANY = 100
_WORTH_A_PROCESS = 10_000
_SETTLED = frozenset({"source", "last_looked_at"})
"""Columns that are not written from the entry once the row is there: `settle` follows them up."""


@dataclass(frozen=True, slots=True)
class Load:
    """One load: what is loaded by which plan, on which day, and whom to tell of progress."""

    registry: Registry
    plan: Plan
    today: date
    progress: Progress

    @property
    def steps(self) -> int:
        """How many steps `progress` will be told of: a row written, a commitment read anew."""
        return self.plan.size + len(self.registry.entries["commitments"])


def apply_plan(session: Session, load: Load) -> None:
    """Write everything the plan says: rows, readings, search index, revisions.

    Does not commit: either all of it stays or, when anything fails, nothing.
    """
    with without_search_for_cycles(), room_for_many(session):
        if not load.plan.is_empty:
            _apply_changes(session, load)
        _move(session, load)
        follow_rule(session)
        count_anew(session)
    remember_loaded(session, load.registry)


def _apply_changes(session: Session, load: Load) -> None:
    recorder = Recorder(session, Owner.REGISTRY.value)
    number = recorder.record(_headline(load))
    with Beside(rows_of, is_worth_it=load.plan.size > _WORTH_A_PROCESS) as beside:
        writer = _Writer(session, load, beside)
        for section in BY_SECTION:
            writer.write(section)
            recorder.record_all(happenings(load.registry, load.plan, section, load.today), number)
    recorder.close()
    writer.settle()
    writer.read_anew()
    settle_search(session)
    if load.plan.size > _MANY:
        refresh_statistics(session)


def remember_loaded(session: Session, registry: Registry) -> None:
    """Note that this file is what the database holds, without faults."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    sha256 = registry.source.sha256
    session.execute(
        update(RegistryState).values(
            loaded_sha256=sha256,
            loaded_at=now,
            tried_sha256=sha256,
            tried_at=now,
            faults=None,
        )
    )


def _headline(load: Load) -> Happening:
    done = (Action.ADDED, Action.CHANGED, Action.RESTORED, Action.RETIRED)
    counts: dict[str, Any] = {word.value: load.plan.count(word) for word in done}
    if load.plan.count(Action.ADOPTED):
        counts[Action.ADOPTED.value] = load.plan.count(Action.ADOPTED)
    source = load.registry.source
    payload = pack(counts | {"sha256": source.sha256}).decode()
    return Happening(Action.LOAD.value, Subject.REGISTRY.value, source.name, payload)


class _Writer:
    """Writes the rows of one load, and remembers which commitments must be read anew."""

    def __init__(self, session: Session, load: Load, beside: Beside[Batch, Rows]) -> None:
        self._session = session
        self._beside = beside
        self._load = load
        self._affected = set(load.plan.sections["commitments"].touched)
        self._answers_of_desk: list[dict[str, Any]] = []
        self._next_key = (session.execute(select(func.max(col(Commitment.key)))).scalar() or 0) + 1

    def write(self, section: str) -> None:
        """Write the rows of a section, and retire what is gone from it."""
        plan = self._load.plan.sections[section]
        entries = self._load.registry.entries[section]
        added = set(plan.added)
        touched = added.union(plan.rewritten)
        answers: list[dict[str, Any]] = []
        for names in batches(plan.rewritten, _BATCH):
            self._remember_linked(section, names)
            self._clear(section, names)
        entries_of_batches = (
            Batch(section, [(place, entries[name]) for place, name in batch])
            for batch in batches(_placed(entries, touched), _BATCH)
        )
        for rows in self._beside.each(entries_of_batches):
            self._store(section, rows, added)
            answers += rows.answers
            self._load.progress(len(rows.own))
        self._insert_answers(answers)
        for names in batches(plan.retired, _BATCH):
            self._remember_linked(section, names)
            self._retire(section, names)

    def settle(self) -> None:
        """Follow from what was written which documents stand for which, and who looked last."""
        for names in batches(settle_sources(self._session), _BATCH):
            self._remember_linked("evidence", names)
        new = set(self._load.plan.sections["commitments"].added)
        settle_looks(self._session, sorted(self._affected - new))

    def read_anew(self) -> None:
        """Derive the readings and the search index of every commitment concerned."""
        affected = self._in_order_of_keys()
        if len(affected) > _MANY:
            parts = self._readings_rewritten(affected)
            rewrite_much(self._session, parts, is_much=len(affected) > _BATCH)
            return
        rewrite_readings(self._session, affected)
        rewrite_search(self._session, affected)
        self._load.progress(len(affected))

    def _readings_rewritten(self, affected: Sequence[str]) -> Iterator[list[str]]:
        """Yield commitments batch by batch; before the next, those before are read anew."""
        for ids in batches(affected, _BATCH):
            yield ids
            rewrite_readings(self._session, ids)
            self._load.progress(len(ids))

    def _in_order_of_keys(self) -> list[str]:
        """Give the commitments concerned in the order the search index is written fastest."""
        by_key = select(col(Commitment.id)).order_by(col(Commitment.key))
        known = self._session.execute(by_key).scalars()
        return [name for name in known if name in self._affected]

    def _store(self, section: str, rows: Rows, added: set[str]) -> None:
        table = TABLE_OF[section]
        new = [row for row in rows.own if row["id"] in added]
        if section == "commitments":
            for row in new:
                row["key"] = self._next_key
                self._next_key += 1
        self._rewrite(section, [row for row in rows.own if row["id"] not in added])
        self._insert(table, new)
        self._insert(CommitmentTheme, rows.themes)
        self._insert(Link, rows.links)
        self._affected.update(link["commitment_id"] for link in rows.links)

    def _rewrite(self, section: str, rows: list[dict[str, Any]]) -> None:
        """Write rows that are there already; what the desk decided about them stays."""
        if not rows:
            return
        added = additions_in(self._session, section, [row["id"] for row in rows])
        for row in rows:
            row["_id"] = row["id"]
            if "withdrawal" in row and row["id"] in added:
                row["withdrawal"] = row["withdrawal"] or added[row["id"]].withdrawn
            for settled in _SETTLED & row.keys():
                del row[settled]
        columns = table_of(TABLE_OF[section])
        statement = update(columns).where(columns.c.id == bindparam("_id"))
        self._session.connection().execute(statement, rows)

    def _insert_answers(self, of_file: list[dict[str, Any]]) -> None:
        """Insert the answers of the file, and again those of the desk that it does not give."""
        given = {_key_of(answer) for answer in of_file}
        of_desk = [row for row in self._answers_of_desk if _key_of(row) not in given]
        self._insert(Answer, of_file + of_desk)
        self._answers_of_desk = []

    def _insert(self, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
        insert_rows(self._session, table_of(model), rows)

    def _clear(self, section: str, names: Sequence[str]) -> None:
        """Remove what hangs on these rows, to be written again; history keeps what it was."""
        if section == "commitments":
            self._delete(CommitmentTheme, col(CommitmentTheme.commitment_id), names)
        if section == "evidence":
            self._answers_of_desk += desk_answers(self._session, names)
            self._delete(Answer, col(Answer.evidence_id), names)
            self._delete(Link, col(Link.evidence_id), names)

    def _delete(self, model: type[SQLModel], column: Mapped[str], names: Sequence[str]) -> None:
        self._session.execute(delete(model).where(column.in_(names)))

    def _retire(self, section: str, names: Sequence[str]) -> None:
        table = table_of(TABLE_OF[section])
        retiring = update(table).where(table.c.id.in_(names)).values(retired_on=self._load.today)
        self._session.connection().execute(retiring)
        if section == "commitments":
            self._affected.update(names)  # lists leave them out

    def _remember_linked(self, section: str, names: Sequence[str]) -> None:
        """Remember the commitments whose readings hang on these rows, as they are now."""
        statement = _LINKED[section](names) if section in _LINKED else None
        if statement is not None:
            self._affected.update(self._session.execute(statement).scalars())


def _placed(entries: Iterable[str], touched: Collection[str]) -> Iterator[tuple[int, str]]:
    return ((place, name) for place, name in enumerate(entries) if name in touched)


def _key_of(answer: dict[str, Any]) -> tuple[str, str, str]:
    return answer["evidence_id"], answer["commitment_id"], answer["answer_id"]


def _of_instruments(names: Sequence[str]) -> Select[str]:
    return select(col(Commitment.id)).where(col(Commitment.instrument).in_(names))


def _of_documents(names: Sequence[str]) -> Select[str]:
    joined = select(col(Link.commitment_id)).join(
        Evidence, col(Evidence.id) == col(Link.evidence_id)
    )
    return joined.where(col(Evidence.source).in_(names))


def _of_evidence(names: Sequence[str]) -> Select[str]:
    return select(col(Link.commitment_id)).where(col(Link.evidence_id).in_(names))


_LINKED = {"instruments": _of_instruments, "documents": _of_documents, "evidence": _of_evidence}


def _move(session: Session, load: Load) -> None:
    """Follow the order of the file, which is where things stand on a page and no content."""
    for section, plan in load.plan.sections.items():
        if not plan.moved:
            continue
        moved = set(plan.moved)
        places = [
            {"_id": name, "_position": place}
            for place, name in enumerate(load.registry.entries[section])
            if name in moved
        ]
        table = table_of(TABLE_OF[section])
        _place(session, table, table.c.id, places)
        if section == "commitments":
            readings = table_of(StoredReading)
            _place(session, readings, readings.c.commitment_id, places)


def _place(
    session: Session, table: Table, column: ColumnElement[str], places: list[dict[str, Any]]
) -> None:
    moving = update(table).where(column == bindparam("_id"))
    session.connection().execute(moving.values(position=bindparam("_position")), places)
