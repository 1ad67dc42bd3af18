"""What the staff desk does to public rows, done here by itself: rows and revisions, nothing else.

Each verb writes what docs/registry.md and docs/design.md (section 4) say of it, in one transaction
of its own, at noon of the day that the tests take for today.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import Any

import time_machine
from sqlalchemy import Engine, func, insert, select, update
from sqlmodel import Session, col

from app.domain.vocabulary import Action, Owner
from app.registry.entries import BY_SECTION
from app.registry.parts import pack
from app.registry.plan import digest_of
from app.registry.rows import NOUN_OF, TABLE_OF, Rows, entries_in, table_of
from app.store.engine import writing
from app.store.ledger import Happening, Recorder
from app.store.looks import looks_at
from app.store.readings import rewrite_readings
from app.store.redactions import MARKER
from app.store.replacements import last_of, settle_sources, successors
from app.store.search import rewrite_search
from app.store.tables import Answer, Commitment, Document, Evidence, Link, Revision
from app.store.tallies import count_anew
from tests.conftest import TODAY

Entry = dict[str, Any]
NOON = datetime.combine(TODAY, time(12), UTC)
REASON = {"en": "The source has taken it back."}
DAY = TODAY.isoformat()

MECHANISMS = "decree-2021-01-un-mechanisms"
DISABILITY = "decree-2021-03-disability"
CONTEST = "ev-un-upr-hrw"
PLEDGE = "ev-un-opcrpd"
SOURCE = "law-opcrpd-2023"
"""Entries of the small registry: commitments, a contest, a pledge, and the law it stands on."""


class Desk:
    """Somebody at the desk, who publishes at once what others would have reviewed."""

    def __init__(self, session: Session, actor: str = "reviewer-2") -> None:
        """Work within a writing session, whose transaction somebody else ends."""
        self._session = session
        self._actor = actor

    def publish(self, section: str, entry: Entry, answers: Sequence[tuple[str, str]] = ()) -> None:
        """Publish a document or evidence, which answers these contests of commitments."""
        packed = BY_SECTION[section].model_validate(entry).packed()
        rows = Rows()
        row = rows.add(section, packed)
        row |= {"owner": Owner.DESK.value, "digest": digest_of(packed), "retired_on": None}
        table = table_of(TABLE_OF[section])
        last = self._session.execute(select(func.max(table.c.position))).scalar()
        row["position"] = (-1 if last is None else last) + 1
        if section == "evidence":
            row["source"] = last_of(successors(self._session, Document), row["document"])
        self._session.execute(insert(table), [row])
        if rows.links:
            self._session.execute(insert(table_of(Link)), rows.links)
        self.record(Action.PUBLISHED, section, entry["id"], json.loads(packed))
        for contest, commitment in answers:
            self._answer(contest, commitment, entry["id"])
        bearing = [link["commitment_id"] for link in rows.links if link["status"]]
        self._moved_to_today(bearing)
        self._read_anew(link["commitment_id"] for link in rows.links)

    def _answer(self, contest: str, commitment: str, answer: str) -> None:
        key = {"evidence_id": contest, "commitment_id": commitment, "answer_id": answer}
        row = key | {"place": 0, "owner": Owner.DESK.value}
        self._session.execute(insert(table_of(Answer)), [row])
        self.record(
            Action.ANSWERED, "evidence", contest, {"commitment": commitment, "answer": answer}
        )

    def withdraw(self, section: str, name: str, reason: Entry = REASON) -> None:
        """Withdraw an entry; of a document all that stands on it, too."""
        if section == "documents":
            standing = select(col(Evidence.id)).where(
                col(Evidence.source) == name, col(Evidence.withdrawal).is_(None)
            )
            for one in self._session.execute(standing).scalars().all():
                self.withdraw("evidence", one, reason)
        self._set_withdrawal(section, name, reason)
        self.record(Action.WITHDRAWN, section, name, {"on": DAY, "reason": reason})

    def replace(self, section: str, name: str, entry: Entry, reason: Entry = REASON) -> None:
        """Publish an entry in the place of another."""
        self.publish(section, entry | {"replaces": name})
        self._set_withdrawal(section, name, reason)
        self.record(
            Action.REPLACED, section, name, {"on": DAY, "reason": reason, "by": entry["id"]}
        )
        moved = settle_sources(self._session)
        linked = select(col(Link.commitment_id)).where(col(Link.evidence_id).in_(moved))
        self._read_anew(self._session.execute(linked).scalars())

    def look(self, commitment: str) -> None:
        """Find nothing new about a commitment."""
        self.record(Action.LOOKED_AT, "commitments", commitment, {"on": DAY})
        self._moved_to_today([commitment])

    def redact(self, name: str) -> None:
        """Remove what a piece of evidence says for good; it is withdrawn, and its markers stay."""
        row = self._session.get(Evidence, name)
        assert row is not None
        if row.withdrawal is None:
            self.withdraw("evidence", name, {"en": MARKER})
        changes: Entry = {"summary": {"en": MARKER}, "locator": {"en": MARKER}, "note": None}
        evidence = table_of(Evidence)
        here = update(evidence).where(evidence.c.id == name)
        self._session.execute(here.values(changes | {"translated": None}))
        left = digest_of(pack(entries_in(self._session, "evidence", [name])[name]))
        self._session.execute(here.values(digest=left))
        payload = {"revisions": self._emptied(name), "entry_sha256": left}
        self.record(Action.REDACTED, "evidence", name, payload)
        self._read_anew(self._linked(name))

    def _emptied(self, name: str) -> list[int]:
        told = (Action.ADDED, Action.CHANGED, Action.RESTORED, Action.PUBLISHED, Action.ADOPTED)
        found = select(col(Revision.sequence)).where(
            col(Revision.subject_id) == name, col(Revision.action).in_([one.value for one in told])
        )
        numbers = list(self._session.execute(found).scalars())
        revisions = table_of(Revision)
        self._session.execute(
            update(revisions)
            .where(revisions.c.sequence.in_(numbers))
            .values(payload=None, salt=None)
        )
        return numbers

    def record(self, action: Action, section: str, name: str, payload: Entry) -> None:
        """Append one revision to the public ledger."""
        recorder = Recorder(self._session, self._actor)
        subject = NOUN_OF[section]
        recorder.record(Happening(action.value, subject, name, pack(payload).decode()))
        recorder.close()

    def _set_withdrawal(self, section: str, name: str, reason: Entry) -> None:
        table = table_of(TABLE_OF[section])
        withdrawal = {"on": DAY, "reason": reason}
        self._session.execute(update(table).where(table.c.id == name).values(withdrawal=withdrawal))
        if section == "evidence":
            self._read_anew(self._linked(name))

    def _linked(self, name: str) -> list[str]:
        links = select(col(Link.commitment_id)).where(col(Link.evidence_id) == name)
        return list(self._session.execute(links).scalars())

    def _moved_to_today(self, commitments: Sequence[str]) -> None:
        commitment = table_of(Commitment)
        for name, looks in looks_at(self._session, commitments).items():
            moving = update(commitment).where(commitment.c.id == name)
            day = max(DAY, looks.holds or "")
            self._session.execute(moving.values(last_looked_at=day))

    def _read_anew(self, commitments: Any) -> None:  # noqa: ANN401 - any names
        names = sorted(set(commitments))
        rewrite_readings(self._session, names)
        rewrite_search(self._session, names)


@contextmanager
def at_the_desk(engine: Engine) -> Iterator[Desk]:
    """Work at the desk of this database, today at noon."""
    with time_machine.travel(NOON, tick=False), writing(engine) as session:
        yield Desk(session)
        count_anew(session)


def document(name: str, **keys: Any) -> Entry:  # noqa: ANN401 - keys of an entry
    """Give a document as the desk adds it."""
    return {
        "id": name,
        "publisher": "The Astana Times",
        "language": "en",
        "title": "Kazakhstan adopts a law",
        "date": "2024-01-12",
        "url": "https://astanatimes.com/2024/01/law",
        "kind": "media",
        "origin": "independent",
        "consulted": "full",
    } | keys


def evidence(name: str, source: str, commitment: str, **keys: Any) -> Entry:  # noqa: ANN401 - keys of an entry
    """Give evidence as the desk adds it: it pledges a commitment, unless `keys` say otherwise."""
    return {
        "id": name,
        "document": source,
        "locator": "paragraph 3",
        "date": "2018",
        "summary": "The ministry announced a draft: it is to be ready in a year.",
        "bears_on": {commitment: "pledged"},
    } | keys


def some_of_everything(engine: Engine) -> None:
    """Do some of everything at the desk."""
    with at_the_desk(engine) as desk:
        desk.publish("documents", document("d-1"))
        desk.publish("evidence", evidence("e-1", "d-1", MECHANISMS), [(CONTEST, MECHANISMS)])
        desk.withdraw("evidence", PLEDGE)
        desk.look(DISABILITY)
        desk.replace("documents", "d-1", document("d-2"))
