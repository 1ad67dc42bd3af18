"""Which entry stands in for which: what reviews, or the file, put in the place of another.

An entry names the one it `replaces`, which is withdrawn. Evidence keeps the document that its
entry names; the document that stands for it now, its `source`, is found by following these names.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.store.batches import batches
from app.store.tables import TABLES, Document, Evidence
from app.store.tallies import EVIDENCE, kept

_BATCH = 2_000
_EVIDENCE = TABLES.tables["evidence"]


def successors(session: Session, model: type[Document | Evidence]) -> dict[str, str]:
    """Give, by the id of each replaced entry that is withdrawn, the id of what stands in for it.

    Where more than one says so, the one in force does, else the one that was retired last.
    """
    older = aliased(model)
    newer = session.execute(
        select(col(model.replaces), col(model.id), col(model.retired_on))
        .join(older, col(older.id) == col(model.replaces))
        .where(col(older.withdrawal).is_not(None))
    ).all()
    in_force_last = sorted(newer, key=lambda row: (row[2] is None, row[2] or date.min, row[1]))
    return {row[0]: row[1] for row in in_force_last if row[0] is not None}


def last_of(standing_in: Mapping[str, str], name: str) -> str:
    """Follow replacements from one entry to the one that stands for it now."""
    return line_of(standing_in, name)[-1]


def line_of(standing_in: Mapping[str, str], name: str) -> list[str]:
    """Give an entry and everything that came in its place, one after the other."""
    line = [name]
    while (following := standing_in.get(line[-1])) is not None and following not in line:
        line.append(following)
    return line


def settle_sources(session: Session, evidence: Iterable[str] | None = None) -> list[str]:
    """Point evidence to the documents that stand for its own now; give the ids of what changed.

    Of all evidence, or of these ids. To be called after documents or evidence were written; the
    caller reads the commitments of what changed anew.
    """
    names = None if evidence is None else list(evidence)
    if names == []:
        return []
    standing_in = successors(session, Document)
    if names is None:
        return _settle(session, standing_in, None)
    return [name for ids in batches(names, _BATCH) for name in _settle(session, standing_in, ids)]


def _settle(
    session: Session, standing_in: Mapping[str, str], ids: Sequence[str] | None
) -> list[str]:
    replaced = select(col(Document.replaces)).where(col(Document.replaces).is_not(None))
    rows = select(col(Evidence.id), col(Evidence.document), col(Evidence.source)).where(
        or_(
            col(Evidence.source) != col(Evidence.document),
            col(Evidence.document).in_(replaced),
        )
    )
    if ids is not None:
        rows = rows.where(col(Evidence.id).in_(ids))
    wrong = [
        {"_id": row.id, "_source": now}
        for row in session.execute(rows).all()
        if (now := last_of(standing_in, row.document)) != row.source
    ]
    if wrong:
        pointing = update(_EVIDENCE).where(_EVIDENCE.c.id == bindparam("_id"))
        with kept(session, EVIDENCE, [row["_id"] for row in wrong]):
            session.connection().execute(pointing.values(source=bindparam("_source")), wrong)
    return [row["_id"] for row in wrong]
