"""Asking the search index: by whole words where it can be, and what words it knows.

SQLite's index reads everything that a beginning of a word stands for before it gives the first
match. So the words that begin so are asked for first, which takes a step each, and then sought as
whole words: a common word beside a rare one costs nothing then.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import TextClause, bindparam, text
from sqlmodel import Session

from app.domain.folding import fold_words
from app.store.batches import batches
from app.store.search import MOST_WORDS, matching_keys
from app.store.search_rows import stem

_MOST_ENDINGS = 40
_MOST_LETTERS = 100
_INDEXED = {2, 3}  # beginnings of so many letters have an index of their own
_BATCH = 2_000
_AFTER = "\x01"  # sorts before every letter and digit
_LAST = "\U0010ffff"

# A step to each next word; of each, nothing but the first place where it stands is looked at.
_BEGINNING = (
    "SELECT {number}, word FROM (WITH RECURSIVE next (word) AS ("
    "SELECT (SELECT term FROM fts_term WHERE term >= :first_{number} LIMIT 1)"
    " UNION ALL SELECT (SELECT term FROM fts_term WHERE term >= {step} LIMIT 1)"
    " FROM next WHERE word < :last_{number})"
    " SELECT word FROM next WHERE word < :last_{number} LIMIT :most)"
)

_TO_NEXT = "word || :after"
_TO_NEXT_TWO_LETTERS = (
    "CASE length(word) WHEN 1 THEN word || :after ELSE substr(word, 1, 2) || :past END"
)

_AMONG = {
    "sqlite": "SELECT rowid FROM fts_commitment WHERE rowid IN :keys",
    "postgresql": "SELECT key FROM fts_commitment WHERE key IN :keys"
    " AND lexemes @@ CAST(:words AS tsquery)",
}
_HOLDS = (
    " AND (instr(' ' || words, ' ' || :word_{0}) > 0"
    " OR instr(' ' || stems || ' ', ' ' || :stem_{0} || ' ') > 0)"
)
_HAS = {
    "sqlite": "SELECT {0}, count(*) FROM (SELECT 1 FROM fts_commitment"
    " WHERE fts_commitment MATCH :words_{0} LIMIT :most)",
    "postgresql": "SELECT {0}, count(*) FROM (SELECT 1 FROM fts_commitment"
    " WHERE lexemes @@ CAST(:words_{0} AS tsquery) LIMIT :most) AS found_{0}",
}


def sought(session: Session, query: str) -> TextClause | None:
    """Give the statement that selects the keys of commitments matching every word of `query`.

    As `matching_keys` does, and the same ones; only sooner on SQLite.
    """
    dialect = session.get_bind().dialect.name
    words = _words(query)
    if dialect != "sqlite" or not words:
        return matching_keys(dialect, query)
    endings = _beginning_with(session, [one for one in words if len(one) not in _INDEXED])
    return text(
        "SELECT rowid AS key FROM fts_commitment WHERE fts_commitment MATCH :words"
    ).bindparams(words=" AND ".join(_written(word, endings.get(word)) for word in words))


def holding(session: Session, keys: Sequence[int], query: str) -> set[int]:
    """Give those of `keys` that match, by looking at each of them; no more than some thousands."""
    dialect, words = session.get_bind().dialect.name, _words(query)
    statement = _AMONG[dialect]
    values: dict[str, Any] = {}
    if dialect == "sqlite":
        statement += "".join(map(_HOLDS.format, range(len(words))))
        values = {f"word_{place}": word for place, word in enumerate(words)}
        values |= {f"stem_{place}": stem(word) for place, word in enumerate(words)}
    else:
        matching = matching_keys(dialect, query)
        values = {"words": matching.compile().params["words"]} if matching is not None else {}
    asked = text(statement).bindparams(bindparam("keys", expanding=True), **values)
    return {
        key
        for some in batches(keys, _BATCH)
        for key in session.execute(asked, {"keys": some}).scalars()
    }


def finding(session: Session, words: Sequence[str]) -> set[str]:
    """Give those of some folded words that find anything, each searched for alone."""
    if session.get_bind().dialect.name == "sqlite":
        endings = _beginning_with(session, [one for one in words if len(one) not in _INDEXED])
        written = [_written(word, endings.get(word)) for word in words]
    else:
        written = [f"('{word}':* | '={stem(word)}')" for word in words]
    return {words[place] for place, found in _counted(session, written, 1) if found}


def counts_of(session: Session, words: Sequence[str], most: int) -> dict[str, int]:
    """Give how many commitments have each of some folded words as a whole, counted up to `most`."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    written = [f'{{words}} : "{word}"' if is_sqlite else f"'{word}'" for word in words]
    return {words[place]: found for place, found in _counted(session, written, most)}


def _counted(session: Session, written: Sequence[str], most: int) -> list[tuple[int, int]]:
    """Count what each of some queries of the index finds, with the place of the query."""
    if not written:
        return []
    form = _HAS[session.get_bind().dialect.name]
    statement = " UNION ALL ".join(form.format(place) for place in range(len(written)))
    values = {f"words_{place}": one for place, one in enumerate(written)}
    rows = session.execute(text(statement), values | {"most": most})
    return [(place, found) for place, found in rows]


def _words(query: str) -> list[str]:
    return list(dict.fromkeys(fold_words(query)))[:MOST_WORDS]


def _beginning_with(session: Session, words: Sequence[str]) -> dict[str, list[str]]:
    """Give what begins with each of these words in the index; not of those with which much does."""
    if not words:
        return {}
    steps = [_TO_NEXT if len(word) > 1 else _TO_NEXT_TWO_LETTERS for word in words]
    statement = " UNION ALL ".join(
        _BEGINNING.format(number=number, step=step) for number, step in enumerate(steps)
    )
    values: dict[str, Any] = {"after": _AFTER, "past": _LAST, "most": _MOST_LETTERS}
    for number, word in enumerate(words):
        values |= {f"first_{number}": word, f"last_{number}": word + _LAST}
    values = {name: value for name, value in values.items() if f":{name}" in statement}
    found: dict[str, list[str]] = {word: [] for word in words}
    for number, word in session.execute(text(statement), values):
        found[words[number]].append(word)
    return {word: some for word, some in found.items() if len(some) <= _most(word)}


def _most(word: str) -> int:
    return _MOST_ENDINGS if len(word) > 1 else _MOST_LETTERS


def _written(word: str, endings: Sequence[str] | None) -> str:
    """Write a word for FTS5: by the whole words that begin with it, where they are known."""
    # Quoted, so that AND, OR, NEAR and * of a visitor are words and not operators.
    if endings is None:
        whole = f'"{word}" *'
    elif len(word) == 1:
        whole = " OR ".join(f'"{two}" *' if len(two) > 1 else f'"{two}"' for two in _twos(endings))
    else:
        whole = " OR ".join(f'"{one}"' for one in endings)
    stems = f'{{stems}} : "{stem(word)}"'
    return f"({{words}} : ({whole}) OR {stems})" if whole else f"({stems})"


def _twos(words: Iterable[str]) -> list[str]:
    """Give the first two letters of some words, each pair once."""
    return list(dict.fromkeys(word[:2] for word in words))
