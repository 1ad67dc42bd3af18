"""Copies from the other kind of database, and into folders that cannot be written to."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.mirror.files import CopyFaultError
from tests.conftest import Databases
from tests.mirror.small import Small, contents

FIXED = frozenset({"fixed"})
ENTRIES = frozenset({"commitments", "documents", "evidence", "themes", "commitments-list"})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    made = Small.filled(tmp_path_factory.mktemp("small"))
    yield made
    made.engine.dispose()


def test_a_copy_of_postgresql_is_that_of_sqlite(
    small: Small, postgresql_databases: Databases, tmp_path: Path
) -> None:
    other = Small.filled(tmp_path, postgresql_databases.make("empty"))
    copies = []
    for one in (small, other):
        one.copied("entries", ENTRIES)
        copies.append(contents(one.folder / "entries"))
    other.engine.dispose()
    ours, theirs = copies
    assert len(ours) > 50
    assert sorted(ours) == sorted(theirs)
    # Times of recording and what was drawn for them differ, and so does the newest hash.
    assert [name for name in ours if ours[name] != theirs[name]] == ["manifest.json"]


def test_a_file_in_the_way_is_told_in_plain_words_and_the_next_run_mends_it(small: Small) -> None:
    out = small.folder / "in-the-way"
    small.copied("in-the-way", FIXED)
    whole = contents(out)
    shutil.rmtree(out / "static")
    (out / "static").write_text("a file where a folder is to be")
    with pytest.raises(CopyFaultError, match="cannot be written"):
        small.copied("in-the-way", FIXED)
    (out / "static").unlink()
    small.copied("in-the-way", FIXED)
    assert contents(out) == whole


def test_a_disk_that_fills_up_leaves_what_is_there_and_no_manifest(small: Small) -> None:
    out = small.folder / "full"
    with files_limited_to(10_000), pytest.raises(CopyFaultError, match="free space"):
        small.copied("full", FIXED)
    assert not (out / "manifest.json").exists()
    small.copied("full", FIXED)
    small.copied("not-full", FIXED)
    assert contents(out) == contents(small.folder / "not-full")


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """Let no file become longer than this many bytes, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
