"""The present state of what is public: by whom it is asked, it costs nothing until it may be old.

Another process may publish at any time, so the database is looked at again after a quarter of a
second, and at once when this process itself has written or the day has changed.
"""

import asyncio
import datetime as dt
from collections.abc import Hashable
from time import monotonic, time

from anyio import CapacityLimiter, to_thread
from sqlalchemy import Engine

from app.domain.vocabulary import Language
from app.queries.languages import Tongue
from app.queries.view import look
from app.settings import Settings
from app.store.engine import Writes, reading

SECONDS_BETWEEN_LOOKS = 0.25

State = tuple[Hashable, ...]


class Present:
    """Knows the state of one database, as `View.state` names it."""

    def __init__(self, engine: Engine, writes: Writes, settings: Settings) -> None:
        """Look at `engine`; `writes` are those of this process to what it shows."""
        self._engine = engine
        self._writes = writes
        self._settings = settings
        self._state: State = ()
        self._written = -1
        self._old_at = 0.0
        self._day = (0.0, 0.0)
        self._looks: dict[object, asyncio.Future[State]] = {}

    def known(self) -> State | None:
        """Give the state without looking, or None when it may have become another."""
        is_known = (
            self._written == self._writes.number
            and monotonic() < self._old_at
            and self._day[0] <= time() < self._day[1]
        )
        return self._state if is_known else None

    async def found(self) -> State:
        """Look, once for all who ask meanwhile.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: when the database does not answer.

        """
        loop = asyncio.get_running_loop()
        # A look that began before the newest write may not have seen it.
        asked = (loop, self._writes.number)
        if asked not in self._looks:
            self._looks[asked] = loop.create_task(self._look(self._writes.number))
            self._looks[asked].add_done_callback(lambda _: self._looks.pop(asked, None))
        return await asyncio.shield(self._looks[asked])

    async def _look(self, written: int) -> State:
        # A thread of its own: those of the others may all be busy with slow answers.
        state, day = await to_thread.run_sync(self._read, limiter=CapacityLimiter(1))
        self._state, self._day, self._written = state, day, written
        self._old_at = monotonic() + SECONDS_BETWEEN_LOOKS
        return state

    def _read(self) -> tuple[State, tuple[float, float]]:
        today = self._settings.today()
        with reading(self._engine) as session:
            state = look(session, today, today, Tongue(Language.ENGLISH)).state
        return state, (self._beginning(today), self._beginning(today + dt.timedelta(days=1)))

    def _beginning(self, day: dt.date) -> float:
        return dt.datetime.combine(day, dt.time(), self._settings.zone).timestamp()
