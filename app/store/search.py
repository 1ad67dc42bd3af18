"""The search index: the same folded words in SQLite's FTS5 and in PostgreSQL's tsvector.

A commitment is found by its id and number, its title and text, and by the summaries, titles and
publishers of the evidence linked to it. The table is called `fts_commitment` in both databases;
only this module knows how each is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

import snowballstemmer
from sqlalchemy import TextClause, bindparam, select, text
from sqlmodel import Session, col

from app.domain.dates import END_OF_TIME
from app.domain.folding import fold_words, is_cyrillic
from app.store.batches import batches
from app.store.readings import counts
from app.store.tables import Commitment, Document, Evidence, Link

MOST_WORDS = 12
"""How many words of a query count."""

_BATCH = 2_000
_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")
_one_at_a_time = Lock()  # a stemmer keeps the word it works on in itself

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


def stem(word: str) -> str:
    """Give the stem of a folded word: Russian for Cyrillic, English otherwise."""
    return word if word.isdecimal() else _stem(word)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    stemmer = _RUSSIAN if is_cyrillic(word) else _ENGLISH
    with _one_at_a_time:
        return str(stemmer.stemWord(word))


def rewrite_search(session: Session, commitments: Iterable[str]) -> None:
    """Index these commitments anew.

    Give many in the order of their keys: for every step back, FTS5 writes out what it has.
    """
    dialect = session.get_bind().dialect.name
    for ids in batches(commitments, _BATCH):
        rows = _rows(session, ids)
        if rows:
            session.execute(_DELETE[dialect], [{"key": row["key"]} for row in rows])
            session.execute(_INSERT[dialect], rows)


def wrong_in_search(session: Session, ids: Sequence[str]) -> Iterator[str]:
    """Name those commitments that the index does not hold as `rewrite_search` would write them."""
    rows = {row["key"]: row for row in _rows(session, ids)}
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
        for row in _rows(session, list(ids.scalars()), day)
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


@dataclass(frozen=True, slots=True)
class _Words:
    """The folded words of some texts, and their stems."""

    words: frozenset[str]
    stems: frozenset[str]


def _words_of(*texts: str) -> _Words:
    words = frozenset().union(*map(fold_words, texts))
    return _Words(words, frozenset(map(stem, words)))


def _rows(session: Session, ids: Sequence[str], day: date = END_OF_TIME) -> list[dict[str, Any]]:
    own = session.execute(
        select()
        .add_columns(
            col(Commitment.id),
            col(Commitment.key),
            col(Commitment.number),
            col(Commitment.title),
            col(Commitment.text),
        )
        .where(col(Commitment.id).in_(ids))
        .order_by(col(Commitment.key))
    ).all()
    linked = _linked(session, ids, day)
    return [
        _row(
            row.key,
            _words_of(row.id, row.number or "", *row.title.values(), *row.text.values()),
            *linked.get(row.id, ()),
        )
        for row in own
    ]


def _linked(session: Session, ids: Sequence[str], day: date) -> dict[str, list[_Words]]:
    """Give the words that evidence up to `day` lends to each commitment, each folded once."""
    links = session.execute(
        select(col(Link.commitment_id), col(Link.evidence_id)).where(
            col(Link.commitment_id).in_(ids)
        )
    ).all()
    concerning = col(Evidence.id).in_(
        select(col(Link.evidence_id)).where(col(Link.commitment_id).in_(ids))
    )
    evidence = {
        row.id: (_words_of(*row.summary.values()), row.source)
        for row in session.execute(
            select(col(Evidence.id), col(Evidence.summary), col(Evidence.source))
            .where(concerning)
            .where(*counts(), col(Evidence.date_first) <= day)
        )
    }
    sources = {
        row.id: _words_of(*row.title.values(), *row.publisher.values())
        for row in session.execute(
            select(col(Document.id), col(Document.title), col(Document.publisher)).where(
                col(Document.id).in_(select(col(Evidence.source)).where(concerning))
            )
        )
    }
    found: dict[str, list[_Words]] = {}
    for commitment, name in links:
        if name in evidence:
            words, source = evidence[name]
            found.setdefault(commitment, []).extend((words, sources[source]))
    return found


def _row(key: int, *parts: _Words) -> dict[str, Any]:
    words = sorted(frozenset().union(*(part.words for part in parts)))
    stems = sorted(frozenset().union(*(part.stems for part in parts)))
    return {"key": key, "words": " ".join(words), "stems": " ".join(stems)}
