"""Writing the public rows and revisions that a publication, a withdrawal or a redaction makes."""

from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from app.domain.vocabulary import Action, Owner
from app.editing.affected import commitments_of, evidence_from
from app.editing.desk import Desk
from app.registry.parts import pack
from app.registry.plan import digest_of
from app.registry.rows import NOUN_OF, TABLE_OF, Rows, table_of
from app.store.inserting import insert_rows
from app.store.ledger import Happening, Recorder
from app.store.tables import Answer, Link
from app.store.tallies import DOCUMENTS, EVIDENCE, kept

_TALLIES = {"documents": DOCUMENTS, "evidence": EVIDENCE}

Texts = dict[str, str]

End = tuple[Action, dict[str, Any]]
"""How an entry was withdrawn or replaced, and what was recorded of it."""


class PublicRows:
    """What one transaction of the desk makes public, and the commitments it concerns.

    Opens the public ledger; `close` must follow before anything else records there.
    """

    def __init__(self, desk: Desk) -> None:
        """Lock the head of the public ledger in the name of whoever publishes."""
        self._session: Session = desk.session
        self._on = desk.today.isoformat()
        self._recorder = Recorder(desk.session, desk.actor.name)
        self.affected: set[str] = set()

    def record(self, action: Action, noun: str, name: str, payload: Any) -> None:  # noqa: ANN401 - any JSON
        """Append one revision; bytes are taken as canonical JSON already."""
        packed = payload if isinstance(payload, bytes) else pack(payload)
        self._recorder.record(Happening(action.value, noun, name, packed.decode()))

    def add(self, section: str, packed: bytes) -> None:
        """Write a new entry of the desk's, with all that hangs on it, behind all others."""
        table = table_of(TABLE_OF[section])
        last = self._session.execute(select(func.max(table.c.position))).scalar()
        rows = Rows()
        row = rows.add(section, packed)
        row |= {"owner": Owner.DESK.value, "digest": digest_of(packed), "retired_on": None}
        row |= {"position": 0 if last is None else last + 1}
        with kept(self._session, _TALLIES[section], [row["id"]]):
            insert_rows(self._session, table, [row])
            insert_rows(self._session, table_of(Link), rows.links)
        self.affected |= {link["commitment_id"] for link in rows.links}
        self.record(Action.PUBLISHED, NOUN_OF[section], row["id"], packed)

    def end(self, section: str, name: str, reason: Texts, by: str | None = None) -> None:
        """Withdraw one entry, or note that `by` stands in for it; its words stay where they are."""
        ended = [name] if section == "evidence" else evidence_from(self._session, name)
        self.affected |= commitments_of(self._session, ended)
        withdrawal = {"on": self._on, "reason": reason}
        self._set_withdrawal(section, name, withdrawal)
        action, more = (Action.REPLACED, {"by": by}) if by else (Action.WITHDRAWN, {})
        self.record(action, NOUN_OF[section], name, withdrawal | more)

    def withdraw(self, section: str, name: str, reason: Texts) -> list[str]:
        """Withdraw an entry, of a document also what was taken from it; give the ids of all."""
        taken = evidence_from(self._session, name) if section == "documents" else []
        self.end(section, name, reason)
        for one in taken:
            self.end("evidence", one, reason)
        return [name, *taken]

    def end_again(self, section: str, name: str, end: End, reason: Texts) -> None:
        """Record anew how an entry was withdrawn or replaced, giving another reason."""
        action, before = end
        recorded = before | {"reason": reason}
        self._set_withdrawal(section, name, {"on": before["on"], "reason": reason})
        self.record(action, NOUN_OF[section], name, recorded)

    def _set_withdrawal(self, section: str, name: str, withdrawal: dict[str, Any]) -> None:
        table = table_of(TABLE_OF[section])
        changing = update(table).where(table.c.id == name)
        with kept(self._session, _TALLIES[section], [name]):
            self._session.execute(changing.values(withdrawal=withdrawal))

    def answer(self, contest: str, commitment: str, answer: str) -> None:
        """Note that a contest is answered, as the desk says."""
        last = select(func.max(col(Answer.place))).where(
            col(Answer.evidence_id) == contest, col(Answer.commitment_id) == commitment
        )
        place = self._session.execute(last).scalar()
        row = {
            "evidence_id": contest,
            "commitment_id": commitment,
            "answer_id": answer,
            "place": 0 if place is None else place + 1,
            "owner": Owner.DESK.value,
        }
        insert_rows(self._session, table_of(Answer), [row])
        self.affected.add(commitment)
        payload = {"commitment": commitment, "answer": answer}
        self.record(Action.ANSWERED, NOUN_OF["evidence"], contest, payload)

    def close(self) -> None:
        """Write the revisions."""
        self._recorder.close()
