"""A proposal as one line of a list: what it is about, whose it is, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.labels import Label, refusal_told
from app.domain.vocabulary import Subject
from app.domain.workflow import Refusal, State, Verb, refusal
from app.editing.desk import Desk
from app.editing.proposals import ProposalShape
from app.queries.languages import Words
from app.queries.view import View
from app.staff.cards import titles_of
from app.staff.names import Names
from app.staff.proposal_words import KINDS, STATES

_TO_MEND = frozenset({State.DRAFT, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in a list. `words` are its own, `about` those of the entry it is about.

    `concerns` are the commitments that new evidence is on; `comment` is what a reviewer asks for,
    until it is submitted again. `why_not` says why a reviewer who reads it cannot publish it.
    """

    id: str
    kind: str
    state: Label
    words: str
    about: Words | None
    concerns: Sequence[Words]
    authors: Sequence[str]
    since: str
    comment: str | None
    why_not: str | None


def lines_of(
    desk: Desk, view: View, names: Names, proposals: Iterable[ProposalShape]
) -> list[Line]:
    """Give a line for each proposal."""
    proposals = list(proposals)
    titles = {
        (kind, name): words
        for kind in (Subject.EVIDENCE, Subject.DOCUMENT, Subject.COMMITMENT)
        for name, words in titles_of(view, kind, _named(proposals, kind)).items()
    }
    return [_line(desk, names, one, titles) for one in proposals]


def _named(proposals: Sequence[ProposalShape], kind: Subject) -> list[str]:
    if kind is Subject.COMMITMENT:
        return [concern.commitment for one in proposals for concern in one.draft.concerns]
    return [one.target for one in proposals if one.target and one.subject.value == kind.value]


def _refused(desk: Desk, one: ProposalShape) -> Refusal | None:
    """Say why a reviewer cannot publish this one; who publishes nothing at all knows that."""
    if refusal(Verb.PUBLISH, desk.actor) is not None:
        return None
    return refusal(Verb.PUBLISH, desk.actor, one.standing, desk.review)


def _line(
    desk: Desk, names: Names, one: ProposalShape, titles: dict[tuple[Subject, str], Words]
) -> Line:
    draft, document = one.draft, one.draft.new_document
    refused = _refused(desk, one)
    return Line(
        id=one.id,
        kind=KINDS[one.intent, one.subject],
        state=STATES[one.state],
        words=draft.summary or (document.title if document else "") or draft.reason,
        about=titles.get((Subject(one.subject.value), one.target or "")),
        concerns=[
            titles[Subject.COMMITMENT, concern.commitment]
            for concern in draft.concerns
            if (Subject.COMMITMENT, concern.commitment) in titles
        ],
        authors=names.all(one.authors),
        since=one.submitted_at or one.changed_at,
        comment=one.comment if one.state in _TO_MEND else None,
        why_not=refusal_told(refused, desk.tongue.say) if refused else None,
    )
