"""From entries to rows and back: the one place that knows how the file and the tables correspond.

Columns carry the names of the file's keys; what differs is written out here: derived days, and
the lists that become rows of their own (themes of a commitment, links and answers of evidence).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel, col

from app.domain.alphabets import order_keys
from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Extent, Language, Owner, Role, Status
from app.store.tables import (
    TABLES,
    About,
    Answer,
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Instrument,
    Link,
    Owned,
    Theme,
)

TABLE_OF: dict[str, type[Owned]] = {
    "about": About,
    "instruments": Instrument,
    "themes": Theme,
    "documents": Document,
    "commitments": Commitment,
    "evidence": Evidence,
}

REPLACEABLE: dict[str, type[Document | Evidence]] = {"documents": Document, "evidence": Evidence}
"""The sections whose entries can be withdrawn, and can be put in the place of others."""

NOUN_OF = {
    "about": "about",
    "instruments": "instrument",
    "themes": "theme",
    "documents": "document",
    "commitments": "commitment",
    "evidence": "evidence",
}
"""What one entry of a section is called: in revisions, addresses and messages."""

# Key of the entry, derived column, and which end of the interval it holds.
_DERIVED_DAYS = {
    "instruments": ("adopted", "adopted_first", "first"),
    "documents": ("date", "date_first", "first"),
    "commitments": ("due", "due_last", "last"),
    "evidence": ("date", "date_first", "first"),
}
_WHAT_HOLDS = {
    "documents": {"withdrawal": "withdrawn"},
    "commitments": {"last_looked_at": "looked_at"},
    "evidence": {"withdrawal": "withdrawn", "source": "document"},
}
"""Columns that begin as what the entry says, and that decisions of the desk may change."""

_TITLE_KEYS = {language: f"title_key_{language.value}" for language in Language}
"""Columns of commitments that sort them by title, in each language."""

_BOOKKEEPING = frozenset(Owned.model_fields) | {"key", *_TITLE_KEYS.values()}
_OFF_BY_DEFAULT = frozenset({"mirror", "due_inferred"})
_BEARS, _CONTEXT = Role.BEARS.value, Role.CONTEXT.value
_OWNER = Owner.REGISTRY.value


def table_of(model: type[SQLModel]) -> Table:
    """Give the table of a model, for plain rows: objects of it cost several times the time."""
    return TABLES.tables[str(model.__tablename__)]


@dataclass(slots=True)
class Rows:
    """What some entries become: rows of their own table, and rows that hang on them."""

    own: list[dict[str, Any]] = field(default_factory=list)
    themes: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)

    def add(self, section: str, packed: bytes) -> dict[str, Any]:
        """Add an entry, and give its own row for bookkeeping columns to be added."""
        entry = json.loads(packed)
        row = {name: entry.get(name, default) for name, default in _blank(section)}
        derived = _DERIVED_DAYS.get(section)
        if derived:
            key, column, end = derived
            row[column] = _bound(entry[key], end) if key in entry else None
        row |= {column: row[key] for column, key in _WHAT_HOLDS.get(section, {}).items()}
        if section == "commitments":
            keys = order_keys(row["title"])
            row |= {column: keys[language] for language, column in _TITLE_KEYS.items()}
        self.own.append(row)
        self.themes += _theme_rows(entry) if section == "commitments" else []
        for link in _link_rows(entry) if section == "evidence" else ():
            self.answers += link.pop("answers")
            self.links.append(link)
        return row


@lru_cache(maxsize=10_000)
def _bound(text: str, end: str) -> date:
    found: date = getattr(parse_partial_date(text), end)
    return found


def entries_in(session: Session, section: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give the entries that the rows of these ids came from, as they were in the file."""
    table = table_of(TABLE_OF[section])
    rows = session.execute(select(table).where(table.c.id.in_(ids))).mappings()
    entries = {row["id"]: _entry(section, dict(row)) for row in rows}
    if section == "commitments":
        _add_themes(session, entries)
    if section == "evidence":
        _add_links(session, entries)
    return entries


@cache
def _columns(section: str) -> list[str]:
    derived = {_DERIVED_DAYS.get(section, (None, None))[1], *_WHAT_HOLDS.get(section, ())}
    table: type[SQLModel] = TABLE_OF[section]
    names = ["translated", *(name for name in table.model_fields if name not in _BOOKKEEPING)]
    return [name for name in names if name not in derived]


@cache
def _blank(section: str) -> list[tuple[str, bool | None]]:
    """Give the columns, each with what stands in it when the entry does not have its key."""
    return [(name, False if name in _OFF_BY_DEFAULT else None) for name in _columns(section)]


def _entry(section: str, row: dict[str, Any]) -> dict[str, Any]:
    # By identity: a number that is 0 was in the file, and equals False.
    return {
        name: row[name]
        for name in _columns(section)
        if row[name] is not None and row[name] is not False
    }


def _theme_rows(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"commitment_id": entry["id"], "theme_id": theme, "place": place}
        for place, theme in enumerate(entry["themes"])
    ]


def _link_rows(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for place, (commitment, standing) in enumerate(entry.get("bears_on", {}).items()):
        link = _link(entry["id"], commitment, place, _BEARS)
        link["status"] = standing["status"]
        if standing["status"] == Status.ENACTED:
            link["extent"] = standing.get("extent", Extent.WHOLE.value)
        link["answers"] = [
            {
                "evidence_id": entry["id"],
                "commitment_id": commitment,
                "answer_id": answer,
                "place": rank,
                "owner": _OWNER,
            }
            for rank, answer in enumerate(standing.get("answered_by", ()))
        ]
        yield link
    for place, commitment in enumerate(entry.get("context_for", ())):
        yield _link(entry["id"], commitment, place, _CONTEXT)


def _link(evidence: str, commitment: str, place: int, role: str) -> dict[str, Any]:
    return {
        "evidence_id": evidence,
        "commitment_id": commitment,
        "place": place,
        "role": role,
        "status": None,
        "extent": None,
        "answers": [],
    }


def _add_themes(session: Session, entries: dict[str, dict[str, Any]]) -> None:
    rows = session.execute(
        select(col(CommitmentTheme.commitment_id), col(CommitmentTheme.theme_id))
        .where(col(CommitmentTheme.commitment_id).in_(entries))
        .order_by(col(CommitmentTheme.commitment_id), col(CommitmentTheme.place))
    )
    for commitment, theme in rows:
        entries[commitment].setdefault("themes", []).append(theme)


def _add_links(session: Session, entries: dict[str, dict[str, Any]]) -> None:
    links = session.execute(
        select()
        .add_columns(
            col(Link.evidence_id),
            col(Link.commitment_id),
            col(Link.role),
            col(Link.status),
            col(Link.extent),
        )
        .where(col(Link.evidence_id).in_(entries))
        .order_by(col(Link.evidence_id), col(Link.place))
    )
    for evidence, commitment, role, status, extent in links:
        if role == Role.CONTEXT:
            entries[evidence].setdefault("context_for", []).append(commitment)
            continue
        standing = {"status": status} | ({"extent": extent} if extent == Extent.PART else {})
        entries[evidence].setdefault("bears_on", {})[commitment] = standing
    answers = session.execute(
        select(col(Answer.evidence_id), col(Answer.commitment_id), col(Answer.answer_id))
        .where(col(Answer.evidence_id).in_(entries), col(Answer.owner) == Owner.REGISTRY.value)
        .order_by(col(Answer.evidence_id), col(Answer.commitment_id), col(Answer.place))
    )
    for evidence, commitment, answer in answers:
        standing = entries[evidence]["bears_on"][commitment]
        standing.setdefault("answered_by", []).append(answer)
