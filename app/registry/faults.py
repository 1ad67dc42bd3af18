"""Collecting faults: every one in a single pass, yet no more than a machine can bear."""

from collections.abc import Iterable

from app.errors import Fault, FaultyRegistryError

MOST_SHOWN = 1_000
"""How many faults are reported; a last line says how many more there are."""

MOST_COUNTED = 20_000
"""After so many faults the rest of the file is not looked at: it is not a registry."""


class Faults:
    """The faults found so far, in any order."""

    def __init__(self) -> None:
        """Start without faults."""
        self._found: list[Fault] = []

    def add(self, faults: Iterable[Fault]) -> None:
        """Take over faults, as far as there is room for them."""
        for fault in faults:
            if self.are_too_many:
                return
            self._found.append(fault)

    def __bool__(self) -> bool:
        """Whether anything was wrong."""
        return bool(self._found)

    @property
    def are_too_many(self) -> bool:
        """Whether looking further is of no use to anybody."""
        return len(self._found) >= MOST_COUNTED

    def as_error(self, name: str) -> FaultyRegistryError:
        """Give the error of the file called `name`: the first faults, and how many are left out."""
        found = sorted(self._found)
        shown, more = found[:MOST_SHOWN], found[MOST_SHOWN:]
        if more:
            count = f"{len(more):,} more faults" if len(more) > 1 else "1 more fault"
            least = "at least " if self.are_too_many else ""
            # The ellipsis also sorts this line behind every other fault of the same line.
            message = f"\u2026 and {least}{count} from here on: mend those above, and check again"
            shown.append(Fault(more[0].line, message))
        return FaultyRegistryError(name, shown)
