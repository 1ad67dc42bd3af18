"""The command that checks a snapshot, with an answer for people and a code for programs."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.exports.chains import KEY, OTHER_KEY, chain, checkpoint, lines, snapshot

ROWS = chain()
LINES = lines(ROWS)
NAME = "scorecard-2026-11-21.zip"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A snapshot that is right."""
    return snapshot(tmp_path / NAME, b"".join(LINES), checkpoint(ROWS))


def test_a_right_one_is_right_by_a_key_that_is_typed_or_in_a_file(path: Path) -> None:
    key = path.with_name("key.pub")
    key.write_text(f"{KEY.public}\n", encoding="utf-8")
    for given in (str(KEY.public), "key.pub"):
        done = run(path.parent, "verify", "--snapshot", NAME, "--key", given)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{NAME}: all is right (3 files, 5 revisions up to" in done.stdout


def test_a_wrong_one_is_named_with_its_places(path: Path) -> None:
    snapshot(path, b"".join([*LINES[:2], *LINES[3:]]), checkpoint(ROWS))
    done = run(path.parent, "verify", "--snapshot", NAME, "--key", str(KEY.public))
    assert done.returncode == 1
    assert "revisions.ndjson, line 3, revision 4: stands where revision 3" in done.stderr
    assert "places are wrong. Do not rely on it." in done.stdout


def test_another_key_is_wrong(path: Path) -> None:
    done = run(path.parent, "verify", "--snapshot", NAME, "--key", str(OTHER_KEY.public))
    assert done.returncode == 1


def test_it_has_to_continue_what_was_kept(path: Path) -> None:
    kept = path.with_name("kept")
    words = ("verify", "--snapshot", NAME, "--key", str(KEY.public), "--checkpoint", "kept")
    kept.write_text(checkpoint(ROWS[:3]).signed(KEY), encoding="utf-8")
    assert run(path.parent, *words).returncode == 0
    kept.write_text(kept.read_text(encoding="utf-8").replace("\n3\n", "\n4\n"), encoding="utf-8")
    done = run(path.parent, *words)
    assert done.returncode == 1
    assert "revision 4: its hash is not the one in your checkpoint" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--snapshot", "missing.zip"),
        ("--snapshot", "note"),
        ("--snapshot", NAME, "--key", "missing"),
        ("--snapshot", NAME, "--key", "example.org+12345678+x"),
        ("--snapshot", NAME, "--checkpoint", "note"),
    ],
)
def test_what_cannot_be_read_is_another_answer(path: Path, words: tuple[str, ...]) -> None:
    path.with_name("note").write_text("text", encoding="utf-8")
    done = run(path.parent, "verify", *words)
    assert done.returncode == 2
    assert done.stdout == ""


def test_a_key_alone_is_told_what_it_is_for(tmp_path: Path) -> None:
    assert "Say --snapshot FILE" in run(tmp_path, "verify", "--key", "x").stderr


def test_a_name_that_a_terminal_would_obey_is_told_without_that(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("\x1b[2Jmore.csv", "x")
    done = run(path.parent, "verify", "--snapshot", NAME, "--key", str(KEY.public))
    assert "?[2Jmore.csv: it is not in the signed table of contents" in done.stderr
