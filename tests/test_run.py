"""run.py: which lock file it installs, when it leaves .venv alone, and what it says."""

import ast
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

CLI_STUB = """
import os, sys, time
print(*sys.argv[1:], os.getcwd(), flush=True)
if sys.argv[1] == "fail":
    sys.exit(7)
if sys.argv[1] == "sleep":
    time.sleep(60)
"""


def make_checkout(folder: Path, lock: str = "# nothing to install\n") -> Path:
    """Lay out the smallest checkout that run.py can start: two lock files and one command."""
    (folder / "app").mkdir(parents=True)
    (folder / "app" / "cli.py").write_text(CLI_STUB)
    shutil.copy(run.__file__, folder / "run.py")
    for name in (run.RUNTIME_LOCK, run.DEV_LOCK):
        (folder / name).write_text(lock)
    return folder


def start(checkout: Path, *words: str, **variables: str) -> "subprocess.Popen[str]":
    """Start run.py by its real interpreter, from the folder above the checkout."""
    return subprocess.Popen(
        [sys.executable, str(checkout / "run.py"), *words],
        cwd=checkout.parent,
        env={**os.environ, "PIP_NO_INDEX": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Wait for a start; its exit code and what it wrote."""
    with process:
        output, errors = process.communicate()
    return process.returncode, output, errors


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that the imported run.py takes for its own, with an interpreter in place."""
    folder = make_checkout(tmp_path / "checkout")
    venv = folder / ".venv"
    venv.mkdir()
    (venv / "python").touch()
    (folder / run.DEV_LOCK).write_text("# more to install\n")
    for name, path in (("ROOT", folder), ("VENV", venv), ("STAMP", venv / "scorecard-stamp")):
        monkeypatch.setattr(run, name, path)
    monkeypatch.setattr(run, "PYTHON", venv / "python")
    return folder


def leave_half_made(checkout: Path) -> None:
    """Leave what a set-up has made that was killed early: an interpreter, and nothing it needs."""
    folder = checkout / run.PYTHON.relative_to(run.ROOT).parent
    folder.mkdir(parents=True)
    (folder / run.PYTHON.name).symlink_to(sys.executable)
    (checkout / ".venv" / "half-made").touch()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout whose environment two starts made at once; both had to succeed.

    What an interrupted set-up left is in the way: it has to be made anew.
    """
    folder = make_checkout(tmp_path_factory.mktemp("built") / "checkout")
    leave_half_made(folder)
    both = [start(folder, "hello"), start(folder, "hello")]
    results = [finish(process) for process in both]
    assert [code for code, _, _ in results] == [0, 0], results
    told = sorted(errors for _, _, errors in results)
    assert told[0] == ""
    assert told[1].startswith("Setting up")
    assert told[1].count("\n") == 1
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("stamped", "needs_dev", "ready"),
    [
        pytest.param(run.RUNTIME_LOCK, False, True, id="runtime for serving"),
        pytest.param(run.DEV_LOCK, False, True, id="development serves too"),
        pytest.param(run.DEV_LOCK, True, True, id="development for testing"),
        pytest.param(run.RUNTIME_LOCK, True, False, id="runtime cannot test"),
    ],
)
@pytest.mark.usefixtures("checkout")
def test_an_environment_is_ready_for_what_its_lock_covers(
    stamped: str, needs_dev: bool, ready: bool
) -> None:
    run.STAMP.write_text(run.stamp_for(stamped))
    assert run.is_ready(needs_dev=needs_dev) is ready


@pytest.mark.usefixtures("checkout")
def test_an_environment_without_a_stamp_is_not_ready() -> None:
    assert not run.is_ready(needs_dev=False)


def test_a_changed_lock_file_makes_the_environment_stale(checkout: Path) -> None:
    run.STAMP.write_text(run.stamp_for(run.RUNTIME_LOCK))
    (checkout / run.RUNTIME_LOCK).write_text("# something else\n")
    assert not run.is_ready(needs_dev=False)


@pytest.mark.usefixtures("checkout")
def test_another_python_makes_the_environment_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    run.STAMP.write_text(run.stamp_for(run.RUNTIME_LOCK))
    monkeypatch.setattr(run, "python_name", lambda: "cpython-3.99")
    assert not run.is_ready(needs_dev=False)


@pytest.mark.usefixtures("checkout")
def test_an_environment_whose_interpreter_is_gone_is_not_ready() -> None:
    run.STAMP.write_text(run.stamp_for(run.RUNTIME_LOCK))
    run.PYTHON.unlink()
    assert not run.is_ready(needs_dev=False)


@pytest.mark.parametrize(
    ("needs_dev", "stamp", "lock"),
    [
        pytest.param(False, "", run.RUNTIME_LOCK, id="first start"),
        pytest.param(True, "", run.DEV_LOCK, id="first test"),
        pytest.param(False, f"{run.RUNTIME_LOCK} 0 x", run.RUNTIME_LOCK, id="newer versions"),
        pytest.param(False, f"{run.DEV_LOCK} 0 x", run.DEV_LOCK, id="development stays"),
        pytest.param(True, f"{run.RUNTIME_LOCK} 0 x", run.DEV_LOCK, id="runtime grows"),
    ],
)
def test_the_lock_file_follows_from_the_need(needs_dev: bool, stamp: str, lock: str) -> None:
    assert run.choose_lock(needs_dev=needs_dev, stamp=stamp) == lock


def test_a_ready_environment_is_used_without_a_word(built: Path) -> None:
    assert finish(start(built, "hello", "you")) == (0, f"hello you {built.parent}\n", "")


def test_no_word_at_all_serves(built: Path) -> None:
    assert finish(start(built)) == (0, f"serve {built.parent}\n", "")


def test_asking_for_help_tells_run_py_own_words_too(built: Path) -> None:
    code, output, _ = finish(start(built, "--help"))
    assert code == 0
    assert "python3 run.py lint" in output
    assert output.endswith(f"--help {built.parent}\n")


def test_the_exit_code_of_a_command_passes_through(built: Path) -> None:
    assert finish(start(built, "fail"))[0] == 7


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_signal_reaches_the_command_itself(built: Path) -> None:
    process = start(built, "sleep")
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert finish(process)[0] == -signal.SIGTERM


def test_a_folder_named_app_where_the_caller_stands_is_not_taken_for_ours(built: Path) -> None:
    other = built.parent / "app"
    other.mkdir()
    (other / "cli.py").write_text("raise SystemExit('the wrong app')")
    assert finish(start(built, "hello"))[0] == 0


def test_an_interrupted_set_up_is_made_anew(built: Path) -> None:
    assert not (built / ".venv" / "half-made").exists()
    assert (built / ".venv" / "pyvenv.cfg").is_file()
    assert finish(start(built, "hello"))[0] == 0


def test_packages_that_cannot_be_had_leave_a_message_and_no_stamp(built: Path) -> None:
    lock, stamp = built / run.RUNTIME_LOCK, built / ".venv" / "scorecard-stamp"
    kept = {path: path.read_text() for path in (lock, stamp)}
    lock.write_text(f"reform-nothing==1 --hash=sha256:{'0' * 64}\n")
    code, output, errors = finish(start(built, "hello"))
    assert (code, output) == (1, "")
    assert "could not be installed" in errors
    assert "run the same command again" in errors
    assert "Traceback" not in errors
    assert not stamp.exists()
    for path, text in kept.items():
        path.write_text(text)


def test_a_python_without_ensurepip_is_told_which_package_to_install(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    # What Debian leaves out of its Python is left out of this one before run.py starts.
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None\n")
    code, _, errors = finish(start(checkout, "hello", PYTHONPATH=str(tmp_path)))
    assert code == 1
    assert "lacks ensurepip" in errors
    assert run.venv_advice(run.distribution()) in errors


@pytest.mark.parametrize(
    ("ids", "package"),
    [
        pytest.param({"ubuntu", "debian"}, f"python3.{sys.version_info[1]}-venv", id="ubuntu"),
        pytest.param({"fedora"}, "python3-libs", id="fedora"),
        pytest.param(set[str](), "python3-venv", id="not known"),
    ],
)
def test_the_advice_names_the_package_of_the_distribution(ids: set[str], package: str) -> None:
    assert package in run.venv_advice(ids)


def test_an_older_python_can_read_run_py_far_enough_to_be_turned_away() -> None:
    source = Path(run.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    assert source.index("sys.version_info < (3, 11)") < source.index("\ndef ")


def test_lint_runs_every_check_also_after_one_failed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    checks = (("one", ("-c", "raise SystemExit(3)")), ("two", ("-c", "print('ran')")))
    monkeypatch.setattr(run, "CHECKS", checks)
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    assert run.lint() == 1
    verdicts = capfd.readouterr().out
    assert "ran\n" in verdicts
    assert "FAILED  one\npassed  two\n" in verdicts
