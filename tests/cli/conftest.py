"""The command within the process of the tests: quicker, for what ends by itself."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.settings import load_settings

Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Runs a command in the test's folder, with settings from an environment read anew."""
    monkeypatch.chdir(tmp_path)
    load_settings.cache_clear()
    listening = signal.getsignal(signal.SIGTERM)
    yield lambda *words: CliRunner().invoke(app, words)
    signal.signal(signal.SIGTERM, listening)
    load_settings.cache_clear()
