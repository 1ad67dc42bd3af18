"""Checking a snapshot, whoever it comes from, without asking the site that made it.

Three things are held against each other: the signed table of contents against the files, the chain
of revisions against itself, and the signed checkpoint against the end of that chain. docs/proof.md
says what that proves and what it does not; docs/verify_snapshot.py does the same in one page.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from app.exports.checkpoints import Checkpoint
from app.exports.ledger_lines import Walk, lines_in
from app.exports.snapshots.archives import (
    CHECKPOINT,
    CONTENTS,
    LEDGER,
    PUBLIC_KEY,
    REPLACED,
    Archive,
    DamagedFileError,
    UnreadableSnapshotError,
    open_archive,
)
from app.exports.snapshots.contents import Contents
from app.store.signing import NoteFaultError, PublicKey

_PACKAGE = "datapackage.json"
_SHA256 = "sha256:"
MOST_FAULTS = 1_000
"""How many faults of one sort are named: a hostile file may have millions."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a snapshot is held against: a public key, a checkpoint kept from earlier, or neither."""

    key: PublicKey | None = None
    kept: Checkpoint | None = None


@dataclass(slots=True)
class Verdict:
    """What was found: `faults` says what is wrong and where, `remarks` what else to know."""

    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    files: int = 0
    checkpoint: Checkpoint | None = None


def check_snapshot(path: Path, held: Held, advance: Callable[[int, int], None]) -> Verdict:
    """Check all of a snapshot; `advance` is told how many bytes are done, of how many.

    Raises:
        UnreadableSnapshotError: when it is no snapshot at all.

    """
    with open_archive(path) as archive:
        if missing := [one for one in (CONTENTS, LEDGER, CHECKPOINT) if one not in archive.names]:
            raise UnreadableSnapshotError(
                f"{path} holds no file {missing[0]}: name a file that `scorecard snapshot` made, "
                "as it was downloaded"
            )
        return _Check(archive, held, advance).made()


class _Check:
    """One check of one snapshot."""

    def __init__(self, archive: Archive, held: Held, advance: Callable[[int, int], None]) -> None:
        self._archive = archive
        self._held = held
        self._advance = advance
        self._read, self._size = 0, archive.size()
        self._verdict = Verdict()

    def made(self) -> Verdict:
        """Check one thing after the other, also behind what is wrong."""
        for step in (self._files, self._package, self._ledger, self._signer):
            try:
                self._verdict.faults.extend(islice(step(), MOST_FAULTS))
            except DamagedFileError as error:
                self._verdict.faults.append(f"{error}: it cannot be unpacked: it was damaged")
        return self._verdict

    def _tell(self, done: int) -> None:
        self._read += done
        self._advance(self._read, self._size)

    def _text(self, name: str) -> str:
        return self._archive.text(name) or ""

    def _files(self) -> Iterator[str]:
        names = self._archive.names
        yield from (f"{name}: it is in there twice" for name in sorted(_twice(names)))
        try:
            listed = Contents.read(self._text(CONTENTS), self._held.key).files
        except NoteFaultError as error:
            yield f"{CONTENTS}: {error.detail}"
            return
        self._verdict.files = len(listed)
        for name in sorted(set(names) - listed.keys() - {CONTENTS}):
            yield f"{name}: it is not in the signed table of contents: somebody added it"
        for name, mark in listed.items():
            if name not in names:
                yield f"{name}: it is missing, and the signed table of contents names it"
            elif self._archive.mark_of(name, self._tell) != mark:
                yield f"{name}: it was changed: its SHA-256 is not the signed one"

    def _package(self) -> Iterator[str]:
        """Hold what the data package says of its files against the files."""
        try:
            described = json.loads(self._text(_PACKAGE) or "{}").get("resources", [])
            said = {one["path"]: (one["hash"], one["bytes"]) for one in described}
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            yield f"{_PACKAGE}: it cannot be read: it was changed"
            return
        for name, (hashed, size) in said.items():
            if name not in self._archive.names:
                yield f"{_PACKAGE}: it describes {name}, which is not there"
                continue
            mark = self._archive.mark_of(name, lambda _: None)
            if (hashed, size) != (_SHA256 + mark.sha256, mark.bytes):
                yield f"{_PACKAGE}: what it says of {name} (hash, bytes) does not fit that file"

    def _ledger(self) -> Iterator[str]:
        kept = self._held.kept
        walk = Walk(self._excused(), frozenset({kept.length} if kept else ()))
        with self._archive.opened(LEDGER) as file:
            yield from (f"{LEDGER}, {sentence}" for sentence in walk.follow(lines_in(file)))
        yield from self._wrong_checkpoint(walk)
        if kept is not None:
            yield from _broken_promise(kept, walk)

    def _excused(self) -> frozenset[int]:
        """Give the revisions that a note inside says were emptied later, to protect a person."""
        note = self._text(REPLACED)
        if not note:
            return frozenset()
        try:
            redactions = json.loads(note)["redactions"]
            emptied = frozenset(int(one) for each in redactions for one in each["emptied"])
            by = ", ".join(str(int(one["revision"])) for one in redactions)
        except (ValueError, LookupError, TypeError, OverflowError, RecursionError):
            self._verdict.faults.append(f"{REPLACED}: it cannot be read: it was changed")
            return frozenset()
        self._verdict.remarks.append(
            f"This snapshot was replaced to protect a person: {len(emptied)} revisions were "
            f"emptied by later redactions ({by}), which the site's present ledger has to hold."
        )
        return emptied

    def _wrong_checkpoint(self, walk: Walk) -> Iterator[str]:
        try:
            point = Checkpoint.read(self._text(CHECKPOINT), self._held.key)
        except NoteFaultError as error:
            yield f"{CHECKPOINT}: {error.detail}"
            return
        self._verdict.checkpoint = point
        if point.length != walk.length:
            yield (
                f"{CHECKPOINT}, line 2: {point.length} revisions were signed, and {LEDGER} ends "
                f"with revision {walk.length}: some were removed or added at the end"
            )
        if point.hash != walk.hash:
            yield f"{CHECKPOINT}, line 3: it is not the hash of the last revision in {LEDGER}"
        if point.time != walk.time:
            yield f"{CHECKPOINT}, line 4: it is not the time of the last revision in {LEDGER}"

    def _signer(self) -> Iterator[str]:
        """Name the key that a snapshot gives for itself, where it is not the one asked for."""
        inside = self._text(PUBLIC_KEY).strip()
        asked = self._held.key
        if asked is not None and inside != str(asked):
            whose = f"the key {inside[:300]}" if inside else "no key"
            yield f"{PUBLIC_KEY}: the snapshot names {whose}, and you asked for {asked}"
        if asked is None:
            self._verdict.remarks.append(
                "Who made this snapshot was not checked: give the site's public key with --key."
            )


def _twice(names: list[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _broken_promise(kept: Checkpoint, walk: Walk) -> Iterator[str]:
    """Say where the ledger no longer has the hash that a kept checkpoint gives."""
    if kept.length > walk.length:
        yield (
            f"your checkpoint is of {kept.length} revisions, and this snapshot ends with "
            f"{walk.length}: it is older than your checkpoint, or revisions were removed"
        )
    elif kept.length and walk.heads.get(kept.length) != kept.hash:
        yield (
            f"{LEDGER}, revision {kept.length}: its hash is not the one in your checkpoint: "
            "something up to there was altered since you kept it"
        )
