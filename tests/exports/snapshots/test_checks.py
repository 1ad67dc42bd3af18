"""Checking a snapshot: each thing that can be wrong is named with its place."""

import json
import zipfile
from pathlib import Path

import pytest

from app.exports.checkpoints import Checkpoint
from app.exports.snapshots.archives import UnreadableSnapshotError
from app.exports.snapshots.checks import MOST_FAULTS, Held, check_snapshot
from app.exports.snapshots.contents import Contents
from tests.exports.chains import KEY, OTHER_KEY, chain, checkpoint, lines, snapshot

ROWS = chain()
LINES = lines(ROWS)
LEDGER = b"".join(LINES)
POINT = checkpoint(ROWS)
NAME = "scorecard-2026-11-21.zip"


def faults(path: Path, held: Held | None = None) -> list[str]:
    """Give what is wrong with a snapshot that should be signed with our key."""
    return check_snapshot(path, held or Held(KEY.public), lambda *_: None).faults


def altered(path: Path, **parts: bytes | None) -> Path:
    """Pack a snapshot anew with other bytes in files (dots as __), without those that are None."""
    with zipfile.ZipFile(path) as packed:
        before = {name: packed.read(name) for name in packed.namelist()}
    named = {name.replace("__", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in (before | named).items():
            if part is not None:
                packed.writestr(name, part)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A snapshot that is right."""
    return snapshot(tmp_path / NAME, LEDGER, POINT)


def test_a_whole_one_has_no_fault_and_says_how_far_it_goes(path: Path) -> None:
    told: list[tuple[int, int]] = []
    verdict = check_snapshot(path, Held(KEY.public), lambda *done: told.append(done))
    assert (verdict.faults, verdict.remarks) == ([], [])
    assert (verdict.checkpoint, verdict.files) == (POINT, 3)
    assert told
    assert told[-1][0] <= told[-1][1]


def test_a_hostile_one_ends_with_a_fault_and_soon(path: Path) -> None:
    names_nothing = altered(path, contents=b"x" * 50, revisions__ndjson=b"\n" * 100_000)
    for held in (Held(), Held(KEY.public)):
        found = faults(names_nothing, held)
        assert any(one.startswith("contents: ") for one in found)
        assert len(found) < 3 * MOST_FAULTS


@pytest.mark.parametrize("name", ["revisions.ndjson", "key.pub", "checkpoint"])
def test_a_file_with_other_bytes_is_named(path: Path, name: str) -> None:
    with zipfile.ZipFile(path) as packed:
        other = packed.read(name) + b"\n"
    found = faults(altered(path, **{name.replace(".", "__"): other}))
    assert f"{name}: it was changed: its SHA-256 is not the signed one" in found


def test_files_put_in_and_left_out_are_named(path: Path) -> None:
    found = faults(altered(path, more__csv=b"x", key__pub=None))
    assert "more.csv: it is not in the signed table of contents: somebody added it" in found
    assert "key.pub: it is missing, and the signed table of contents names it" in found


def test_a_file_that_is_in_there_twice_is_named(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("checkpoint", POINT.signed(KEY))
    assert "checkpoint: it is in there twice" in faults(path)


def test_bytes_that_cannot_be_unpacked_are_named(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[content.index(b"sequence")] ^= 1
    path.write_bytes(content)
    assert "revisions.ndjson: it cannot be unpacked: it was damaged" in faults(path)


def test_a_ledger_that_was_cut_off_or_goes_on_is_not_the_signed_one(tmp_path: Path) -> None:
    short = faults(snapshot(tmp_path / NAME, b"".join(LINES[:2]), POINT))
    assert short[0].startswith("checkpoint, line 2: 5 revisions were signed")
    long = faults(snapshot(tmp_path / NAME, LEDGER, checkpoint(ROWS[:2])))
    assert "some were removed or added at the end" in long[0]


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (Checkpoint(5, "0" * 64, POINT.time), "checkpoint, line 3"),
        (Checkpoint(5, POINT.hash, "2026-11-22T10:00:00.000+00:00"), "checkpoint, line 4"),
    ],
)
def test_a_checkpoint_of_something_else_is_named(
    point: Checkpoint, said: str, tmp_path: Path
) -> None:
    assert faults(snapshot(tmp_path / NAME, LEDGER, point))[0].startswith(said)


def test_a_checkpoint_that_was_altered_is_not_signed(tmp_path: Path) -> None:
    note = POINT.signed(KEY).replace("\n5\n", "\n6\n")
    assert "is not what was signed" in faults(snapshot(tmp_path / NAME, LEDGER, note))[0]


def test_another_signer_is_named(tmp_path: Path) -> None:
    found = faults(snapshot(tmp_path / NAME, LEDGER, POINT, OTHER_KEY))
    assert any("it is not signed with the key example.org+" in one for one in found)
    assert any(str(OTHER_KEY.public) in one for one in found)


def test_without_a_key_it_says_that_nobody_was_asked(path: Path) -> None:
    verdict = check_snapshot(path, Held(), lambda *_: None)
    assert verdict.faults == []
    assert "Who made this snapshot was not checked" in verdict.remarks[0]


def test_one_without_a_signature_is_no_proof_of_anybody(tmp_path: Path) -> None:
    path = snapshot(tmp_path / NAME, LEDGER, POINT, None)
    assert faults(path, Held()) == []
    assert any(one.startswith("contents: ") for one in faults(path))


def test_it_continues_the_checkpoint_that_somebody_kept(path: Path) -> None:
    for length in range(1, 6):
        assert faults(path, Held(KEY.public, checkpoint(ROWS[:length]))) == []
    other = Checkpoint(2, "0" * 64, POINT.time)
    assert "revision 2: its hash is not the one in your" in faults(path, Held(KEY.public, other))[0]
    longer = Checkpoint(9, "0" * 64, POINT.time)
    assert "older than your checkpoint" in faults(path, Held(KEY.public, longer))[0]


def test_a_description_that_does_not_fit_is_named(path: Path) -> None:
    resource = {"path": "checkpoint", "bytes": 1, "hash": "sha256:0"}
    described = json.dumps({"resources": [resource, resource | {"path": "gone.csv"}]}).encode()
    found = faults(altered(path, datapackage__json=described))
    assert "datapackage.json: what it says of checkpoint (hash, bytes) does not fit" in found[1]
    assert "datapackage.json: it describes gone.csv, which is not there" in found[2]
    broken = faults(altered(path, datapackage__json=b"[]"))
    assert "datapackage.json: it cannot be read: it was changed" in broken


def test_what_is_no_snapshot_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("a", "b")
    for name in ("text", "other.zip", "missing"):
        with pytest.raises(UnreadableSnapshotError):
            faults(tmp_path / name)


def test_a_table_of_contents_is_read_as_it_was_written() -> None:
    note = Contents(NAME, {}).signed(None)
    assert note == f"unsigned/snapshot\n{NAME}\n"
