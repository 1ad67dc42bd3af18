"""The list of the words that the search index has, each once: see `app/store/tables/words.py`."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlmodel import Session

_INSERT = text("INSERT INTO search_word (word) VALUES (:word) ON CONFLICT DO NOTHING")
_FROM = text(
    "SELECT number, word FROM search_word WHERE number >= :number ORDER BY number LIMIT :most"
)
_FORGET = {
    "sqlite": text(
        "DELETE FROM search_word WHERE NOT EXISTS (SELECT 1 FROM fts_term WHERE term = word)"
    ),
    "postgresql": text(
        "DELETE FROM search_word WHERE NOT EXISTS (SELECT 1 FROM fts_commitment"
        " WHERE lexemes @@ CAST(quote_literal(word) AS tsquery))"
    ),
}


def remember_words(session: Session, words: Iterable[str]) -> None:
    """Add folded words to those that the index is known to have; numbers are no words here."""
    known = session.info.setdefault("words", set())
    rows = [{"word": word} for word in sorted(set(words) - known) if not word.isdecimal()]
    if rows:
        session.execute(_INSERT, rows)
    known.update(row["word"] for row in rows)


def forget_lost_words(session: Session) -> None:
    """Let no word stay that the index has lost, once it is as it is to be."""
    session.info.pop("words", None)
    session.execute(_FORGET[session.get_bind().dialect.name])


def words_from(session: Session, number: int, most: int) -> list[tuple[int, str]]:
    """Give words of the index with their numbers, from this number on, `most` at most."""
    rows = session.execute(_FROM, {"number": number, "most": most})
    return [(found, word) for found, word in rows]
