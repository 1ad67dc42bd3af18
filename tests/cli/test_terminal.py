"""What all commands share: settings that cannot be are named, and long work shows how far it is."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.running import environment, run


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("TIMEZONE", "Almaty"), ("REGISTRY_MAX_MB", "0")]
)
def test_impossible_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    done = run(tmp_path, "check", **{f"SCORECARD_{name}": value})
    assert done.returncode == 1
    assert f"SCORECARD_{name} is '{value}', which cannot be." in done.stderr
    assert "Traceback" not in done.stderr


def _read_terminal(descriptor: int) -> str:
    """Read what a terminal showed until the program at its other end is gone."""
    shown = b""
    with suppress(OSError):  # how Linux says that nobody has the terminal open any more
        while piece := os.read(descriptor, 65536):
            shown += piece
    os.close(descriptor)
    return shown.decode(errors="replace")


def test_long_work_shows_a_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "app.cli", "load"],
        cwd=tmp_path,
        env=environment(TERM="xterm"),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = _read_terminal(ours)
    assert process.returncode == 0
    assert "Loading" in shown
    assert "100%" in shown
