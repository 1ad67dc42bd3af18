"""What columns are made of: ids, texts in several languages, and words of the vocabulary.

Constraints are named by one convention, which must stand before the first table.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from app.domain.alphabets import LONGEST_ORDER_KEY

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Ids sort by their bytes in every database, whatever its language.
IDENTIFIER: TypeEngine[str] = String(100).with_variant(String(100, collation="C"), "postgresql")

# Written so that their bytes are in the order of an alphabet.
ORDER_KEY: TypeEngine[str] = String(LONGEST_ORDER_KEY).with_variant(
    String(LONGEST_ORDER_KEY, collation="C"), "postgresql"
)


# Partial dates, which sort by their bytes as the days they begin with do.
_PERIOD: TypeEngine[str] = String(10).with_variant(String(10, collation="C"), "postgresql")


def one_of(column: str, words: Iterable[StrEnum]) -> CheckConstraint:
    """Let a column hold only these words (or nothing, where it may be null)."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def id_column(**settings: Any) -> Any:  # noqa: ANN401 - what Field itself takes and gives
    """Make a column for an id."""
    return Field(sa_type=IDENTIFIER, **settings)


def order_key_column() -> Any:  # noqa: ANN401 - what Field itself gives
    """Make a column for the key that a title is sorted by; whoever writes the title writes it."""
    return Field(default="", sa_type=ORDER_KEY, sa_column_kwargs={"server_default": ""})


def period_column() -> Any:  # noqa: ANN401 - what Field itself gives
    """Make a part of a key for a year, month or day as a partial date."""
    return Field(primary_key=True, sa_type=_PERIOD)


def texts() -> Any:  # noqa: ANN401 - what Field itself gives
    """Make a column for a text: a map from language to text."""
    return Field(sa_type=JSON, nullable=False)


def optional_texts() -> Any:  # noqa: ANN401 - what Field itself gives
    """Make a column for a text, or a list, that may be missing."""
    return Field(default=None, sa_type=JSON(none_as_null=True), nullable=True)
