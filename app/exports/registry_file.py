"""The registry file as an export: what `app.registry.writer` writes, read back by its lines."""

from pathlib import Path

from app.exports.making import Advance, expect
from app.queries.view import View
from app.registry.entries import BY_SECTION
from app.registry.exported import Exported
from app.registry.writer import write_registry

MEDIA_TYPE = "application/yaml"


def write_yaml(view: View, path: Path, advance: Advance) -> None:
    """Write the registry file."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for piece in write_registry(view.session):
            file.write(piece)
            advance(f"\n{piece}".count("\n- id: "))


def check_yaml(view: View, path: Path) -> int:
    """Count the entries of each section in the finished file; every one begins with its id."""
    found: dict[str, int] = {}
    section = ""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if line.startswith("- id: "):
                found[section] += 1
            elif line.rstrip("\n").removesuffix(":") in BY_SECTION:
                section = line.rstrip("\n").removesuffix(":")
                found[section] = 0
    exported = Exported(view.session)
    counts = {name: len(exported.ids(name)) for name in BY_SECTION}
    expect("entries", found, {name: number for name, number in counts.items() if number})
    return sum(found.values())
