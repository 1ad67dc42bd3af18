"""docs/writing-api.md: its examples do what it says, against a running server."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from app.domain.workflow import StaffRole
from tests.postgresql import free_port
from tests.requirement import require_or_skip
from tests.writing.bench import ALL, Bench

PAGE = (Path(__file__).parents[2] / "docs" / "writing-api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"^```(sh|python)\n(.*?)^```\n```text\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE
)
DIFFERENT_EACH_TIME = (r'(?<="number":)\d+', r"p-[a-z0-9]{12}")


@pytest.fixture(scope="module")
def served(on_sqlite: Bench) -> Iterator[str]:
    """The address at which the application is served."""
    port = free_port()
    # Without its lifespan: the application is opened and closed by the bench.
    config = uvicorn.Config(on_sqlite.app, port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def surroundings(on_sqlite: Bench, served: str) -> dict[str, str]:
    """What a reader of the page has set before."""
    return {
        **os.environ,
        "SCORECARD": served,
        "TOKEN": on_sqlite.tool().token,
        "REVIEWERS_TOKEN": on_sqlite.tool(StaffRole.REVIEWER, *ALL).token,
    }


def same_each_time(text: str) -> str:
    for pattern in DIFFERENT_EACH_TIME:
        text = re.sub(pattern, "#", text)
    return text.strip()


def test_there_are_examples_of_both_kinds() -> None:
    assert {kind for kind, _, _ in EXAMPLES} == {"sh", "python"}
    assert PAGE.count("```") == len(EXAMPLES) * 4


@pytest.mark.parametrize(("kind", "example", "printed"), EXAMPLES)
def test_an_example_prints_what_the_page_says(
    surroundings: dict[str, str], kind: str, example: str, printed: str
) -> None:
    if kind == "sh" and not (shutil.which("curl") and shutil.which("sh")):
        require_or_skip("curl", "no curl on this machine (Debian: apt install curl)")
    program = [sys.executable, "-c"] if kind == "python" else ["sh", "-ec"]
    done = subprocess.run(
        [*program, example], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert same_each_time(done.stdout) == same_each_time(printed)
