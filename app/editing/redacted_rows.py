"""Taking the words out of rows: of what was published, and of what was proposed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from app.domain.workflow import State
from app.editing.drafts import Draft
from app.registry.parts import pack
from app.registry.plan import digest_of
from app.registry.rows import TABLE_OF, entries_in, table_of
from app.registry.texts import TEXT_KEYS
from app.store.redactions import MARKER
from app.store.tables import Evidence
from app.store.tables.desk import Proposal

MARKED = {"en": MARKER}
_OPEN = {State.DRAFT.value, State.SUBMITTED.value, State.RETURNED.value}


def row_of(session: Session, section: str, name: str) -> dict[str, Any]:
    """Give a public row as columns; empty when there is none."""
    table = table_of(TABLE_OF[section])
    row = session.execute(select(table).where(table.c.id == name)).mappings().first()
    return dict(row) if row else {}


def blank(session: Session, section: str, row: dict[str, Any]) -> str:
    """Put the marker in place of every text of a row, and give the SHA-256 of what is left."""
    table = table_of(TABLE_OF[section])
    texts = [table.c[name] for name in TEXT_KEYS & row.keys()]
    kept: dict[str, Any] = {one.name: None if one.nullable else MARKED for one in texts}
    kept |= {name: None for name in ("url", "translated") if name in row}
    if row.get("withdrawn"):
        kept["withdrawn"] = kept["withdrawal"] = row["withdrawn"] | {"reason": MARKED}
    changing = update(table).where(table.c.id == row["id"])
    session.execute(changing.values(**kept))
    digest = digest_of(pack(entries_in(session, section, [row["id"]])[row["id"]]))
    session.execute(changing.values(digest=digest))
    return digest


def is_blank(row: dict[str, Any]) -> bool:
    """Say whether a row holds the marker in place of every text already."""
    return all(row[name] in (MARKED, None) for name in TEXT_KEYS & row.keys())


def proposals_about(session: Session, name: str, url: str | None) -> list[str]:
    """Give the proposals that hold words of an entry: those that made it, or would change it.

    Of a document also those of evidence taken from it, and all that would add its address.
    """
    taken = select(col(Evidence.id)).where(
        or_(col(Evidence.document) == name, col(Evidence.source) == name)
    )
    about = (
        select(col(Proposal.id))
        .where(
            or_(
                col(Proposal.entry_id) == name,
                col(Proposal.document_id) == name,
                col(Proposal.target) == name,
                col(Proposal.entry_id).in_(taken),
            )
        )
        .order_by(col(Proposal.id))
    )
    found = set(session.execute(about).scalars())
    rows = session.execute(select(col(Proposal.id), col(Proposal.content))) if url else ()
    found |= {row.id for row in rows if (row.content.get("new_document") or {}).get("url") == url}
    return sorted(found)


def blank_proposals(session: Session, ids: Iterable[str]) -> None:
    """Empty proposals of all that was written; what nobody decided yet is set aside."""
    rows = session.execute(select(Proposal).where(col(Proposal.id).in_(list(ids)))).scalars().all()
    for row in rows:
        row.content = Draft(summary=MARKER).model_dump(mode="json")
        row.comment = None
        row.version += 1
        row.state = State.SET_ASIDE.value if row.state in _OPEN else row.state
    session.flush()
