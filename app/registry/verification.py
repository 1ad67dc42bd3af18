"""Checking that the rows of the database are what the public ledger says was recorded."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Date, select, union
from sqlmodel import Session, SQLModel, col

from app.domain.vocabulary import Owner
from app.registry.additions import desk_answers
from app.registry.parts import pack
from app.registry.plan import digest_of
from app.registry.recorded import Recorded, recorded
from app.registry.rows import NOUN_OF, TABLE_OF, Rows, entries_in, table_of
from app.store.looks import looks_at
from app.store.replacements import last_of, successors
from app.store.tables import (
    Answer,
    CommitmentTheme,
    Document,
    Link,
    RegistryState,
    Revision,
)
from app.store.verification import check_in_batches

_STREAM = 5_000
_STATE = 1
_DECIDED = frozenset({"digest", "owner", "withdrawal", "source"})


def altered_rows(session: Session) -> Iterator[str]:
    """Name every row that is not as its newest revisions recorded it, missing and foreign ones too.

    Gone through is all that the ledger or a table knows.
    """
    standing_in = successors(session, Document)
    for section, noun in NOUN_OF.items():
        label = f"{noun} {{}}, or what the ledger recorded of it,"
        check = partial(_wrong_rows, session, section, standing_in)
        yield from check_in_batches(_names(session, section), check, label)
    yield from check_in_batches([_STATE], partial(_wrong_state, session), "table registry_state")


def _names(session: Session, section: str) -> Iterator[str]:
    recorded = select(col(Revision.subject_id)).where(col(Revision.subject) == NOUN_OF[section])
    known = union(select(table_of(TABLE_OF[section]).c.id), recorded).order_by("id")
    return iter(session.execute(known, execution_options={"yield_per": _STREAM}).scalars())


def _wrong_rows(
    session: Session, section: str, standing_in: Mapping[str, str], names: Sequence[str]
) -> Iterator[str]:
    known = recorded(session, NOUN_OF[section], names)
    kept = _kept(session, section, names)
    entries = entries_in(session, section, names)
    made = Rows()
    for name in names:
        noun = f"{NOUN_OF[section]} {name}"
        packed = pack(entries[name]) if name in entries else None
        wrong = _wrong_content(packed, known.get(name))
        if wrong:
            yield f"{noun}: {wrong}"
        elif packed is not None:
            row = made.add(section, packed)
            row |= _decided(known[name], row, kept[name])
            if "source" in row:
                row["source"] = last_of(standing_in, row["document"])
            differing = [column for column, value in kept[name].items() if row[column] != value]
            yield from (
                f"{noun}: its {column} is not what the ledger gives" for column in differing
            )
    yield from _wrong_hanging(session, section, made, known)


def _wrong_content(packed: bytes | None, known: Recorded | None) -> str | None:
    """Say what is wrong with a row as a whole, if anything is; `packed` is the entry it gives."""
    if packed is None:
        return "its row is gone, and the ledger says nothing of that" if known else None
    if known is None:
        return "no revision of the ledger knows its row"
    if digest_of(packed) != known.sha256:
        return "its row is not what the ledger recorded of it"
    return None


def _kept(session: Session, section: str, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give what rows hold beside the entry: digest, owner, decisions, days for comparisons."""
    table = table_of(TABLE_OF[section])
    beside = [one for one in table.c if isinstance(one.type, Date) or one.name in _DECIDED]
    rows = session.execute(select(table.c.id, *beside).where(table.c.id.in_(names))).mappings()
    return {row["id"]: dict(row) for row in rows}


def _decided(known: Recorded, row: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Give the columns that the ledger decides, whatever the entry says."""
    decided = {"digest": known.sha256, "retired_on": known.retired_on, "owner": known.owner}
    if "withdrawal" not in row:
        return decided
    by_desk: dict[str, Any] | None = known.decisions.withdrawn
    if known.decisions.is_withdrawal_over:
        by_desk = kept["withdrawal"]
    elif not known.decisions.is_withdrawal_known:
        # A redaction removed the words; that it is withdrawn shows.
        by_desk = kept["withdrawal"] or {}
    return decided | {"withdrawal": row["withdrawn"] or by_desk}


def _wrong_hanging(
    session: Session, section: str, made: Rows, known: dict[str, Recorded]
) -> Iterator[str]:
    """Name rows that hang on rows as recorded, and are not those that a load would have made."""
    names = [row["id"] for row in made.own]
    if section == "commitments":
        yield from _differing(session, CommitmentTheme, made.themes, names)
        for name, looks in looks_at(session, names).items():
            if not looks.is_right:
                yield f"commitment {name}: its last_looked_at is not what the ledger gives"
    if section == "evidence":
        yield from _differing(session, Link, made.links, names)
        yield from _wrong_answers(session, made, known)


def _wrong_answers(session: Session, made: Rows, known: dict[str, Recorded]) -> Iterator[str]:
    names = [row["id"] for row in made.own]
    of_file = col(Answer.owner) == Owner.REGISTRY.value
    yield from _differing(session, Answer, made.answers, names, of_file)
    of_desk: dict[str, set[tuple[str, str]]] = {name: set() for name in names}
    for row in desk_answers(session, names):
        of_desk[row["evidence_id"]].add((row["commitment_id"], row["answer_id"]))
    for name, answers in of_desk.items():
        decisions = known[name].decisions
        if decisions.are_answers_known and decisions.answers != answers:
            yield f"evidence {name}: the desk's answers to it are not what the ledger gives"


def _differing(
    session: Session,
    model: type[SQLModel],
    made: list[dict[str, Any]],
    names: Sequence[str],
    condition: ColumnElement[bool] | None = None,
) -> Iterator[str]:
    table = table_of(model)
    owner = table.c[0]
    rows = select(table).where(owner.in_(names))
    stored = session.execute(rows if condition is None else rows.where(condition)).mappings()
    unlike = {frozenset(row.items()) for row in made} ^ {frozenset(row.items()) for row in stored}
    for name in sorted({dict(row)[owner.name] for row in unlike}):
        noun = owner.name.removesuffix("_id")
        yield f"{noun} {name}: its rows of table {table.name} are not what the ledger gives"


def _wrong_state(session: Session, ids: Sequence[int]) -> Iterator[str]:
    rows = session.execute(select(table_of(RegistryState)).where(col(RegistryState.id).in_(ids)))
    if rows.first() is None:
        yield "table registry_state: its only row is gone"
