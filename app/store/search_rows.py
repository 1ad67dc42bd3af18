"""What the search index holds of each commitment: folded words and their stems, from the rows."""

from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import Any

import snowballstemmer
from sqlalchemy import Connection, select
from sqlmodel import Session

from app.domain.dates import END_OF_TIME
from app.domain.folding import fold_words, is_cyrillic
from app.store.readings import counts
from app.store.tables import TABLES

_MOST_STEMS = 200_000
_COMMITMENT, _DOCUMENT = TABLES.tables["commitment"], TABLES.tables["document"]
_EVIDENCE, _LINK = TABLES.tables["evidence"], TABLES.tables["link"]
_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")
_one_at_a_time = Lock()  # a stemmer keeps the word it works on in itself


class _Stems(dict[str, str]):
    """The stem of every word met lately: most words of a text were in the one before."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        found = self[word] = word if word.isdecimal() else _stem(word)
        return found


def _stem(word: str) -> str:
    stemmer = _RUSSIAN if is_cyrillic(word) else _ENGLISH
    with _one_at_a_time:
        return str(stemmer.stemWord(word))


_stems = _Stems()


def stem(word: str) -> str:
    """Give the stem of a folded word: Russian for Cyrillic, English otherwise."""
    return _stems[word]


def search_rows(
    session: Session, ids: Sequence[str], day: date = END_OF_TIME
) -> list[dict[str, Any]]:
    """Give the rows of the index for these commitments, by what had happened up to `day`."""
    connection = session.connection()
    table = _COMMITMENT.c
    own = connection.execute(
        select(table.id, table.key, table.number, table.title, table.text)
        .where(table.id.in_(ids))
        .order_by(table.key)
    )
    linked = _linked(connection, ids, day)
    return [
        _row(
            key,
            _words_of(name, number or "", *title.values(), *words.values()),
            *linked.get(name, ()),
        )
        for name, key, number, title, words in own
    ]


def _linked(
    connection: Connection, ids: Sequence[str], day: date
) -> dict[str, list[frozenset[str]]]:
    """Give the words that evidence up to `day` lends to each commitment, each folded once."""
    links = select(_LINK.c.commitment_id, _LINK.c.evidence_id).where(_LINK.c.commitment_id.in_(ids))
    concerning = _EVIDENCE.c.id.in_(links.with_only_columns(_LINK.c.evidence_id))
    sources = select(_DOCUMENT.c.id, _DOCUMENT.c.title, _DOCUMENT.c.publisher).where(
        _DOCUMENT.c.id.in_(select(_EVIDENCE.c.source).where(concerning))
    )
    of_sources = {
        name: _words_of(*title.values(), *publisher.values())
        for name, title, publisher in connection.execute(sources)
    }
    evidence = (
        select(_EVIDENCE.c.id, _EVIDENCE.c.summary, _EVIDENCE.c.source)
        .where(concerning)
        .where(*counts(), _EVIDENCE.c.date_first <= day)
    )
    of_evidence = {
        name: (_words_of(*summary.values()), of_sources[source])
        for name, summary, source in connection.execute(evidence)
    }
    found: dict[str, list[frozenset[str]]] = {}
    for commitment, name in connection.execute(links):
        found.setdefault(commitment, []).extend(of_evidence.get(name, ()))
    return found


def _words_of(*texts: str) -> frozenset[str]:
    # No word goes over the end of a line, and one long text is folded faster than many short ones.
    return frozenset(fold_words("\n".join(texts)))


def _row(key: int, *parts: frozenset[str]) -> dict[str, Any]:
    words = frozenset().union(*parts)
    stems = sorted(set(map(_stems.__getitem__, words)))
    return {"key": key, "words": " ".join(sorted(words)), "stems": " ".join(stems)}
