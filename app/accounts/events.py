"""What happens to accounts, for the desk's ledger: by role and number, without names or secrets."""

import json
from enum import StrEnum

from sqlmodel import Session

from app.domain.workflow import Actor
from app.store.ledger import DESK, Happening, Recorder

INSTALLATION = "installation"
"""Who acts when nobody is signed in: whoever can start the program on its machine."""


class Event(StrEnum):
    """What can happen to an account, a session, a token or a webhook."""

    ADDED = "added"
    RENAMED = "renamed"
    LANGUAGE_CHOSEN = "language_chosen"
    ROLE_CHANGED = "role_changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of an event
    FACTOR_SET = "factor_set"
    FACTOR_REMOVED = "factor_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    LINK_MADE = "link_made"
    LINK_USED = "link_used"
    STARTED = "started"
    COMPLETED = "completed"
    ENDED = "ended"
    SESSIONS_ENDED = "sessions_ended"
    MADE = "made"
    PAUSED = "paused"
    RESUMED = "resumed"
    TESTED = "tested"
    SECRET_REPLACED = "secret_replaced"  # noqa: S105 - the name of an event
    SENT_AGAIN = "sent_again"


class Subject(StrEnum):
    """What an event happens to."""

    ACCOUNT = "account"
    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - the name of a subject
    WEBHOOK = "webhook"


def record(
    session: Session, by: Actor | None, event: Event, subject: tuple[Subject, str], **facts: object
) -> None:
    """Append one event to the desk's ledger; without `by` it is the installation's own doing.

    `facts` must hold nothing that names a person or proves anything. The head of the ledger is
    moved before this returns, so no other recorder of the desk may be open in the transaction.
    """
    recorder = Recorder(session, by.name if by else INSTALLATION, ledger=DESK)
    payload = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    recorder.record(Happening(event.value, subject[0].value, subject[1], payload))
    recorder.close()
