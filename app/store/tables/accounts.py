"""Who may work at the desk, and how they prove who they are. Never public, in no ledger.

Whatever could be used to sign in is stored as a hash, but for the secret of the second factor,
from which codes must be computed. Times are UTC, ISO 8601.
"""

from typing import ClassVar

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import Language
from app.domain.workflow import Purpose, StaffRole
from app.store.columns import id_column, one_of


class Account(SQLModel, table=True):
    """One member of staff. The number is theirs for life; ledgers know them by role and number.

    `login` is folded (NFKC, casefold). `totp_secret` is set once a code of it was shown to work;
    `totp_last` is the counter of the last code used, which cannot be used again.
    """

    __tablename__: ClassVar[str] = "account"
    __table_args__ = (one_of("role", StaffRole), one_of("language", Language))

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    login: str = Field(unique=True)
    name: str
    role: str
    language: str = Language.ENGLISH.value
    password_hash: str | None = None
    totp_secret: str | None = None
    totp_last: int | None = Field(default=None, sa_type=BigInteger)
    created_at: str
    disabled_at: str | None = None


class RecoveryCode(SQLModel, table=True):
    """A code that stands in for the second factor once."""

    __tablename__: ClassVar[str] = "recovery_code"
    __table_args__ = (Index(None, "account"),)

    hash: str = Field(primary_key=True)
    account: int = Field(foreign_key="account.number")
    used_at: str | None = None


class StaffSession(SQLModel, table=True):
    """Somebody signed in on some browser. `id` may be shown to them; the token is only hashed.

    `is_complete` says that everything required was proved; until then it opens nothing but the
    page that asks for what is missing.
    """

    __tablename__: ClassVar[str] = "staff_session"
    __table_args__ = (Index(None, "account"), Index(None, "expires_at"))

    id: str = id_column(primary_key=True)
    token_hash: str = Field(unique=True)
    account: int = Field(foreign_key="account.number")
    is_complete: bool
    created_at: str
    seen_at: str
    expires_at: str


class SignInAttempt(SQLModel, table=True):
    """Failed attempts to sign in under one name, whether anybody has it or not.

    `key` is a SHA-256 of the folded name.
    """

    __tablename__: ClassVar[str] = "sign_in_attempt"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures"), Index(None, "last_at"))

    key: str = Field(primary_key=True)
    failures: int
    last_at: str
    blocked_until: str | None = None


class OneTimeLink(SQLModel, table=True):
    """An address that lets its bearer set a password, once: handed over by an administrator."""

    __tablename__: ClassVar[str] = "one_time_link"
    __table_args__ = (one_of("purpose", Purpose), Index(None, "account"))

    token_hash: str = Field(primary_key=True)
    purpose: str
    account: int | None = Field(default=None, foreign_key="account.number")
    created_at: str
    expires_at: str
    used_at: str | None = None


class ApiToken(SQLModel, table=True):
    """What a tool proves itself with. It acts for the account that made it, within its scopes."""

    __tablename__: ClassVar[str] = "api_token"
    __table_args__ = (Index(None, "account"),)

    id: str = id_column(primary_key=True)
    account: int = Field(foreign_key="account.number")
    name: str
    token_hash: str = Field(unique=True)
    scopes: list[str] = Field(sa_type=JSON, nullable=False)
    created_at: str
    expires_at: str
    last_used_at: str | None = None
    ended_at: str | None = None
