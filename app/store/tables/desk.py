"""What staff are working on: never public, and read by no query of a public page.

A proposal stands here until it is published; only then do public rows come of it. So nothing that
is unpublished can be selected by mistake: it is not where the public looks.
"""

from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from app.domain.workflow import Intent, Proposed, State
from app.store.columns import id_column, one_of


class Import(SQLModel, table=True):
    """A file of evidence that was taken in as proposals, all of it at once."""

    __tablename__: ClassVar[str] = "import"

    id: str = id_column(primary_key=True)
    imported_by: int = Field(foreign_key="account.number")
    imported_at: str
    name: str
    rows: int
    retracted_at: str | None = None


class Proposal(SQLModel, table=True):
    """What somebody proposes to add, to replace or to withdraw, and how far it has come.

    `content` is a draft as `app.editing.drafts.Draft` gives it, right or wrong. `entry_id` and
    `document_id` are the permanent ids that its evidence and its new document have or would have;
    `target` is the published entry to be replaced or withdrawn. `version` counts saves and
    decisions. `authors` are the numbers of all accounts that ever wrote in it.
    """

    __tablename__: ClassVar[str] = "proposal"
    __table_args__ = (
        one_of("intent", Intent),
        one_of("subject", Proposed),
        one_of("state", State),
        CheckConstraint("(intent = 'add') = (target IS NULL)", name="target"),
        CheckConstraint("version > 0", name="version"),
        Index(None, "state", "submitted_at"),
        Index(None, "created_by", "state"),
        Index(None, "entry_id"),
        Index(None, "import_id"),
    )

    id: str = id_column(primary_key=True)
    intent: str
    subject: str
    target: str | None = id_column(default=None)
    entry_id: str = id_column()
    document_id: str = id_column()
    content: dict[str, Any] = Field(sa_type=JSON, nullable=False)
    state: str
    version: int = 1
    created_by: int = Field(foreign_key="account.number")
    authors: list[int] = Field(sa_type=JSON, nullable=False)
    created_at: str
    changed_at: str
    submitted_at: str | None = None
    decided_by: int | None = Field(default=None, foreign_key="account.number")
    decided_at: str | None = None
    comment: str | None = Field(default=None, sa_type=Text)
    import_id: str | None = id_column(default=None, foreign_key="import.id")


class IdempotencyKey(SQLModel, table=True):
    """What was answered to a tool that asked with this key, so that asking again does no more.

    `request` is the SHA-256 of method, path and body.
    """

    __tablename__: ClassVar[str] = "idempotency_key"
    __table_args__ = (Index(None, "created_at"),)

    token: str = id_column(primary_key=True, foreign_key="api_token.id")
    key: str = Field(primary_key=True)
    request: str
    status: int
    headers: dict[str, str] = Field(sa_type=JSON, nullable=False)
    answer: str = Field(sa_type=Text)
    created_at: str
