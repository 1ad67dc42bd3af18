"""The script for sceptics, run as they run it: alone, with nothing of this program beside it."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.chains import KEY, OTHER_KEY, chain, checkpoint, lines, snapshot

SCRIPT = Path(__file__).resolve().parent.parent.parent / "docs" / "verify_snapshot.py"
ROWS = chain()
LINES = lines(ROWS)
WHOLE = b"".join(LINES)
POINT = checkpoint(ROWS)
NEEDED = ("cryptography", "cffi", "_cffi_backend*", "pycparser")


def loaded() -> ModuleType:
    """Load the script as a module, to ask its parts many times."""
    found = importlib.util.spec_from_file_location("verify_snapshot", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


script = loaded()


def complaint(altered: Sequence[bytes]) -> str | None:
    """Give what the script says of lines, or of where they end; None when all is right."""
    try:
        hashes = script.check_chain(altered)
    except ValueError as error:
        return str(error)
    is_end = (len(hashes) - 1, hashes[-1]) == (POINT.length, POINT.hash)
    return None if is_end else "the end"


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with cryptography alone, and what that needs."""
    folder = tmp_path_factory.mktemp("packages")
    installed = Path(sysconfig.get_path("platlib"))
    for pattern in NEEDED:
        for path in installed.glob(pattern):
            (folder / path.name).symlink_to(path)
    return folder


def run(lonely: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the script in an interpreter that finds nothing else: no site, no folder, no settings."""
    start = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); sys.argv.pop(0)\n"
    start += "runpy.run_path(sys.argv[0], run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start, lonely, SCRIPT, *words],
        env={name: value for name, value in os.environ.items() if name == "PATH"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_whole_snapshot_is_right_also_without_this_program(lonely: Path, tmp_path: Path) -> None:
    path = snapshot(tmp_path / "scorecard-2026-11-21.zip", WHOLE, POINT)
    kept = tmp_path / "kept"
    kept.write_text(checkpoint(ROWS[:2]).signed(KEY), encoding="utf-8")
    done = run(lonely, path, str(KEY.public), kept)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("All is as it was signed: 5 revisions")


def test_another_key_is_no_proof(lonely: Path, tmp_path: Path) -> None:
    path = snapshot(tmp_path / "scorecard-2026-11-21.zip", WHOLE, POINT)
    done = run(lonely, path, str(OTHER_KEY.public))
    assert done.returncode == 1
    assert "it is not signed with the key of example.org" in done.stderr


def test_without_a_snapshot_it_says_how_to_use_it(lonely: Path, tmp_path: Path) -> None:
    for words in ((), ("missing.zip", "x"), (SCRIPT, "x")):
        done = run(lonely, *words)
        assert done.returncode == 2
        assert "python verify_snapshot.py" in done.stderr
    assert not list(tmp_path.iterdir())


def said_of(tmp_path: Path, ledger: bytes, point: str | None = None, kept: str = "") -> str:
    """Give what the script says of a snapshot whose maker signed again what they altered."""
    path = snapshot(tmp_path / "scorecard-2026-11-21.zip", ledger, point or POINT.signed(KEY))
    note = tmp_path / "kept"
    note.write_text(kept, encoding="utf-8")
    words, code = script.main(path, str(KEY.public), note if kept else None)
    assert isinstance(words, str)
    assert code == int(words.startswith("WRONG"))
    return words


def test_a_ledger_that_ends_earlier_is_not_the_signed_one(tmp_path: Path) -> None:
    said = said_of(tmp_path, b"".join(LINES[:2]))
    assert said == "WRONG: 5 revisions were signed, and there are 2"


def test_a_whole_other_ledger_is_not_the_one_that_was_kept(tmp_path: Path) -> None:
    kept = checkpoint(ROWS[:2]).signed(KEY).replace(ROWS[1]["hash"], "0" * 64)
    assert "up to revision 2, it is not what you kept" in said_of(tmp_path, WHOLE, kept=kept)
    older = said_of(
        tmp_path, b"".join(LINES[:2]), checkpoint(ROWS[:2]).signed(KEY), POINT.signed(KEY)
    )
    assert "it ends before your checkpoint of 5 revisions" in older


@pytest.mark.parametrize("old", ["\n5\n", "+00:00", "example.org/"])
def test_a_checkpoint_that_was_altered_is_not_signed(tmp_path: Path, old: str) -> None:
    altered = POINT.signed(KEY).replace(old, old.translate({0x35: "6", 0x2B: "-", 0x67: "q"}), 1)
    assert said_of(tmp_path, WHOLE, altered).startswith("WRONG")


def test_a_file_that_was_altered_added_or_removed_is_named(tmp_path: Path) -> None:
    path = snapshot(tmp_path / "scorecard-2026-11-21.zip", WHOLE, POINT)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("more.csv", "x")
    assert "more.csv" in script.main(path, str(KEY.public))[0]
    other = snapshot(tmp_path / "other.zip", WHOLE + b"\n", POINT)
    with zipfile.ZipFile(other) as packed:
        ledger = packed.read("revisions.ndjson")
    good = snapshot(tmp_path / "good.zip", WHOLE, POINT)
    mixed = shutil.copy(good, tmp_path / "mixed.zip")
    with zipfile.ZipFile(good) as packed, zipfile.ZipFile(mixed, "w") as into:
        for name in packed.namelist():
            into.writestr(name, ledger if name == "revisions.ndjson" else packed.read(name))
    said, code = script.main(mixed, str(KEY.public))
    assert (said, code) == (
        "WRONG: revisions.ndjson was changed: its SHA-256 is not the signed one",
        1,
    )


@given(place=st.integers(0, len(WHOLE) - 1), byte=st.integers(1, 255))
def test_any_other_byte_shows_in_its_line(place: int, byte: int) -> None:
    altered = bytearray(WHOLE)
    altered[place] ^= byte
    number = WHOLE.count(b"\n", 0, place) + 1
    said = complaint(bytes(altered).splitlines(keepends=True))
    assert said is not None
    assert f"revisions.ndjson, line {number}:" in said


@given(
    place=st.integers(0, len(WHOLE)),
    removed=st.integers(0, 3),
    put=st.binary(max_size=4) | st.sampled_from([b" ", b"\n", b"\xef\xbb\xbf", b"0", b'"']),
)
def test_bytes_put_in_or_left_out_show(place: int, removed: int, put: bytes) -> None:
    altered = WHOLE[:place] + put + WHOLE[place + removed :]
    assert (complaint(altered.splitlines(keepends=True)) is None) is (altered == WHOLE)


@given(st.lists(st.sampled_from(range(len(LINES))), max_size=8))
def test_another_order_or_number_of_lines_shows(order: list[int]) -> None:
    is_whole = order == list(range(len(LINES)))
    assert (complaint([LINES[number] for number in order]) is None) is is_whole


def test_it_is_short_and_uses_nothing_of_this_program() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count("\n") <= 150
    imported = {
        name.name if isinstance(node, ast.Import) else (node.module or "")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    outside = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names
    assert outside == {"cryptography"}
