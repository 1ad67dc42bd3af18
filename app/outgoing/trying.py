"""A test, sent at once and once, so that whoever set a webhook up sees what its receiver says."""

import secrets

from sqlalchemy import Engine

from app.accounts.moments import now
from app.domain.workflow import Actor
from app.outgoing.deliveries import head_of, secrets_of
from app.outgoing.guarded import Outcome, Sending
from app.outgoing.payloads import AddressOfChanges, tell_nothing
from app.outgoing.sender import send
from app.outgoing.webhooks import note_test
from app.store.engine import writing


def send_test(
    engine: Engine, sending: Sending, changes: AddressOfChanges, webhook: str, by: Actor
) -> Outcome:
    """Send a delivery without any change in it, outside of any transaction; it counts for nothing.

    Raises:
        NotFoundError: when there is no such webhook.
        NotAllowedError: when `by` is no administrator.

    """
    moment = now()
    with writing(engine) as session:
        row = note_test(session, webhook, by)
        told = tell_nothing(webhook, secrets.token_hex(8), head_of(session), changes)
        url, keys = row.url, secrets_of(row, moment)
    return send(sending, url, told, keys, moment)
