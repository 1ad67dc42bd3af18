"""What an administrator does to webhooks; each act is in the desk's ledger, without any secret.

The ledger is told the host of an address alone: the rest of it may be known to its owner only.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.accounts.administering import must_administer
from app.accounts.events import Event, Subject, record
from app.accounts.moments import now, text_of
from app.accounts.people import tidy_name
from app.accounts.secret_texts import is_id, new_id
from app.domain.messages import message
from app.domain.workflow import Actor
from app.errors import ConflictError, FaultyDraftError, NotFoundError, Wrong
from app.outgoing.addresses import PUBLIC_WEB, RefusedError, Rules, host_of, read_address
from app.outgoing.deliveries import head_of
from app.outgoing.signatures import new_secret
from app.outgoing.words import TROUBLES
from app.store.tables.webhooks import Webhook, WebhookDeadLetter

MOST = 20
"""How many there may be: each has a thread of its own while something is sent to it."""

SECRETS_OVERLAP = timedelta(days=1)
"""How long a secret that was replaced signs beside the new one."""

BAD_NAME = message("Write whose address it is, in at most 120 characters and on one line.")
TWICE = message("There is a webhook with this address already.")
TOO_MANY = message("There can be 20 webhooks: remove one that nobody needs, then add this one.")
NO_SUCH_WEBHOOK = message("There is no such webhook any more: load the list again.")
NO_SUCH_LETTER = message("That delivery is not on the list any more: load the page again.")


@dataclass(frozen=True, slots=True)
class WebhookWish:
    """Where somebody wants changes to be told, and whose address it is; nothing is checked yet."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A webhook just made, and its secret, which is shown this once."""

    id: str
    secret: str


def register(
    session: Session, wish: WebhookWish, by: Actor, rules: Rules = PUBLIC_WEB
) -> Registered:
    """Tell an address of every change that is recorded from now on.

    Raises:
        FaultyDraftError: naming `url` or `name`.
        ConflictError: when there are as many as there can be.
        NotAllowedError: when `by` is no administrator.

    """
    must_administer(by)
    wish = WebhookWish(wish.url.strip(), wish.name)
    _refuse_faults(session, wish, rules)
    moment = text_of(now())
    row = Webhook(
        id=new_id(),
        url=wish.url,
        name=str(tidy_name(wish.name)),
        secret=new_secret(),
        created_by=by.number,
        created_at=moment,
        sequence=head_of(session),
        next_at=moment,
    )
    session.add(row)
    _note(session, row, by, Event.ADDED)
    return Registered(row.id, str(row.secret))


def pause(session: Session, webhook: str, by: Actor) -> None:
    """Send nothing there until somebody says `go_on`; nothing is lost meanwhile.

    Raises:
        NotFoundError: when there is no such webhook.
        NotAllowedError: when `by` is no administrator.

    """
    row = _found(session, webhook, by)
    if row.paused_at is None:
        row.paused_at = text_of(now())
        _note(session, row, by, Event.PAUSED)


def go_on(session: Session, webhook: str, by: Actor) -> None:
    """Send there again, at once and with all attempts, beginning where it stopped or failed.

    Raises:
        NotFoundError: when there is no such webhook.
        NotAllowedError: when `by` is no administrator.

    """
    row = _found(session, webhook, by)
    row.next_at, row.attempts, row.paused_at = text_of(now()), 0, None
    _note(session, row, by, Event.RESUMED)


def replace_secret(session: Session, webhook: str, by: Actor) -> str:
    """Sign with another secret from now on, and give it; the former one signs as well for a day.

    Raises:
        NotFoundError: when there is no such webhook.
        NotAllowedError: when `by` is no administrator.

    """
    row = _found(session, webhook, by)
    row.former_secret, row.former_until = row.secret, text_of(now(), SECRETS_OVERLAP)
    row.secret = new_secret()
    _note(session, row, by, Event.SECRET_REPLACED)
    return row.secret


def remove(session: Session, webhook: str, by: Actor) -> None:
    """Send nothing there any more, and forget its secrets.

    Raises:
        NotFoundError: when there is no such webhook.
        NotAllowedError: when `by` is no administrator.

    """
    row = _found(session, webhook, by)
    row.ended_at = text_of(now())
    row.secret = row.former_secret = row.former_until = None
    _note(session, row, by, Event.ENDED)


def send_again(session: Session, webhook: str, first: int, by: Actor) -> None:
    """Let a delivery that was given up be sent once more: the next time anything is sent.

    Raises:
        NotFoundError: when there is no such webhook, or none was given up that begins so.
        NotAllowedError: when `by` is no administrator.

    """
    row = _found(session, webhook, by)
    letter = session.get(WebhookDeadLetter, (webhook, first))
    if letter is None:
        raise NotFoundError(NO_SUCH_LETTER)
    letter.asked_at = text_of(now())
    _note(session, row, by, Event.SENT_AGAIN, first=letter.first, last=letter.last)


def note_test(session: Session, webhook: str, by: Actor) -> Webhook:
    """Record that somebody sends a test, and give what it needs.

    Raises:
        NotFoundError: when there is no such webhook.
        NotAllowedError: when `by` is no administrator.

    """
    row = _found(session, webhook, by)
    _note(session, row, by, Event.TESTED)
    return row


def _found(session: Session, webhook: str, by: Actor) -> Webhook:
    must_administer(by)
    return find_webhook(session, webhook)


def find_webhook(session: Session, webhook: str) -> Webhook:
    """Give the row of a webhook that was not removed.

    Raises:
        NotFoundError: when there is none.

    """
    row = session.get(Webhook, webhook, populate_existing=True) if is_id(webhook) else None
    if row is None or row.ended_at is not None:
        raise NotFoundError(NO_SUCH_WEBHOOK)
    return row


def _refuse_faults(session: Session, wish: WebhookWish, rules: Rules) -> None:
    present = select(func.count()).where(col(Webhook.ended_at).is_(None))
    if session.execute(present).scalar_one() >= MOST:
        raise ConflictError(TOO_MANY)
    wrong = _faults(session, wish, rules)
    if wrong:
        raise FaultyDraftError(wrong)


def _faults(session: Session, wish: WebhookWish, rules: Rules) -> list[Wrong]:
    wrong: list[Wrong] = []
    try:
        read_address(wish.url, rules)
    except RefusedError as error:
        wrong.append(("url", TROUBLES[error.trouble]))
    same = select(col(Webhook.id)).where(
        col(Webhook.url) == wish.url, col(Webhook.ended_at).is_(None)
    )
    if not wrong and session.execute(same).first():
        wrong.append(("url", TWICE))
    if tidy_name(wish.name) is None:
        wrong.append(("name", BAD_NAME))
    return wrong


def _note(session: Session, row: Webhook, by: Actor, event: Event, **facts: object) -> None:
    session.flush()
    record(session, by, event, (Subject.WEBHOOK, row.id), host=host_of(row.url), **facts)
