"""Redacting: removing words for good, in every place, to protect a person.

It is itself recorded, in public where what it removes was public. What the registry file still
says cannot be removed here: the file must be changed first, and then what was there before it is
removed. docs/design.md, section 4.
"""

from typing import Any

from sqlmodel import Session

from app.domain.identifiers import is_identifier
from app.domain.labels import label_of
from app.domain.messages import message
from app.domain.vocabulary import Action, Owner, Subject
from app.domain.workflow import Intent, State, Verb
from app.editing.affected import commitments_of, evidence_under, read_anew
from app.editing.desk import Desk
from app.editing.proposals import find_row
from app.editing.public_rows import PublicRows
from app.editing.publishing import follow
from app.editing.recording import PROPOSAL, record_about
from app.editing.redacted_ledgers import (
    forget,
    have_words,
    last_end,
    steps_about,
    wordy_revisions,
)
from app.editing.redacted_rows import (
    MARKED,
    blank,
    blank_proposals,
    is_blank,
    proposals_about,
    row_of,
)
from app.errors import ConflictError, NotFoundError
from app.registry.rows import NOUN_OF
from app.store.search import forget_words
from app.store.tables import Revision
from app.store.tables.ledgers import DeskRevision

NO_SUCH_ENTRY = message("There is no such entry ({noun}, {id}): check both.")
NOT_REDACTABLE = message(
    "This cannot be redacted: choose an entry of the registry, or a proposal that was never "
    "published."
)
STILL_IN_FILE = message(
    "This text is in the registry file, and nothing older of it is kept: change it in the file, "
    "load the file, and then redact what was there before."
)
NOTHING_LEFT = message("Nothing is left of this that could be removed.")
REDACT_ENTRY = message("What this proposal said was published: redact {id} instead.")

_SECTIONS = {noun: section for section, noun in NOUN_OF.items()}
_DECIDED = {State.PUBLISHED.value, State.WITHDRAWN.value, State.REPLACED.value}


def redact(desk: Desk, subject: str, name: str) -> int:
    """Remove all that is kept of what an entry, or an unpublished proposal, said.

    `subject` is what it is called: evidence, document, commitment, proposal... Gives how many
    revisions lost their payload, in both ledgers.

    Raises:
        NotAllowedError: unless an administrator asks.
        NotFoundError: when there is no such entry or proposal.
        ConflictError: when the text is still in the registry file, or the proposal was published.

    """
    desk.demand(Verb.REDACT)
    if subject == PROPOSAL:
        return _redact_proposal(desk, name)
    if subject not in _SECTIONS or subject == Subject.REGISTRY:
        raise ConflictError(desk.tongue.say(NOT_REDACTABLE))
    row = row_of(desk.session, _SECTIONS[subject], name) if is_identifier(name) else {}
    if not row:
        raise NotFoundError(desk.tongue.say(NO_SUCH_ENTRY, noun=_called(desk, subject), id=name))
    return _redact_entry(desk, subject, row)


def _called(desk: Desk, subject: str) -> str:
    return desk.tongue.say(label_of(Subject(subject)).name)


def _redact_proposal(desk: Desk, name: str) -> int:
    row = find_row(desk.session, desk.tongue, name)
    if row.state in _DECIDED:
        public = row.target if row.intent == Intent.WITHDRAW.value else row.entry_id
        raise ConflictError(desk.tongue.say(REDACT_ENTRY, id=public))
    steps = steps_about(desk.session, [name])
    if not have_words(desk.session, steps):
        raise ConflictError(desk.tongue.say(NOTHING_LEFT))
    _empty(desk, [name], steps)
    return _record(desk, (PROPOSAL, name), steps)


def _redact_entry(desk: Desk, noun: str, row: dict[str, Any]) -> int:
    session, name = desk.session, row["id"]
    is_in_file = row["owner"] == Owner.REGISTRY.value and row["retired_on"] is None
    revisions = wordy_revisions(session, noun, name, row["digest"] if is_in_file else None)
    proposals = proposals_about(session, name, row.get("url") if noun == "document" else None)
    steps = steps_about(session, [*proposals, name])
    is_told = bool(revisions) or have_words(session, steps)
    if not is_told and (is_in_file or is_blank(row)):
        raise ConflictError(desk.tongue.say(STILL_IN_FILE if is_in_file else NOTHING_LEFT))
    _empty(desk, [*proposals, name], steps)
    if revisions or not is_in_file:
        _redact_public(desk, noun, row, (revisions, is_in_file))
    return len(revisions) + _record(desk, (noun, name), steps)


def _empty(desk: Desk, names: list[str], steps: list[int]) -> None:
    """Take the words out of proposals, and of what the desk's ledger knows of them."""
    forget(desk.session, DeskRevision, steps)
    blank_proposals(desk.session, names)


def _record(desk: Desk, about: tuple[str, str], steps: list[int]) -> int:
    record_about(desk, Action.REDACTED, *about, revisions=steps, entry_sha256=None)
    return len(steps)


def _redact_public(
    desk: Desk, noun: str, row: dict[str, Any], found: tuple[list[int], bool]
) -> None:
    revisions, is_in_file = found
    session, section, name = desk.session, _SECTIONS[noun], row["id"]
    end = last_end(session, noun, name) if _is_ended_by_desk(row) else None
    forget(session, Revision, revisions)
    digest = row["digest"] if is_in_file else blank(session, section, row)
    rows = PublicRows(desk)
    payload = {"revisions": revisions, "entry_sha256": digest}
    rows.record(Action.REDACTED, noun, name, payload)
    ended: list[str] = []
    if end is not None:
        rows.end_again(section, name, end, MARKED)
    elif row["owner"] == Owner.DESK.value and row["withdrawal"] is None:
        ended = rows.withdraw(section, name, MARKED)
    rows.close()
    read_anew(session, rows.affected | _concerned(session, noun, name))
    forget_words(session)
    follow(desk, ended, State.WITHDRAWN)


def _is_ended_by_desk(row: dict[str, Any]) -> bool:
    """Say whether a row is withdrawn, or replaced, and not because the file says so."""
    return bool(row.get("withdrawal")) and not row.get("withdrawn")


def _concerned(session: Session, noun: str, name: str) -> set[str]:
    """Give the commitments that are found by words of an entry."""
    if noun == Subject.COMMITMENT:
        return {name}
    return commitments_of(
        session, evidence_under(session, name) if noun == Subject.DOCUMENT else [name]
    )
