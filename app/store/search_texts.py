"""What a commitment is found by: the texts of its row, and of the evidence linked to it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select
from sqlmodel import Session

from app.domain.dates import END_OF_TIME
from app.store.readings import counts
from app.store.search_rows import Texts
from app.store.tables import TABLES

_COMMITMENT, _DOCUMENT = TABLES.tables["commitment"], TABLES.tables["document"]
_EVIDENCE, _LINK = TABLES.tables["evidence"], TABLES.tables["link"]


def search_texts(session: Session, ids: Sequence[str], day: date = END_OF_TIME) -> Texts:
    """Give the texts that these commitments are found by, as far as they are up to `day`."""
    connection = session.connection()
    table = _COMMITMENT.c
    own = connection.execute(
        select(table.id, table.key, table.number, table.title, table.text)
        .where(table.id.in_(ids))
        .order_by(table.key)
    ).all()
    texts = Texts(
        [
            (key, _together(name, number or "", *title.values(), *words.values()))
            for name, key, number, title, words in own
        ]
    )
    _add_evidence(connection, texts, ids, day)
    _add_links(connection, texts, {name: key for name, key, *_ in own})
    return texts


def _add_evidence(connection: Connection, texts: Texts, ids: Sequence[str], day: date) -> None:
    """Add the evidence up to `day` that is linked to these commitments, and its sources."""
    linked = select(_LINK.c.evidence_id).where(_LINK.c.commitment_id.in_(ids))
    concerning = _EVIDENCE.c.id.in_(linked)
    sources = select(_DOCUMENT.c.id, _DOCUMENT.c.title, _DOCUMENT.c.publisher).where(
        _DOCUMENT.c.id.in_(select(_EVIDENCE.c.source).where(concerning))
    )
    for name, title, publisher in connection.execute(sources):
        texts.sources[name] = _together(*title.values(), *publisher.values())
    evidence = (
        select(_EVIDENCE.c.id, _EVIDENCE.c.summary, _EVIDENCE.c.source)
        .where(concerning)
        .where(*counts(), _EVIDENCE.c.date_first <= day)
    )
    for name, summary, source in connection.execute(evidence):
        texts.evidence[name] = _together(*summary.values()), source


def _add_links(connection: Connection, texts: Texts, keys: dict[str, int]) -> None:
    links = select(_LINK.c.commitment_id, _LINK.c.evidence_id)
    for name, evidence in connection.execute(links.where(_LINK.c.commitment_id.in_(keys))):
        if evidence in texts.evidence:
            texts.lent.setdefault(keys[name], []).append(evidence)


def _together(*texts: str) -> str:
    # No word goes over the end of a line, and one long text is folded faster than many short ones.
    return "\n".join(texts)
