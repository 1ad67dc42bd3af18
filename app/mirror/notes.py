"""What a run leaves for the next one: the stamp of each unit, and the files it was written as.

It stands in the folder under a name that begins with a dot. Readers do not need it, and a copy of
the folder without it is as good: only the next run has to make every page again.

While a run is at work, what it is about to write stands in another such file: it is believed no
more, lest half of it be. The long one is written once, at the end.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from app.mirror.files import PARTIAL, Written, unwritable
from app.mirror.since import Seen

NAME = ".scorecard-site.json"
BEGUN = ".scorecard-site-begun.json"
_FORM = 3
_BEGINNING = 10
_OURS = re.compile(rb'\{\}|\{"form":\d.*', re.DOTALL)


class Exported(NamedTuple):
    """The day on which exports were made, and the newest redaction that they know of (or 0)."""

    day: str
    redaction: int


@dataclass(slots=True)
class Notes:
    """The units of the last run by key: each its stamp and its files; and the program's mark.

    `exported` says of when the exports are; None where they were not made, or not all of them.
    `seen` is the state that all stamps are of; None where they may be of several.
    """

    program: str
    stamps: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[Written]] = field(default_factory=dict)
    exported: Exported | None = None
    seen: Seen | None = None

    def forget(self, keys: Iterable[str]) -> None:
        """Take the stamps of units that are about to be written, lest half of it be believed."""
        self.seen = None
        for key in keys:
            self.stamps.pop(key, None)

    def believe_only(self, signed: Mapping[str, tuple[int, str]]) -> None:
        """Forget every unit with a file that nobody vouched for.

        What is kept stands in the copy, where others may write: a key must not sign what they say.
        """
        for key, some in self.files.items():
            if any(signed.get(one.path) != (one.size, one.sha256) for one in some):
                self.stamps.pop(key, None)

    def only(self, keys: Mapping[str, object]) -> None:
        """Forget the units that there are no longer."""
        for key in self.files.keys() - keys.keys():
            self.stamps.pop(key, None)
            del self.files[key]

    def all_files(self) -> list[Written]:
        """Give every file of every unit, by path."""
        found = [one for some in self.files.values() for one in some]
        return sorted(found, key=lambda one: one.path)


def is_ours(folder: Path) -> bool:
    """Say whether a run of ours began to write here, from how the notes begin: they are long."""
    try:
        with (folder / NAME).open("rb") as file:
            return _OURS.fullmatch(file.read(_BEGINNING)) is not None
    except OSError:
        return False


def read_notes(folder: Path, program: str) -> Notes:
    """Read what the last run of this very program left; nothing, where that cannot be read."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told["form"] != _FORM or told["program"] != program:
            return Notes(program)
        units: dict[str, list[object]] = told["units"]
        kept = Notes(
            program,
            {key: str(stamp) for key, (stamp, _) in units.items() if stamp},
            {key: [Written(*one) for one in some] for key, (_, some) in units.items()},  # type: ignore[attr-defined]
            Exported(*told["exported"]) if told["exported"] else None,
            Seen(*told["seen"]) if told["seen"] else None,
        )
        if (folder / BEGUN).exists():
            kept.forget(json.loads((folder / BEGUN).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return Notes(program)
    return kept


def write_begun(folder: Path, keys: Sequence[str]) -> None:
    """Note which units are about to be written: until the end nobody believes their stamps.

    Raises:
        CopyFaultError: when the folder cannot be written to.

    """
    _write(folder / BEGUN, keys)


def write_notes(folder: Path, kept: Notes) -> None:
    """Write it, whole or not at all; then all that was begun is done.

    Raises:
        CopyFaultError: when the folder cannot be written to.

    """
    units = {key: [kept.stamps.get(key, ""), some] for key, some in kept.files.items()}
    told = {
        "form": _FORM,
        "program": kept.program,
        "exported": kept.exported,
        "seen": kept.seen,
        "units": units,
    }
    _write(folder / NAME, told)
    (folder / BEGUN).unlink(missing_ok=True)


def _write(target: Path, told: object) -> None:
    try:
        partial = target.with_name(target.name + PARTIAL)
        partial.write_text(json.dumps(told, separators=(",", ":")), encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
