"""Proving that a copy is intact: every file of its manifest as it was, and none besides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.mirror.files import PARTIAL, all_files, digest_of
from app.mirror.manifest import MANIFEST, NOTE, Manifest, read_manifest, vouched_for
from app.mirror.notes import NAME
from app.store.signing import PublicKey

_BESIDE = frozenset({NAME, NAME + PARTIAL, MANIFEST, NOTE})


@dataclass(slots=True)
class Checked:
    """What a check found: paths of files that are missing, altered, or in no manifest."""

    manifest: Manifest
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.altered or self.extra)

    def lines(self) -> Iterator[str]:
        """Give a line for each file that is not as it should be."""
        yield from (f"missing: {one}" for one in self.missing)
        yield from (f"altered: {one}" for one in self.altered)
        yield from (f"in no manifest: {one}" for one in self.extra)


def check_site(folder: Path, key: PublicKey | None, advance: Callable[[int, int], None]) -> Checked:
    """Compare a copy with its manifest, and the manifest with whoever signed it.

    Raises:
        CopyFaultError: when there is no manifest, or the note vouches for another.
        NoteFaultError: when the key did not sign it.

    """
    manifest = read_manifest(folder)
    if key is not None:
        vouched_for(folder, key)
    found = Checked(manifest)
    there = all_files(folder)
    for number, (path, known) in enumerate(manifest.files.items(), start=1):
        if path not in there:
            found.missing.append(path)
        elif there[path][0] != known[0] or not _is(folder / path, known[1]):
            found.altered.append(path)
        advance(number, len(manifest.files))
    found.extra = sorted(there.keys() - manifest.files.keys() - _BESIDE)
    return found


def _is(path: Path, sha256: str) -> bool:
    try:
        return digest_of(path) == sha256
    except OSError:
        return False
