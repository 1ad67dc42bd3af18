"""Who did what: names for the numbers that ledgers and proposals hold, for staff alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.accounts.people import list_people


@dataclass(frozen=True, slots=True)
class Names:
    """The names of everybody who ever had an account, by number."""

    by_number: Mapping[int, str]

    def of(self, number: int) -> str:
        """Give somebody's name; the number, should nobody have it."""
        return self.by_number.get(number, f"#{number}")

    def all(self, numbers: Iterable[int]) -> list[str]:
        """Give several names, in the order of the numbers."""
        return [self.of(number) for number in numbers]

    def of_actor(self, actor: str) -> str:
        """Give the name behind `reviewer-2`; what is nobody, such as `registry`, as it is."""
        _, _, number = actor.rpartition("-")
        known = int(number) if number.isdecimal() and len(number) < 10 else None  # noqa: PLR2004 - far above any account
        return self.by_number.get(known, actor) if known is not None else actor


def names_of_staff(session: Session) -> Names:
    """Read all names once."""
    return Names({one.number: one.name for one in list_people(session)})
