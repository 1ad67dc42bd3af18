"""Taking snapshots: whole and signed or not at all, and never over one that is there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.exports.making import nothing_shown
from app.exports.package import DESCRIPTOR
from app.exports.snapshots.checks import Held, check_snapshot
from app.exports.snapshots.shelf import day_of, find_kept, free_name, list_kept, read_kept
from app.exports.snapshots.taking import SnapshotError, checkpoint_of, publish, take_snapshot
from app.store.engine import open_engine
from tests.conftest import TODAY, Databases
from tests.docs.test_verify_snapshot import script
from tests.exports.chains import KEY, chain, checkpoint, lines, snapshot
from tests.exports.taken import Story, content
from tests.queries.asking import looking

ROWS = chain()
LEDGER = b"".join(lines(ROWS))
POINT = checkpoint(ROWS)


@pytest.fixture
def filled(sqlite_databases: Databases) -> Iterator[Engine]:
    """An engine on the shipped registry, in SQLite."""
    opened = open_engine(sqlite_databases.make("filled"))
    yield opened
    opened.dispose()


class StoppedError(Exception):
    """What stops the work in the middle."""


def stop(_rows: int) -> None:
    raise StoppedError


def test_a_snapshot_is_the_package_with_its_proof(story: Story) -> None:
    parts = content(story.before)
    proof = {"checkpoint", "contents", "key.pub", "README.txt"}
    assert proof | {DESCRIPTOR, "scorecard.xlsx", "revisions.ndjson"} <= parts.keys()
    assert parts["key.pub"].decode() == f"{KEY.public}\n"
    assert parts["checkpoint"].decode().startswith("example.org/ledger\n594\n")
    assert "cite" in parts["README.txt"].decode()


def test_it_is_right_for_both_who_check_it(story: Story) -> None:
    verdict = check_snapshot(story.before, Held(KEY.public), lambda *_: None)
    assert (verdict.faults, verdict.remarks) == ([], [])
    assert verdict.files == len(content(story.before)) - 1
    assert script.main(story.before, str(KEY.public))[1] == 0


def test_the_same_ledger_on_the_same_day_gives_no_second_one(
    filled: Engine, tmp_path: Path
) -> None:
    with looking(filled) as view:
        point = checkpoint_of(view)
        assert point is not None
        there = snapshot(tmp_path / f"scorecard-{TODAY}.zip", LEDGER, point)
        taken = take_snapshot(view, tmp_path, KEY, stop)
    assert (taken.kept.path, taken.is_new) == (there, False)
    assert list(tmp_path.iterdir()) == [there]


def test_an_attempt_that_fails_leaves_nothing(filled: Engine, tmp_path: Path) -> None:
    with looking(filled) as view, pytest.raises(StoppedError):
        take_snapshot(view, tmp_path / "new", KEY, stop)
    assert list((tmp_path / "new").iterdir()) == []


def test_what_a_killed_attempt_left_is_removed_some_hours_later(
    filled: Engine, tmp_path: Path
) -> None:
    old, new = tmp_path / ".scorecard-a.partial", tmp_path / ".scorecard-b.partial"
    for folder in (old, new):
        folder.mkdir()
        (folder / "evidence.csv").write_text("x")
    os.utime(old, (0, 0))
    with looking(filled) as view, pytest.raises(StoppedError):
        take_snapshot(view, tmp_path, KEY, stop)
    assert list(tmp_path.iterdir()) == [new]


def test_a_folder_that_cannot_be_written_is_named(filled: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with looking(filled) as view, pytest.raises(SnapshotError, match="SCORECARD_SNAPSHOTS"):
        take_snapshot(view, tmp_path / "file", KEY, nothing_shown)


def test_nothing_is_taken_of_nothing(sqlite_databases: Databases, tmp_path: Path) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    with looking(engine) as view, pytest.raises(SnapshotError, match="nothing was ever loaded"):
        take_snapshot(view, tmp_path, KEY, nothing_shown)
    engine.dispose()


def test_nothing_is_written_over_what_has_the_name(tmp_path: Path) -> None:
    new = snapshot(tmp_path / "new.zip", LEDGER, POINT)
    there = tmp_path / "scorecard-2026-11-21.zip"
    there.write_text("before")
    with pytest.raises(SnapshotError, match="made by somebody else"):
        publish(new, there, KEY)
    assert there.read_text() == "before"


def test_what_is_not_right_gets_no_name(tmp_path: Path) -> None:
    wrong = snapshot(tmp_path / "new.zip", LEDGER[:-1], POINT)
    with pytest.raises(SnapshotError, match=r"revisions\.ndjson, line 5"):
        publish(wrong, tmp_path / "scorecard-2026-11-21.zip", KEY)
    assert list(tmp_path.iterdir()) == [wrong]


def test_the_second_of_a_day_is_numbered_and_the_newest_comes_first(tmp_path: Path) -> None:
    for day in ("2026-11-20", "2026-11-21"):
        snapshot(tmp_path / f"scorecard-{day}.zip", LEDGER, POINT)
    for number in (2, 10):
        snapshot(tmp_path / f"scorecard-{TODAY}-{number}.zip", LEDGER, POINT)
    assert free_name(tmp_path, TODAY) == f"scorecard-{TODAY}-3.zip"
    endings = ["2026-11-21-10", "2026-11-21-2", "2026-11-21", "2026-11-20"]
    assert [one.name for one in list_kept(tmp_path)] == [f"scorecard-{one}.zip" for one in endings]
    assert list_kept(tmp_path)[0].key == str(KEY.public)


@pytest.mark.parametrize(
    "name",
    [
        "../scorecard-2026-11-21.zip",
        "scorecard-2026-11-21.zip/../key.pem",
        "scorecard-2026-13-41.zip",
        "scorecard-2026-11-21-1.zip",
        "scorecard-２026-11-21.zip",
        "scorecard-2026-11-21.zip\n",
        "scorecard-2026-11-21",
        "SCORECARD-2026-11-21.zip",
        "",
    ],
)
def test_no_other_name_is_looked_for(name: str, tmp_path: Path) -> None:
    assert day_of(name) is None
    assert find_kept(tmp_path, name) is None


def test_a_link_to_elsewhere_and_a_folder_are_no_snapshots(tmp_path: Path) -> None:
    elsewhere = snapshot(tmp_path / "elsewhere.zip", LEDGER, POINT)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "scorecard-2026-11-21.zip").symlink_to(elsewhere)
    (shelf / "scorecard-2026-11-22.zip").mkdir()
    (shelf / "scorecard-2026-11-23.zip").write_text("no zip")
    assert list_kept(shelf) == []
    assert list_kept(tmp_path / "missing") == []


def test_a_snapshot_that_changes_on_the_disk_is_read_anew(tmp_path: Path) -> None:
    path = snapshot(tmp_path / "scorecard-2026-11-21.zip", LEDGER, POINT)
    before = read_kept(path)
    assert before is not None
    mark = before.mark
    path.unlink()
    snapshot(path, LEDGER, POINT, None)
    after = read_kept(path)
    assert before is not None
    assert after is not None
    assert (before.key, after.key) == (str(KEY.public), None)
    assert after.mark != mark
