"""The page of a proposal: what it says, what it would change, who wrote it, what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi.responses import Response

from app.domain.labels import Label, refusal_told
from app.domain.vocabulary import Subject
from app.domain.workflow import RULES, Intent, Proposed, State, Verb, refusal
from app.editing.checking import faults_of
from app.editing.desk import Desk
from app.editing.drafts import Draft
from app.editing.effects import effects_of
from app.editing.history import Step, draft_at, history_of
from app.editing.proposals import ProposalShape, find_proposal
from app.errors import Wrong
from app.queries.languages import Words
from app.queries.view import View, look
from app.staff.access import ReadingDesk
from app.staff.cards import (
    Card,
    EffectShown,
    SourceShown,
    card_of,
    effects_shown,
    source_of,
    titles_of,
)
from app.staff.differences import (
    DifferenceShown,
    differences_shown,
    differences_to_what_stands,
    standing_draft,
)
from app.staff.fields import label_of_field
from app.staff.links import PATHS
from app.staff.names import Names, names_of_staff
from app.staff.page import DeskPage, StaffPage, StaffTemplate
from app.staff.proposal_words import BUTTONS, DONE, KINDS, STATES
from app.staff.routing import staff_router

router = staff_router()

_OPEN = frozenset({State.DRAFT, State.RETURNED, State.SUBMITTED})
_PRIVATE = _OPEN | {State.SET_ASIDE}
_WITH_COMMENT = frozenset({State.DRAFT, State.RETURNED})
_NOUNS = {Proposed.EVIDENCE: "evidence", Proposed.DOCUMENT: "documents"}
_ORDER = (
    Verb.PUBLISH,
    Verb.SEND_BACK,
    Verb.TAKE_BACK,
    Verb.EDIT,
    Verb.SUBMIT,
    Verb.SET_ASIDE,
    Verb.REOPEN,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do to a proposal: why the reader may not, and why it was not done just now."""

    verb: Verb
    button: str
    why_not: str | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class StepShown:
    """One line of a proposal's history; `version` is what it left behind, where it is readable."""

    who: str
    when: str
    what: str
    comment: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What reading a proposal against what stands now brings: faults, differences, effects."""

    wrong: Sequence[Wrong]
    differences: Sequence[DifferenceShown]
    effects: Sequence[EffectShown]


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """All that the page of a proposal shows; `trouble` is why something was not done just now."""

    proposal: ProposalShape
    kind: str
    state: Label
    about: Words | None
    card: Card | None
    source: SourceShown | None
    judged: Judged | None
    authors: Sequence[str]
    decided_by: str | None
    deeds: Sequence[Deed]
    steps: Sequence[StepShown]
    may_redact: bool
    trouble: str | None
    typed_comment: str

    @property
    def comment(self) -> str | None:
        """What a reviewer wrote who sent it back, until it is submitted again."""
        return self.proposal.comment if self.proposal.state in _WITH_COMMENT else None

    @property
    def takes_away(self) -> bool:
        """Whether it would end something and put nothing in its place."""
        return self.proposal.intent is Intent.WITHDRAW

    @property
    def published(self) -> tuple[str, str] | None:
        """The public page of what came of it: noun and id; None while there is none."""
        if self.proposal.state in _PRIVATE:
            return None
        name = self.proposal.target if self.takes_away else self.proposal.entry_id
        return _NOUNS[self.proposal.subject], name or ""

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What keeps it from being published: labels as message ids, and sentences."""
        wrong = self.judged.wrong if self.judged else ()
        return [(label_of_field(name), sentence) for name, sentence in wrong]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version of a proposal, and how it differs from the one before."""

    proposal: ProposalShape
    kind: str
    version: int
    earlier: int | None
    card: Card | None
    source: SourceShown | None
    reason: str
    differences: Sequence[DifferenceShown]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a button that did not do what it says: which, why, and what was typed."""

    act: str = ""
    trouble: str | None = None
    comment: str = ""
    status: int = 200


_PAGE = StaffTemplate[ProposalShown]("proposal.html")
_VERSION = StaffTemplate[VersionShown]("version.html")


@router.get(PATHS["proposal"])
def show_proposal(page: DeskPage, desk: ReadingDesk, id: str) -> Response:  # noqa: A002 - the address says id
    """Show a proposal, whoever wrote it."""
    return proposal_page(page, desk, id, Answered())


@router.get(PATHS["proposal-version"])
def show_version(page: DeskPage, desk: ReadingDesk, id: str, number: int) -> Response:  # noqa: A002 - as above
    """Show a proposal as it was once."""
    proposal = find_proposal(desk.session, desk.tongue, id)
    desk.demand(Verb.READ, proposal.standing)
    return _VERSION.show(page, _version(desk, proposal, number))


def proposal_page(page: StaffPage, desk: Desk, proposal_id: str, answered: Answered) -> Response:
    """Show a proposal as it stands, after something was done or refused."""
    proposal = find_proposal(desk.session, desk.tongue, proposal_id)
    desk.demand(Verb.READ, proposal.standing)
    return _PAGE.show(page, _shown(desk, proposal, answered), answered.status)


def _shown(desk: Desk, proposal: ProposalShape, answered: Answered) -> ProposalShown:
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    names = names_of_staff(desk.session)
    return ProposalShown(
        proposal=proposal,
        kind=KINDS[proposal.intent, proposal.subject],
        state=STATES[proposal.state],
        about=_about(view, proposal),
        card=_card(view, proposal),
        source=_source(view, proposal),
        judged=_judged(desk, view, proposal) if proposal.state in _OPEN else None,
        authors=names.all(proposal.authors),
        decided_by=_decided_by(proposal, names),
        deeds=_deeds(desk, proposal, answered),
        steps=_steps(desk, proposal.id, names),
        may_redact=refusal(Verb.REDACT, desk.actor) is None and proposal.state in _PRIVATE,
        trouble=answered.trouble,
        typed_comment=answered.comment,
    )


def _decided_by(proposal: ProposalShape, names: Names) -> str | None:
    """Name who decided, while the decision stands: what is submitted again waits for another."""
    stands = proposal.state is State.RETURNED or proposal.state not in _PRIVATE
    return names.of(proposal.decided_by) if stands and proposal.decided_by else None


def _about(view: View, proposal: ProposalShape) -> Words | None:
    if proposal.target is None:
        return None
    kind = Subject(proposal.subject.value)
    return titles_of(view, kind, [proposal.target]).get(proposal.target)


def _card(view: View, proposal: ProposalShape) -> Card | None:
    """Show the evidence that a proposal puts forward, or the one that it would take away."""
    if proposal.subject is Proposed.DOCUMENT:
        return None
    return card_of(view, _told_of(view, proposal))


def _source(view: View, proposal: ProposalShape) -> SourceShown | None:
    """Show the document of a proposal that is about one; evidence has it on its card."""
    if proposal.subject is Proposed.EVIDENCE:
        return None
    return source_of(view, _told_of(view, proposal))


def _told_of(view: View, proposal: ProposalShape) -> Draft:
    takes_away = proposal.intent is Intent.WITHDRAW
    return standing_draft(view.session, proposal) if takes_away else proposal.draft


def _judged(desk: Desk, view: View, proposal: ProposalShape) -> Judged:
    return Judged(
        faults_of(desk.session, proposal, desk.today, desk.tongue),
        differences_to_what_stands(view, proposal),
        effects_shown(desk.tongue, effects_of(desk.session, proposal, desk.today)),
    )


def _deeds(desk: Desk, proposal: ProposalShape, answered: Answered) -> list[Deed]:
    """Give what can be done in this state at all, and why the reader may not where they may not.

    What their role never may, and that only authors take back their own, needs no telling.
    """
    deeds = []
    for verb in _ORDER:
        refused = refusal(verb, desk.actor, proposal.standing, desk.review)
        is_plain = verb is Verb.TAKE_BACK or refusal(verb, desk.actor)
        if proposal.state in RULES[verb].states and not (refused and is_plain):
            why_not = refusal_told(refused, desk.tongue.say) if refused else None
            fault = answered.trouble if answered.act == verb else None
            deeds.append(Deed(verb, BUTTONS[verb], why_not, fault))
    return deeds


def _steps(desk: Desk, proposal_id: str, names: Names) -> list[StepShown]:
    """Show the newest step first."""
    steps = history_of(desk.session, proposal_id)
    return [_step(desk, one, names) for one in reversed(steps)]


def _step(desk: Desk, step: Step, names: Names) -> StepShown:
    payload: Mapping[str, Any] = step.payload or {}
    return StepShown(
        who=names.of_actor(step.actor),
        when=step.time,
        what=desk.tongue.say(DONE.get(step.action, step.action)),
        comment=str(payload.get("comment") or ""),
        version=step.version if "draft" in payload else None,
    )


def _version(desk: Desk, proposal: ProposalShape, number: int) -> VersionShown:
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    draft = draft_at(desk.session, desk.tongue, proposal.id, number)
    written = [
        one.version
        for one in history_of(desk.session, proposal.id)
        if one.version is not None and one.payload and "draft" in one.payload
    ]
    earlier = max((one for one in written if one < number), default=None)
    before = draft_at(desk.session, desk.tongue, proposal.id, earlier) if earlier else None
    then = replace(proposal, draft=draft)
    return VersionShown(
        proposal=proposal,
        kind=KINDS[proposal.intent, proposal.subject],
        version=number,
        earlier=earlier,
        card=_card(view, then),
        source=_source(view, then),
        reason=draft.reason,
        differences=differences_shown(view, before, draft) if before else [],
    )
