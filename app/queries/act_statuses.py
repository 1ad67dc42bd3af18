"""What acts did to statuses: the rule, applied to what was published before and after each.

Evidence counts from the revision that published it to the one that ended it. Where a load changed
what evidence says since an act, nothing is said of its commitments: rows tell the present alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import col

from app.domain.readings import Bearing, Terms, read_commitment
from app.domain.vocabulary import Action, Extent, Origin, Role, Status, Subject
from app.queries.act_shapes import Act, Moved
from app.queries.view import View
from app.store.batches import batches
from app.store.readings import terms_of
from app.store.tables import Answer, Document, Evidence, Link, Revision

_BATCH = 500
_BEGINNING = frozenset({Action.ADDED, Action.PUBLISHED, Action.RESTORED})
_ENDING = frozenset({Action.RETIRED, Action.WITHDRAWN, Action.REPLACED})
_REWRITING = frozenset({Action.CHANGED, Action.ADOPTED, Action.RESTORED})
_A_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Life:
    """What became of one piece of evidence: when it began and ended, by numbers of revisions.

    A load counts as one: whatever it did bears the load's own number. `answers` are those that the
    desk gave, by commitment and answer; `rewritten` is the last at which its content changed.
    """

    turns: list[tuple[int, bool]] = field(default_factory=list)
    answers: dict[tuple[str, str], int] = field(default_factory=dict)
    rewritten: int = 0

    def counts_at(self, place: int) -> bool:
        """Say whether it counted right after what has this number."""
        counted = [counts for at, counts in self.turns if at <= place]
        return bool(counted) and counted[-1]


@dataclass(frozen=True, slots=True)
class _Facts:
    """All that bears or bore on some commitments, and what became of it."""

    links: Mapping[str, list[Any]]
    answers: Mapping[tuple[str, str], list[str]]
    lives: Mapping[str, _Life]
    terms: Mapping[str, Terms]
    born: Mapping[str, int]

    def status(self, commitment: str, place: int, day: date) -> tuple[Status | None, Extent | None]:
        """Give the status, and of an enactment how much, as it was after a revision."""
        reading = read_commitment(self.terms[commitment], self._known(commitment, place), day)
        return reading.status, reading.extent

    def is_known(self, commitment: str, place: int) -> bool:
        """Say whether it read somehow before a revision, and rows and ledger still tell how."""
        if self.born.get(commitment, place) >= place:
            return False
        lives = (self.lives[row.evidence_id] for row in self.links.get(commitment, ()))
        return commitment in self.terms and all(one.rewritten < place for one in lives)

    def _known(self, commitment: str, place: int) -> Iterator[Bearing]:
        for row in self.links.get(commitment, ()):
            if self.lives[row.evidence_id].counts_at(place) and row.withdrawn is None:
                yield Bearing(
                    evidence=row.evidence_id,
                    first_day=row.date_first,
                    status=Status(row.status),
                    origin=Origin(row.origin),
                    extent=Extent(row.extent or Extent.WHOLE),
                    answered_by=self._answers(row.evidence_id, commitment, place),
                )

    def _answers(self, contest: str, commitment: str, place: int) -> frozenset[str]:
        """Give what answered a contest: all that the file says, of the desk's what it had said."""
        given = self.lives[contest].answers
        named = self.answers.get((contest, commitment), ())
        return frozenset(name for name in named if given.get((commitment, name), 0) <= place)


def moved_by(view: View, acts: Sequence[Act], concerned: Mapping[int, set[str]]) -> list[Moved]:
    """Give every status that one of these acts changed; `concerned` are commitments by act."""
    facts = _facts(view, sorted(set().union(*concerned.values())))
    return [
        moved
        for act in acts
        for name in sorted(concerned.get(act.sequence, ()))
        if facts.is_known(name, act.sequence)
        for moved in _moved(facts, act, name)
    ]


def _moved(facts: _Facts, act: Act, name: str) -> Iterator[Moved]:
    # The desk's own day may be the next one already.
    day = date.fromisoformat(act.time[:10]) + _A_DAY
    before, after = facts.status(name, act.sequence - 1, day), facts.status(name, act.last, day)
    if before != after:
        yield Moved(act.sequence, name, before, after)


def _facts(view: View, commitments: Sequence[str]) -> _Facts:
    links: dict[str, list[Any]] = {}
    answers: dict[tuple[str, str], list[str]] = {}
    for batch in batches(commitments, _BATCH):
        for row in view.session.execute(_links(batch)):
            links.setdefault(row.commitment_id, []).append(row)
        rows = select(Answer).where(col(Answer.commitment_id).in_(batch))
        for one in view.session.execute(rows).scalars():
            answers.setdefault((one.evidence_id, one.commitment_id), []).append(one.answer_id)
    names = {row.evidence_id for rows in links.values() for row in rows}
    terms = terms_of(view.session, commitments)
    return _Facts(links, answers, _lives(view, names), terms, _born(view, commitments))


def _born(view: View, commitments: Sequence[str]) -> dict[str, int]:
    """Give by which load each was added: until then it had no status that could change."""
    found: dict[str, int] = {}
    number, load = col(Revision.sequence), col(Revision.load)
    for batch in batches(commitments, _BATCH):
        rows = (
            select(col(Revision.subject_id), func.min(func.coalesce(load, number)))
            .where(col(Revision.subject_id).in_(batch))
            .where(col(Revision.subject) == Subject.COMMITMENT.value)
            .where(col(Revision.action) == Action.ADDED.value)
            .group_by(col(Revision.subject_id))
        )
        found |= {row[0]: row[1] for row in view.session.execute(rows)}
    return found


def _links(commitments: Sequence[str]) -> Any:  # noqa: ANN401 - a statement of columns
    columns = (Link.commitment_id, Link.evidence_id, Link.status, Link.extent)
    return (
        select(*columns, Evidence.date_first, Evidence.withdrawn, Document.origin)  # type: ignore[call-overload]
        .join(Evidence, col(Evidence.id) == col(Link.evidence_id))
        .join(Document, col(Document.id) == col(Evidence.source))
        .where(col(Link.commitment_id).in_(commitments), col(Link.role) == Role.BEARS.value)
    )


def _lives(view: View, evidence: Iterable[str]) -> dict[str, _Life]:
    names = sorted(evidence)
    found = {name: _Life() for name in names}
    number, action = col(Revision.sequence), col(Revision.action)
    # Of an answer it is ids alone; of all else it would be whole texts.
    told = case((action == Action.ANSWERED.value, col(Revision.payload)))
    for batch in batches(names, _BATCH):
        rows = (
            select(number, col(Revision.load), action, col(Revision.subject_id), told)
            .where(col(Revision.subject_id).in_(batch))
            .where(col(Revision.subject) == Subject.EVIDENCE.value)
            .order_by(number)
        )
        for sequence, load, done, name, payload in view.session.execute(rows):
            _note(found[name], done, load or sequence, payload)
    return found


def _note(life: _Life, action: str, place: int, payload: str | None) -> None:
    if action in _BEGINNING or action in _ENDING:
        life.turns.append((place, action in _BEGINNING))
    if action in _REWRITING:
        life.rewritten = place
    if payload is not None:
        answer = json.loads(payload)
        life.answers[answer["commitment"], answer["answer"]] = place
