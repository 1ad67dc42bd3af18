"""Checking that the rows of the database are what the public ledger says was recorded."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Date, Row, case, func, select, union
from sqlmodel import Session, SQLModel, col

from app.domain.vocabulary import Action
from app.registry.parts import pack
from app.registry.plan import digest_of
from app.registry.rows import NOUN_OF, TABLE_OF, Rows, entries_in, table_of
from app.store.tables import Answer, CommitmentTheme, Link, RegistryState, Revision
from app.store.verification import check_in_batches

_STREAM = 5_000
_STATE = 1


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the ledger says of an entry: its SHA-256, and the day since which it is retired."""

    sha256: str
    retired_on: date | None


def altered_rows(session: Session) -> Iterator[str]:
    """Name every row that is not as its newest revisions recorded it, missing and foreign ones too.

    Gone through is all that the ledger or a table knows.
    """
    for section, noun in NOUN_OF.items():
        label = f"{noun} {{}}, or what the ledger recorded of it,"
        names = _names(session, section)
        yield from check_in_batches(names, partial(_wrong_rows, session, section), label)
    yield from check_in_batches([_STATE], partial(_wrong_state, session), "table registry_state")


def _names(session: Session, section: str) -> Iterator[str]:
    recorded = select(col(Revision.subject_id)).where(col(Revision.subject) == NOUN_OF[section])
    known = union(select(table_of(TABLE_OF[section]).c.id), recorded).order_by("id")
    return iter(session.execute(known, execution_options={"yield_per": _STREAM}).scalars())


def _wrong_rows(session: Session, section: str, names: Sequence[str]) -> Iterator[str]:
    recorded = _recorded(session, NOUN_OF[section], names)
    kept = _kept(session, section, names)
    entries = entries_in(session, section, names)
    made = Rows()
    for name in names:
        noun = f"{NOUN_OF[section]} {name}"
        if name not in entries:
            yield f"{noun}: its row is gone, and the ledger says nothing of that"
        elif name not in recorded:
            yield f"{noun}: no revision of the ledger knows its row"
        elif digest_of(packed := pack(entries[name])) != recorded[name].sha256:
            yield f"{noun}: its row is not what the ledger recorded of it"
        else:
            row = made.add(section, packed)
            row |= {"digest": recorded[name].sha256, "retired_on": recorded[name].retired_on}
            wrong = [column for column, value in kept[name].items() if row[column] != value]
            yield from (f"{noun}: its {column} is not what the ledger gives" for column in wrong)
    yield from _wrong_hanging(session, section, made)


def _kept(session: Session, section: str, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give what rows hold beside the entry: its digest, and the days that comparisons use."""
    table = table_of(TABLE_OF[section])
    days = [column for column in table.c if isinstance(column.type, Date)]
    rows = session.execute(
        select(table.c.id, table.c.digest, *days).where(table.c.id.in_(names))
    ).mappings()
    return {row["id"]: dict(row) for row in rows}


def _wrong_hanging(session: Session, section: str, made: Rows) -> Iterator[str]:
    """Name rows that hang on rows as recorded, and are not those that a load would have made."""
    names = [row["id"] for row in made.own]
    if section == "commitments":
        yield from _differing(session, CommitmentTheme, made.themes, names)
    if section == "evidence":
        yield from _differing(session, Link, made.links, names)
        yield from _differing(session, Answer, made.answers, names)


def _differing(
    session: Session, model: type[SQLModel], made: list[dict[str, Any]], names: Sequence[str]
) -> Iterator[str]:
    table = table_of(model)
    owner = table.c[0]
    stored = session.execute(select(table).where(owner.in_(names))).mappings()
    unlike = {frozenset(row.items()) for row in made} ^ {frozenset(row.items()) for row in stored}
    for name in sorted({dict(row)[owner.name] for row in unlike}):
        noun = owner.name.removesuffix("_id")
        yield f"{noun} {name}: its rows of table {table.name} are not what the ledger gives"


def _recorded(session: Session, noun: str, names: Sequence[str]) -> dict[str, _Recorded]:
    """Read of each entry its newest revision with content, and its newest revision of any kind."""
    sequence, action = col(Revision.sequence), col(Revision.action)
    subject_id = col(Revision.subject_id)
    newest = session.execute(
        select()
        .add_columns(
            subject_id,
            func.max(sequence).label("last"),
            func.max(case((action != Action.RETIRED.value, sequence))).label("filled"),
        )
        .where(col(Revision.subject) == noun, subject_id.in_(names))
        .group_by(subject_id)
    ).all()
    numbers = {number for row in newest for number in (row.last, row.filled)}
    rows = session.execute(
        select(sequence, action, col(Revision.payload)).where(sequence.in_(numbers))
    )
    revisions = {row.sequence: row for row in rows}
    return {
        row.subject_id: _Recorded(_digest(revisions[row.filled]), _retired_on(revisions[row.last]))
        for row in newest
    }


def _digest(row: Row[Any]) -> str:
    payload = row.payload or ""
    if row.action == Action.CHANGED:
        return str(json.loads(payload)["entry_sha256"])
    return hashlib.sha256(payload.encode()).hexdigest()


def _retired_on(row: Row[Any]) -> date | None:
    if row.action != Action.RETIRED:
        return None
    return date.fromisoformat(json.loads(row.payload)["retired_on"])


def _wrong_state(session: Session, ids: Sequence[int]) -> Iterator[str]:
    rows = session.execute(select(table_of(RegistryState)).where(col(RegistryState.id).in_(ids)))
    if rows.first() is None:
        yield "table registry_state: its only row is gone"
