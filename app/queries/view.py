"""From where a reader looks: a snapshot of the database, a day, and a language."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from app.queries.languages import Tongue
from app.store.ledger import PUBLIC
from app.store.tables import LedgerHead, RegistryState

Selected = Select[*tuple[Any, ...]]
"""A statement with whatever columns."""


@dataclass(frozen=True, slots=True)
class View:
    """What every read needs: `day` is the day shown, never after `today`.

    `revision` is the newest number of the public ledger and `head` its hash: nothing public
    changes while they stay, but the order of entries, which is that of the file in `loaded`.
    """

    session: Session
    day: date
    today: date
    tongue: Tongue
    revision: int
    head: str
    loaded: str | None

    @property
    def is_today(self) -> bool:
        """Whether the reader sees the present, not a day in the past."""
        return self.day == self.today

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What must stay the same for anything public, but its language, to stay the same.

        Names the database too: one process may serve several, and copies of one share a ledger.
        """
        return (str(self.session.get_bind().engine.url), (self.head, self.loaded), self.day)


def look(session: Session, day: date, today: date, tongue: Tongue) -> View:
    """Look at what a session sees, as of `day`, in the language of `tongue`."""
    state = select(col(RegistryState.loaded_sha256)).where(col(RegistryState.id) == 1)
    loaded = state.scalar_subquery()
    head = session.execute(
        select(col(LedgerHead.sequence), col(LedgerHead.hash), loaded.label("loaded")).where(
            col(LedgerHead.ledger) == PUBLIC
        )
    ).one()
    return View(session, day, today, tongue, head.sequence, head.hash, head.loaded)
