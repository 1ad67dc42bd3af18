"""The two ledgers, one algorithm: the public one, which is served, and the desk's, which is not."""

from typing import ClassVar

from sqlalchemy import BigInteger, ColumnElement, Index, Text, literal_column, text
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import Action
from app.store.columns import id_column

ADDITION: ColumnElement[str] = literal_column(f"'{Action.ADDED.value}'")
"""What nearly all revisions are, as part of a statement's text.

Whoever asks for others says `action != ADDITION` as well: that is the condition of their index.
"""


class Chained(SQLModel):
    """One link of a hash chain. Payload and salt are gone after a redaction."""

    sequence: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    time: str
    actor: str
    action: str
    subject: str
    subject_id: str = id_column()
    load: int | None = Field(default=None, sa_type=BigInteger)
    payload: str | None = Field(default=None, sa_type=Text)
    salt: str | None = None
    digest: str
    hash: str


class Revision(Chained, table=True):
    """One recorded change of what is public."""

    __tablename__: ClassVar[str] = "revision"
    __table_args__ = (
        Index(None, "subject_id", "sequence"),
        Index(None, "load", "sequence"),
        # Its condition, which all meet, keeps SQLite from it where an id says more than a subject.
        Index(
            "ix_revision_subject",
            *("subject", "sequence"),
            sqlite_where=text("subject <> ''"),
            postgresql_where=text("subject <> ''"),
        ),
        # Nearly all are additions: those are found by going through the ledger.
        Index(
            "ix_revision_action",
            *("action", "sequence"),
            sqlite_where=text("action <> 'added'"),
            postgresql_where=text("action <> 'added'"),
        ),
    )


class DeskRevision(Chained, table=True):
    """One recorded act at the desk: a draft, a review, something about an account. Never public."""

    __tablename__: ClassVar[str] = "desk_revision"
    __table_args__ = (Index(None, "subject_id", "sequence"),)


class LedgerHead(SQLModel, table=True):
    """The newest entry of a ledger: locked to append, read to learn the data revision."""

    __tablename__: ClassVar[str] = "ledger_head"

    ledger: str = Field(primary_key=True)
    sequence: int = Field(sa_type=BigInteger)
    hash: str
