"""Publishing: where a proposal becomes public rows, in one transaction or not at all."""

import json

from sqlalchemy import select, update
from sqlmodel import col

from app.domain.messages import message
from app.domain.workflow import Intent, Proposed, State, Verb
from app.editing.affected import borne_on, commitments_of, evidence_under, read_anew
from app.editing.checking import Checked, check
from app.editing.contests import kept_answers
from app.editing.desk import Desk, now
from app.editing.drafts import DraftAnswer
from app.editing.proposals import ProposalShape, row_to_change, shape_of, take_step
from app.editing.public_rows import PublicRows
from app.editing.recording import record
from app.editing.wishes import tidied_wish
from app.editing.written import contested_by
from app.errors import ConflictError
from app.registry.rows import entries_in
from app.store.replacements import settle_sources
from app.store.tables import Commitment
from app.store.tables.desk import Proposal
from app.store.tallies import LOOKS, kept

PUBLISHED_ALREADY = message(
    "{id} is public already, from a registry file that knew of it: send this proposal back, and "
    "set it aside."
)

_SECTIONS = {Proposed.EVIDENCE: "evidence", Proposed.DOCUMENT: "documents"}


def publish(desk: Desk, proposal_id: str, version: int) -> ProposalShape:
    """Make public what was proposed, checked again against what stands now.

    Raises:
        NotAllowedError: when the actor may not, or wrote in it.
        StaleVersionError: when somebody else decided, or saved, in the meantime.
        ConflictError: when the entry to be replaced or withdrawn is not in force any more, or what
            is to be added is here already.
        FaultyDraftError: when it cannot be published as it is now.

    """
    row = row_to_change(desk, Verb.PUBLISH, proposal_id, version)
    proposal = shape_of(row)
    checked = check(desk.session, proposal, desk.today)
    checked.demand_sound(desk.tongue)
    rows = PublicRows(desk)
    _add(desk, rows, checked)
    ended = _end_target(rows, proposal, checked)
    if checked.evidence:
        _answer(desk, rows, proposal)
        _looked(desk, proposal.entry_id)
    rows.close()
    moved = settle_sources(desk.session, _standing_in(desk, proposal))
    read_anew(desk.session, rows.affected | commitments_of(desk.session, moved))
    take_step(desk, Verb.PUBLISH, row, published=_published(proposal, checked), ended=ended)
    follow(desk, ended, State.REPLACED if proposal.intent is Intent.REPLACE else State.WITHDRAWN)
    return shape_of(row)


def _add(desk: Desk, rows: PublicRows, checked: Checked) -> None:
    for section, packed in (("documents", checked.document), ("evidence", checked.evidence)):
        if packed:
            _demand_new(desk, section, packed)
            rows.add(section, packed)


def _demand_new(desk: Desk, section: str, packed: bytes) -> None:
    """Refuse what is public already: a backup was restored, and a newer export loaded over it."""
    name = json.loads(packed)["id"]
    if entries_in(desk.session, section, [name]):
        raise ConflictError(desk.tongue.say(PUBLISHED_ALREADY, id=name))


def _end_target(rows: PublicRows, proposal: ProposalShape, checked: Checked) -> list[str]:
    """End what is replaced or withdrawn, and give the ids of all that ended."""
    target = proposal.target
    if target is None:
        return []
    section = _SECTIONS[proposal.subject]
    if proposal.intent is Intent.WITHDRAW:
        return rows.withdraw(section, target, checked.reason)
    rows.end(section, target, checked.reason, by=proposal.entry_id)
    return [target]


def _answer(desk: Desk, rows: PublicRows, proposal: ProposalShape) -> None:
    """Record what the evidence answers, and what answers it as it answered what it corrects."""
    for one in tidied_wish(proposal).draft.answers:
        if one != DraftAnswer():
            rows.answer(one.contest, one.commitment, proposal.entry_id)
    if proposal.target is not None:
        contested = contested_by(proposal.draft)
        for commitment, answer in kept_answers(desk.session, proposal.target, contested):
            rows.answer(proposal.entry_id, commitment, answer)


def _looked(desk: Desk, evidence: str) -> None:
    """Note that somebody looked today at what the evidence bears on: else there would be none."""
    names = borne_on(desk.session, evidence)
    looked_at = update(Commitment).where(col(Commitment.id).in_(names))
    with kept(desk.session, LOOKS, names):
        desk.session.execute(looked_at.values(last_looked_at=desk.today.isoformat()))


def _standing_in(desk: Desk, proposal: ProposalShape) -> list[str]:
    """Give the evidence that may stand in another document now: what stands in the target."""
    if proposal.subject is not Proposed.DOCUMENT or proposal.target is None:
        return []
    return evidence_under(desk.session, proposal.target)


def _published(proposal: ProposalShape, checked: Checked) -> list[str]:
    written = {
        proposal.document_id: checked.document,
        proposal.entry_id: checked.evidence or checked.document,
    }
    return [name for name, packed in written.items() if packed]


def follow(desk: Desk, ended: list[str], state: State) -> None:
    """Say of the proposals that published what has ended that it has; for this room alone."""
    published = select(Proposal).where(
        col(Proposal.entry_id).in_(ended), col(Proposal.state) == State.PUBLISHED.value
    )
    for row in desk.session.execute(published.order_by(col(Proposal.id))).scalars().all():
        row.state = state.value
        row.version += 1
        row.changed_at = now()
        desk.session.flush()
        record(desk, state, row.id, version=row.version, state=row.state)
