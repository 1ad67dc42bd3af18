"""One entry of the registry file as it was written, and the lines it was written on."""

from dataclasses import dataclass, field
from typing import Any

from app.errors import Fault
from app.registry.scalars import quote

Path = tuple[str | int, ...]


def where(path: Path) -> str:
    """Say where in an entry a value stands: `title > ru`, `themes > item 2`."""
    if not path:
        return "the entry"
    return " > ".join(
        f"item {part + 1}" if isinstance(part, int) else quote(part)[1:-1] for part in path
    )


@dataclass(slots=True)
class RawEntry:
    """One item of a section as written: its keys, and the line of each path within it.

    `faults` are those of its YAML; `spoilt` are the paths whose value could not be read, and of
    which nothing more can be said.
    """

    section: str
    line: int
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    spoilt: set[Path] = field(default_factory=set)

    @property
    def name(self) -> str | None:
        """The id as written, right or wrong, where there is one."""
        name = self.value.get("id") if isinstance(self.value, dict) else None
        return name if isinstance(name, str) and name else None

    def line_of(self, path: Path) -> int:
        """Give the line of a path, or of the nearest part of it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)

    def is_spoilt(self, path: Path) -> bool:
        """Whether a path, or what it stands in, could not be read."""
        return any(path[:length] in self.spoilt for length in range(len(path) + 1))
