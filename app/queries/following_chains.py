"""Documents that stand for one another: evidence moves along them, and with it their counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from app.queries.view import View
from app.store.tables import Document


@dataclass(frozen=True, slots=True)
class Chains:
    """Which documents are linked by a replacement, in either direction."""

    neighbours: dict[str, set[str]]

    def around(self, names: Iterable[str]) -> set[str]:
        """Give these documents, and all that stand for them or for which they stand."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.neighbours.get(name, ())
        return found


def chains_of(view: View, earlier: Iterable[tuple[str, str]]) -> Chains:
    """Read which documents replace which now; `earlier` are pairs that did before."""
    rows = view.session.execute(
        select(col(Document.id), col(Document.replaces)).where(col(Document.replaces).is_not(None))
    )
    neighbours: dict[str, set[str]] = {}
    for newer, older in [*((row[0], row[1]) for row in rows), *earlier]:
        neighbours.setdefault(newer, set()).add(older)
        neighbours.setdefault(older, set()).add(newer)
    return Chains(neighbours)
