"""The nouns, all of them public. Columns carry the names of the registry file."""

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    Index,
    text,
)
from sqlmodel import Field, SQLModel, col

from app.domain.vocabulary import (
    CommitmentKind,
    Consulted,
    DocumentKind,
    Extent,
    InstrumentKind,
    Origin,
    Owner,
    Role,
    Status,
)
from app.store.columns import id_column, one_of, optional_texts, order_key_column, texts

# Of the few that the file withdraws.
_WITHDRAWN: dict[str, Any] = {
    "sqlite_where": text("withdrawn IS NOT NULL"),
    "postgresql_where": text("withdrawn IS NOT NULL"),
}


class Owned(SQLModel):
    """What every row from the registry file or from the desk carries.

    `digest` is the SHA-256 of the canonical entry, `position` its place among its kind,
    `retired_on` the day it was found gone from the file.
    """

    owner: str = Owner.REGISTRY.value
    digest: str
    position: int
    retired_on: dt.date | None = None
    translated: list[str] | None = optional_texts()


class About(Owned, table=True):
    """What the registry is, in its own words: one row, or none."""

    __tablename__: ClassVar[str] = "about"
    __table_args__ = (one_of("owner", Owner),)

    id: str = id_column(primary_key=True)
    title: dict[str, str] = texts()
    text: dict[str, str] = texts()
    left_out: dict[str, str] | None = optional_texts()


class Instrument(Owned, table=True):
    """The text in which commitments were made."""

    __tablename__: ClassVar[str] = "instrument"
    __table_args__ = (one_of("owner", Owner), one_of("kind", InstrumentKind))

    id: str = id_column(primary_key=True)
    kind: str
    title: dict[str, str] = texts()
    issuer: dict[str, str] = texts()
    adopted: str
    adopted_first: dt.date
    url: str | None = None
    tasks_stated: int | None = None
    note: dict[str, str] | None = optional_texts()


class Theme(Owned, table=True):
    """A field of reform."""

    __tablename__: ClassVar[str] = "theme"
    __table_args__ = (one_of("owner", Owner),)

    id: str = id_column(primary_key=True)
    title: dict[str, str] = texts()


class Document(Owned, table=True):
    """A published source.

    `withdrawn` is what the file says; `withdrawal` is what holds, by the file or by the desk.
    """

    __tablename__: ClassVar[str] = "document"
    __table_args__ = (
        one_of("owner", Owner),
        one_of("kind", DocumentKind),
        one_of("origin", Origin),
        one_of("consulted", Consulted),
        Index("ix_document_withdrawn", "id", **_WITHDRAWN),
        Index(None, "position"),
    )

    id: str = id_column(primary_key=True)
    publisher: dict[str, str] = texts()
    language: str
    title: dict[str, str] = texts()
    date: str | None = None
    date_first: dt.date | None = None
    url: str | None = None
    kind: str
    origin: str
    consulted: str
    mirror: bool = False
    note: dict[str, str] | None = optional_texts()
    replaces: str | None = id_column(default=None)
    withdrawn: dict[str, Any] | None = optional_texts()
    withdrawal: dict[str, Any] | None = optional_texts()


class Commitment(Owned, table=True):
    """One promise or recommendation. `key` is its number for life in the search index.

    `looked_at` is what the file says; `last_looked_at` is what holds, by the file or by the desk.
    `title_key_en` and its like hold the title's place in the alphabet of a language: see
    `app.domain.alphabets`.
    """

    __tablename__: ClassVar[str] = "commitment"
    __table_args__ = (
        one_of("owner", Owner),
        one_of("kind", CommitmentKind),
        one_of("consulted", Consulted),
        Index(None, "position"),
        Index(None, "instrument", "position"),
        # Each ends with what a list goes by, so that it reads no row of those it passes over.
        Index(None, "due_last", "position", "key", "id"),
        Index(None, "title_key_en", "position", "key", "id"),
        Index(None, "title_key_ru", "position", "key", "id"),
        Index(None, "title_key_kk", "position", "key", "id"),
        Index(None, "last_looked_at", "position", "key", "id"),
    )

    id: str = id_column(primary_key=True)
    key: int = Field(unique=True)
    instrument: str = id_column(foreign_key="instrument.id")
    number: str | None = None
    kind: str
    title: dict[str, str] = texts()
    text: dict[str, str] = texts()
    addressee: dict[str, str] = texts()
    due: str | None = None
    due_last: dt.date | None = None
    due_inferred: bool = False
    due_note: dict[str, str] | None = optional_texts()
    expected_outcome: dict[str, str] | None = optional_texts()
    locator: dict[str, str] = texts()
    consulted: str
    looked_at: str | None = None
    last_looked_at: str | None = None
    note: dict[str, str] | None = optional_texts()
    title_key_en: str = order_key_column()
    title_key_ru: str = order_key_column()
    title_key_kk: str = order_key_column()


class CommitmentTheme(SQLModel, table=True):
    """That a commitment belongs to a theme; `place` is its place among the commitment's themes."""

    __tablename__: ClassVar[str] = "commitment_theme"
    __table_args__ = (Index(None, "theme_id", "commitment_id"),)

    commitment_id: str = id_column(primary_key=True, foreign_key="commitment.id")
    theme_id: str = id_column(primary_key=True, foreign_key="theme.id")
    place: int


class Evidence(Owned, table=True):
    """One citable fact out of one document; `date_first` is the first day it may have happened.

    `document` is what its entry names; `source` is the document that stands for it now, when that
    one was replaced. `withdrawn` and `withdrawal` are as in `Document`.
    """

    __tablename__: ClassVar[str] = "evidence"
    __table_args__ = (
        one_of("owner", Owner),
        Index(None, "source"),
        Index("ix_evidence_withdrawn", "id", **_WITHDRAWN),
        Index(None, "position"),
    )

    id: str = id_column(primary_key=True)
    document: str = id_column(foreign_key="document.id")
    source: str = id_column(foreign_key="document.id")
    locator: dict[str, str] = texts()
    date: str
    date_first: dt.date
    summary: dict[str, str] = texts()
    note: dict[str, str] | None = optional_texts()
    replaces: str | None = id_column(default=None)
    withdrawn: dict[str, Any] | None = optional_texts()
    withdrawal: dict[str, Any] | None = optional_texts()


class Link(SQLModel, table=True):
    """How a piece of evidence stands to a commitment: it bears on it, or is context for it."""

    __tablename__: ClassVar[str] = "link"
    __table_args__ = (
        one_of("role", Role),
        one_of("status", Status),
        one_of("extent", Extent),
        CheckConstraint("(role = 'bears') = (status IS NOT NULL)", name="bearing_has_status"),
        CheckConstraint(
            "(extent IS NOT NULL) = (status IS NOT NULL AND status = 'enacted')",
            name="enacting_has_extent",
        ),
        Index(None, "commitment_id"),
    )

    evidence_id: str = id_column(primary_key=True, foreign_key="evidence.id")
    commitment_id: str = id_column(primary_key=True, foreign_key="commitment.id")
    place: int
    role: str
    status: str | None = None
    extent: str | None = None


class Answer(SQLModel, table=True):
    """That a contesting link is answered by a piece of evidence: the file says so, or the desk.

    Nothing holds it to its link: an answer of the desk outlives a file that takes the link away,
    moves nothing meanwhile, and counts again when the link is back.
    """

    __tablename__: ClassVar[str] = "answer"
    __table_args__ = (one_of("owner", Owner), Index(None, "commitment_id"))

    evidence_id: str = id_column(primary_key=True, foreign_key="evidence.id")
    commitment_id: str = id_column(primary_key=True, foreign_key="commitment.id")
    answer_id: str = id_column(primary_key=True, foreign_key="evidence.id")
    place: int
    owner: str = Owner.REGISTRY.value


class RegistryState(SQLModel, table=True):
    """What is known of the registry file: the one last loaded, and the one last tried.

    `faults` is empty unless the file last tried could not be loaded; then it holds its messages.
    """

    __tablename__: ClassVar[str] = "registry_state"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    loaded_sha256: str | None = None
    loaded_at: str | None = None
    rule_version: int = 0
    tried_sha256: str | None = None
    tried_at: str | None = None
    faults: list[str] | None = optional_texts()


for _table in (Document, Evidence):
    # Of what is of the same day, that with the first id comes first.
    _newest = col(_table.date_first).desc()
    Index(f"ix_{_table.__tablename__}_newest_first", _newest, col(_table.id))
