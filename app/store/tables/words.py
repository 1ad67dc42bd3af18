"""The words that the search index knows, each once: what a misspelt search is compared with.

The index itself can tell them only by being read as a whole.
"""

from typing import ClassVar

from sqlalchemy import String
from sqlmodel import Field, SQLModel

# As long as `fold_words` leaves a word; sorted by its bytes in every database.
_WORD = String(60).with_variant(String(60, collation="C"), "postgresql")


class SearchWord(SQLModel, table=True):
    """A folded word; the later one was met, the higher its number, which is never given twice.

    A word that the index lost may stay until texts are redacted: ask the index before telling it.
    """

    __tablename__: ClassVar[str] = "search_word"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: int | None = Field(default=None, primary_key=True)
    word: str = Field(sa_type=_WORD, unique=True)
