"""What a proposal would change: each commitment's reading before and after, without writing it.

The same rule reads the same facts as after publication, only that the new ones come from a draft.
An unfinished draft changes what it can: what is not there yet, or wrong, moves nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.dates import parse_partial_date
from app.domain.identifiers import is_identifier
from app.domain.readings import Bearing, Reading, read_commitment
from app.domain.vocabulary import Extent, Origin, Role, Status
from app.domain.workflow import Intent, Proposed
from app.editing.affected import commitments_of, evidence_from
from app.editing.contests import Facts, without
from app.editing.drafts import Draft, DraftConcern
from app.editing.in_force import entry_in_force
from app.editing.wishes import NewWish, Wish, tidied_wish
from app.editing.written import usable_concerns
from app.store.readings import bearings_of, terms_of
from app.store.tables import Commitment


@dataclass(frozen=True, slots=True)
class Effect:
    """How one commitment reads today, and how it would read if the proposal were published."""

    commitment_id: str
    title: dict[str, str]
    before: Reading
    after: Reading


def effects_of(session: Session, wish: Wish, today: date) -> list[Effect]:
    """Give every commitment in force that a wish touches, in the order of the registry.

    Where before and after are equal, publishing it changes nothing there.
    """
    tidy = tidied_wish(wish)
    ids = _touched(session, tidy)
    before: Facts = {name: [] for name in ids} | bearings_of(session, ids)
    after = _after(session, tidy, before)
    terms = terms_of(session, ids)
    titles = (
        select(col(Commitment.id), col(Commitment.title))
        .where(col(Commitment.id).in_(ids), col(Commitment.retired_on).is_(None))
        .order_by(col(Commitment.position), col(Commitment.id))
    )
    return [
        Effect(
            name,
            title,
            read_commitment(terms[name], before[name], today),
            read_commitment(terms[name], after[name], today),
        )
        for name, title in session.execute(titles)
    ]


def _touched(session: Session, wish: NewWish) -> list[str]:
    """Give the commitments that the target concerns, and those that the draft says are borne on."""
    drafted = {
        one.commitment
        for _, one in usable_concerns(wish.draft)
        if one.role == Role.BEARS and is_identifier(one.commitment)
    }
    ends = _ended(session, wish)
    return sorted(commitments_of(session, ends) | (drafted if _adds_evidence(wish) else set()))


def _adds_evidence(wish: NewWish) -> bool:
    return wish.subject is Proposed.EVIDENCE and wish.intent is not Intent.WITHDRAW


def _ended(session: Session, wish: NewWish) -> list[str]:
    """Give the evidence that would end, or stand in another document."""
    if wish.target is None or not is_identifier(wish.target):
        return []
    if wish.subject is Proposed.EVIDENCE:
        return [wish.target]
    return evidence_from(session, wish.target)


def _after(session: Session, wish: NewWish, facts: Facts) -> Facts:
    """Give the facts as publication would leave them."""
    ends = _ended(session, wish)
    if wish.subject is Proposed.DOCUMENT and wish.intent is Intent.REPLACE:
        return _under(_origin_written(wish.draft), ends, facts)
    # Of what is published already, nothing is added a second time.
    kept = without(facts, [*ends, wish.entry_id])
    if not _adds_evidence(wish):
        return kept
    new = dict(_new_bearings(session, wish, facts))
    return {
        commitment: [*_answered(bearings, commitment, new, wish), *new.get(commitment, ())]
        for commitment, bearings in kept.items()
    }


def _under(origin: Origin | None, evidence: Iterable[str], facts: Facts) -> Facts:
    """Give the facts with some evidence standing in a document of this origin."""
    if origin is None:
        return facts
    moved = set(evidence)
    return {
        commitment: [
            replace(one, origin=origin) if one.evidence in moved else one for one in bearings
        ]
        for commitment, bearings in facts.items()
    }


def _new_bearings(
    session: Session, wish: NewWish, facts: Facts
) -> Iterator[tuple[str, list[Bearing]]]:
    """Yield what the evidence would bear on, as far as it is written well enough to say."""
    try:
        happened = parse_partial_date(wish.draft.date).first
    except ValueError:
        return
    origin = _origin_of(session, wish.draft)
    for _, one in usable_concerns(wish.draft):
        if one.role == Role.BEARS and one.status in set(Status):
            kept = _kept_answers(wish.target, one, facts)
            status = Status(one.status)
            bearing = Bearing(wish.entry_id, happened, status, origin, _extent(one), kept)
            yield one.commitment, [bearing]


def _extent(concern: DraftConcern) -> Extent:
    return Extent.PART if concern.extent == Extent.PART else Extent.WHOLE


def _kept_answers(target: str | None, concern: DraftConcern, facts: Facts) -> frozenset[str]:
    """Give the answers that a corrected contest was given, if it contests the same still."""
    before = facts.get(concern.commitment, ())
    for one in before if concern.status == Status.CONTESTED else ():
        if one.evidence == target:
            return one.answered_by
    return frozenset()


def _answered(
    bearings: list[Bearing], commitment: str, new: dict[str, list[Bearing]], wish: NewWish
) -> list[Bearing]:
    """Let the evidence answer the contests it names, where it bears on the same commitment."""
    if commitment not in new:
        return bearings
    named = {one.contest for one in wish.draft.answers if one.commitment == commitment}
    return [
        replace(one, answered_by=one.answered_by | {wish.entry_id})
        if one.evidence in named and one.status is Status.CONTESTED
        else one
        for one in bearings
    ]


def _origin_of(session: Session, draft: Draft) -> Origin:
    """Give the origin of the document, new or chosen; unclear as long as there is none."""
    if draft.written_document is not None:
        return _origin_written(draft) or Origin.UNCLEAR
    chosen = entry_in_force(session, "documents", draft.document)
    return Origin(chosen.get("origin", Origin.UNCLEAR))


def _origin_written(draft: Draft) -> Origin | None:
    written = draft.written_document
    return Origin(written.origin) if written and written.origin in set(Origin) else None
