"""Who delivers: a thread that looks every other second, and one more for each address in turn.

So whoever is slow or gone makes nobody else wait, neither another receiver nor a request. Several
processes may each have a sender; the turns are in the database.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.moments import now
from app.errors import BusyError
from app.outgoing.deliveries import Delivery, due_webhooks, settle, take_turn
from app.outgoing.guarded import Outcome, Sending
from app.outgoing.payloads import AddressOfChanges, Told
from app.outgoing.signatures import signed_headers

SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_TO_FINISH = 3.0
"""How long a sender that is to stop waits for what is on its way; it would be sent again later."""

_log = logging.getLogger(__name__)


def send(
    sending: Sending, url: str, told: Told, with_secrets: list[str], moment: datetime
) -> Outcome:
    """Sign what is told, and send it once."""
    headers = {
        "Content-Type": "application/json",
        **signed_headers(told.message_id, int(moment.timestamp()), told.body, with_secrets),
    }
    return sending(url, told.body, headers)


class Sender:
    """Delivers to every webhook what the public ledger holds and it was not told yet."""

    def __init__(self, engine: Engine, sending: Sending, changes: AddressOfChanges) -> None:
        """Know the database, the way out, and where changes are read; nothing runs yet."""
        self._engine = engine
        self._sending = sending
        self._changes = changes
        self._is_over = Event()
        self._watching: Thread | None = None
        self._at_work: dict[str, Thread] = {}

    def deliver_all(self) -> int:
        """Deliver everything that is due, one address after the other; say how many were taken."""
        return sum(map(self._deliver_to, due_webhooks(self._engine, now())))

    def start(self) -> None:
        """Look from now on, until `stop`."""
        self._watching = Thread(target=self._watch, name="webhooks", daemon=True)
        self._watching.start()

    def stop(self) -> None:
        """Begin nothing more, and wait a moment for what is on its way."""
        self._is_over.set()
        threads = [self._watching, *self._at_work.values()]
        _join([one for one in threads if one is not None])

    def _watch(self) -> None:
        while not self._is_over.wait(SECONDS_BETWEEN_LOOKS):
            self._begin_once()

    def _begin_once(self) -> None:
        _told_only(self._begin_all)

    def _begin_all(self) -> None:
        self._at_work = {name: one for name, one in self._at_work.items() if one.is_alive()}
        for name in due_webhooks(self._engine, now()):
            if name not in self._at_work:
                thread = Thread(target=self._work_for, args=(name,), name=name, daemon=True)
                self._at_work[name] = thread
                thread.start()

    def _work_for(self, webhook: str) -> None:
        _told_only(lambda: self._deliver_to(webhook))

    def _deliver_to(self, webhook: str) -> int:
        """Deliver to one address until nothing is left, or it fails."""
        count = 0
        while not self._is_over.is_set() and self._deliver_next(webhook):
            count += 1
        return count

    def _deliver_next(self, webhook: str) -> bool:
        delivery = take_turn(self._engine, webhook, now(), self._changes)
        if delivery is None:
            return False
        return settle(self._engine, delivery, self._sent(delivery), now())

    def _sent(self, delivery: Delivery) -> Outcome:
        return send(self._sending, delivery.url, delivery.told, list(delivery.secrets), now())


def _told_only(act: Callable[[], object]) -> None:
    """Let a thread live through whatever is raised: it looks again.

    One that ended would end all sending without a word, until the server is started again.
    """
    try:
        act()
    except (SQLAlchemyError, BusyError) as error:
        _log.warning("Webhooks wait for the database (%s)", type(error).__name__)
    except Exception:  # noqa: BLE001 - whatever it is, it must not end here
        _log.exception("Webhooks met what nobody expected, and go on")


def _join(threads: list[Thread]) -> None:
    for thread in threads:
        thread.join(SECONDS_TO_FINISH / len(threads))
