"""The search index: the same folded words in SQLite's FTS5 and in PostgreSQL's tsvector.

A commitment is found by its id and number, its title and text, and by the summaries, titles and
publishers of the evidence linked to it. The table is called `fts_commitment` in both databases;
only this module knows how each is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import TextClause, bindparam, select, text
from sqlmodel import Session, col

from app.domain.folding import fold_words
from app.store.batches import batches
from app.store.beside import Beside
from app.store.search_rows import search_rows, stem
from app.store.search_texts import search_texts
from app.store.tables import Commitment
from app.store.word_list import forget_lost_words, remember_words

MOST_WORDS = 12
"""How many words of a query count."""

_BATCH = 2_000
# How FTS5 is told how much of the index it keeps in memory, and how soon it merges what it wrote:
# https://www.sqlite.org/fts5.html#the_automerge_configuration_option; its source has the first.
_SET = text("INSERT INTO fts_commitment (fts_commitment, rank) VALUES (:name, :value)")
_FOR_MANY = {"hashsize": 16 * 2**20, "automerge": 0}
_FOR_FEW = {"hashsize": 2**20, "automerge": 4}

_INSERT = {
    "sqlite": text(
        "INSERT INTO fts_commitment (rowid, words, stems) VALUES (:key, :words, :stems)"
    ),
    "postgresql": text(
        # A tsvector has no columns: stems carry a sign that no word can begin with.
        "INSERT INTO fts_commitment (key, lexemes) VALUES (:key,"
        " array_to_tsvector(string_to_array(:words, ' ')) ||"
        " array_to_tsvector(string_to_array('=' || replace(:stems, ' ', ' ='), ' ')))"
    ),
}
_DELETE = {
    "sqlite": text("DELETE FROM fts_commitment WHERE rowid = :key"),
    "postgresql": text("DELETE FROM fts_commitment WHERE key = :key"),
}
_STORED = {
    "sqlite": text("SELECT rowid, words, stems FROM fts_commitment WHERE rowid IN :keys"),
    "postgresql": text(
        "SELECT key, tsvector_to_array(lexemes) FROM fts_commitment WHERE key IN :keys"
    ),
}
_STRANGERS = {
    "sqlite": text(
        "SELECT rowid FROM fts_commitment WHERE rowid NOT IN (SELECT key FROM commitment)"
    ),
    "postgresql": text(
        "SELECT key FROM fts_commitment WHERE key NOT IN (SELECT key FROM commitment)"
    ),
}
_MATCH = {
    "sqlite": "SELECT rowid FROM fts_commitment WHERE fts_commitment MATCH :words",
    "postgresql": "SELECT key FROM fts_commitment WHERE lexemes @@ CAST(:words AS tsquery)",
}

# Words with the number of commitments that have them, most first. PostgreSQL cannot list them but
# by reading every row: of many rows the first must do.
_VOCABULARY = {
    "sqlite": text(
        "SELECT term, doc FROM fts_vocabulary WHERE col = 'words' ORDER BY doc DESC, term"
        " LIMIT :most"
    ),
    "postgresql": text(
        "SELECT word, ndoc FROM ts_stat("
        "'SELECT lexemes FROM fts_commitment ORDER BY key LIMIT 20000')"
        " WHERE word NOT LIKE '=%' ORDER BY ndoc DESC, word COLLATE \"C\" LIMIT :most"
    ),
}


def rewrite_search(session: Session, commitments: Iterable[str]) -> None:
    """Index these commitments anew.

    Give many in the order of their keys: for every step back, FTS5 writes out what it has.
    """
    for ids in batches(commitments, _BATCH):
        _write(session, search_rows(search_texts(session, ids)))


def _write(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    dialect = session.get_bind().dialect.name
    if rows:
        session.execute(_DELETE[dialect], [{"key": row["key"]} for row in rows])
        session.execute(_INSERT[dialect], rows)
        remember_words(session, {word for row in rows for word in row["words"].split(" ")})


def rewrite_much(session: Session, parts: Iterable[Sequence[str]], *, is_much: bool) -> None:
    """Index commitments anew, part by part; if many are to come, a second process finds the words.

    When the next part is asked for, the words of the last are still being found: there is time to
    do something else.
    """
    texts = (search_texts(session, ids) for ids in parts)
    with much_rewritten(session), Beside(search_rows, is_worth_it=is_much) as beside:
        for rows in beside.each(texts):
            _write(session, rows)


@contextmanager
def much_rewritten(session: Session) -> Iterator[None]:
    """Let SQLite gather more words before it writes them, and put off merging what it wrote.

    Takes 16 MB, and a fifth of the time away. Should the index be left like this, then only
    because all that was written to it is undone as well.
    """
    _set_up_fts5(session, _FOR_MANY)
    yield
    _set_up_fts5(session, _FOR_FEW)


def _set_up_fts5(session: Session, settings: Mapping[str, int]) -> None:
    if session.get_bind().dialect.name == "sqlite":
        for name, value in settings.items():
            session.execute(_SET, {"name": name, "value": value})


def wrong_in_search(session: Session, ids: Sequence[str]) -> Iterator[str]:
    """Name those commitments that the index does not hold as `rewrite_search` would write them."""
    rows = {row["key"]: row for row in search_rows(search_texts(session, ids))}
    dialect = session.get_bind().dialect.name
    statement = _STORED[dialect].bindparams(bindparam("keys", expanding=True))
    found = session.execute(statement, {"keys": list(rows)})
    stored = {key: _lexemes(*columns) for key, *columns in found}
    keys = session.execute(
        select(col(Commitment.id), col(Commitment.key))
        .where(col(Commitment.id).in_(ids))
        .order_by(col(Commitment.id))
    )
    for name, key in keys:
        if stored.get(key) != _lexemes(rows[key]["words"], rows[key]["stems"]):
            yield name


def strangers_in_search(session: Session) -> Sequence[int]:
    """Give the keys in the index that are no commitment's."""
    statement = _STRANGERS[session.get_bind().dialect.name]
    return session.execute(statement).scalars().all()


def _lexemes(words: str | list[str], stems: str | None = None) -> set[str]:
    """Give words, and stems behind their sign; PostgreSQL keeps all of them as one list."""
    if isinstance(words, list) or stems is None:
        return set(words)
    return {*words.split(" "), *(f"={one}" for one in stems.split(" "))}


def settle_search(session: Session) -> None:
    """Sort into the index what PostgreSQL had put aside while much was written.

    Until it does so by itself, it reads the whole table for every search.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT gin_clean_pending_list('ix_fts_commitment_lexemes')"))


def forget_words(session: Session) -> None:
    """Let nothing stay in SQLite's index of words that were taken out of it.

    FTS5 notes that a word is gone, and keeps it until the parts of the index happen to be merged.
    PostgreSQL's index goes by its rows.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO fts_commitment (fts_commitment) VALUES ('optimize')"))
    forget_lost_words(session)


def matching_keys(dialect: str, query: str) -> TextClause | None:
    """Give the statement that selects the keys of commitments matching every word of `query`.

    A word matches where it begins a word, or where its stem is the same. None when the query has
    no word at all; words after the twelfth are left out.
    """
    words = list(dict.fromkeys(fold_words(query)))[:MOST_WORDS]
    if not words:
        return None
    write = _sqlite_word if dialect == "sqlite" else _postgresql_word
    joint = " AND " if dialect == "sqlite" else " & "
    return text(_MATCH[dialect]).bindparams(words=joint.join(write(word) for word in words))


def indexed_words(session: Session, keys: Sequence[int]) -> dict[int, list[str]]:
    """Give the folded words by which each of these commitments is found, as the index has them."""
    dialect = session.get_bind().dialect.name
    statement = _STORED[dialect].bindparams(bindparam("keys", expanding=True))
    found: dict[int, list[str]] = {}
    for some in batches(keys, _BATCH):
        for key, *columns in session.execute(statement, {"keys": some}):
            found[key] = [one for one in _lexemes(*columns) if not one.startswith("=")]
    return found


def vocabulary(session: Session, most: int) -> list[str]:
    """Give the folded words of the index, those of most commitments first, `most` at most."""
    found = session.execute(_VOCABULARY[session.get_bind().dialect.name], {"most": most})
    return [word for word, _ in found]


def matching_by(session: Session, keys: Sequence[int], query: str, day: date) -> list[int]:
    """Give those of `keys` that match by what had happened by `day`; the index knows no days."""
    ids = session.execute(select(col(Commitment.id)).where(col(Commitment.key).in_(keys)))
    wanted = list(dict.fromkeys(fold_words(query)))[:MOST_WORDS]
    return [
        row["key"]
        for row in search_rows(search_texts(session, list(ids.scalars()), day))
        if all(_stands_in(row, word) for word in wanted)
    ]


def _stands_in(row: dict[str, Any], word: str) -> bool:
    """Say of a row of the index what either database says of it."""
    begins = any(one.startswith(word) for one in row["words"].split(" "))
    return begins or stem(word) in row["stems"].split(" ")


def _sqlite_word(word: str) -> str:
    # Quoted, so that AND, OR, NEAR and * of a visitor are words and not operators.
    return f'({{words}} : "{word}" * OR {{stems}} : "{stem(word)}")'


def _postgresql_word(word: str) -> str:
    return f"('{word}':* | '={stem(word)}')"
