"""From where a reader looks: a snapshot of the database, a day, and a language."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import CursorResult, Select, select
from sqlmodel import Session, col

from app.queries.languages import Tongue
from app.store.ledger import PUBLIC
from app.store.tables import LedgerHead, RegistryState, Revision

Selected = Select[*tuple[Any, ...]]
"""A statement with whatever columns."""


AnySelect = Select[Any] | Selected
Columns = CursorResult[*tuple[Any, ...]]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class View:
    """What every read needs: `day` is the day shown, never after `today`.

    `revision` is the newest number of the public ledger and `head` its hash: nothing public
    changes while they stay, but the order of entries, which is that of the file in `loaded`.
    `recorded` is the time in UTC at which anything of this came about, `revised` that of the
    newest revision; None before there is any.
    """

    session: Session
    day: date
    today: date
    tongue: Tongue
    revision: int
    head: str
    loaded: str | None
    recorded: str | None
    revised: str | None

    def columns(self, statement: AnySelect, given: Mapping[str, Any] = _NOTHING) -> Columns:
        """Read what a statement selects that selects columns alone; `given` are its parameters.

        That is half the work of reading them through the session, which could make objects of them.
        """
        return self.session.connection().execute(statement, given)

    @property
    def is_today(self) -> bool:
        """Whether the reader sees the present, not a day in the past."""
        return self.day == self.today

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What must stay the same for anything public, but its language, to stay the same."""
        return (*self.undated_key, self.day)

    @property
    def state(self) -> tuple[Hashable, ...]:
        """What must stay the same for every answer to stay the same, whichever day it shows."""
        return (*self.undated_key, self.today)

    @property
    def undated_key(self) -> tuple[Hashable, ...]:
        """The key of what is the same on whichever day it is shown.

        Names the database too: one process may serve several, and copies of one share a ledger.
        """
        return (str(self.session.get_bind().engine.url), (self.head, self.loaded))


_STATE = col(RegistryState.id) == 1
_HEAD = select(
    col(LedgerHead.sequence),
    col(LedgerHead.hash),
    select(col(RegistryState.loaded_sha256)).where(_STATE).scalar_subquery().label("loaded"),
    select(col(RegistryState.loaded_at)).where(_STATE).scalar_subquery().label("loaded_at"),
    select(col(Revision.time))
    .where(col(Revision.sequence) == col(LedgerHead.sequence))
    .scalar_subquery()
    .label("recorded"),
).where(col(LedgerHead.ledger) == PUBLIC)


def look(session: Session, day: date, today: date, tongue: Tongue) -> View:
    """Look at what a session sees, as of `day`, in the language of `tongue`."""
    head = session.execute(_HEAD).one()
    recorded = max(filter(None, (head.recorded, head.loaded_at)), default=None)
    return View(
        *(session, day, today, tongue, head.sequence, head.hash, head.loaded),
        recorded=recorded,
        revised=head.recorded,
    )
