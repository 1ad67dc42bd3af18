"""Making people known to the desk from the command line."""

import re
from pathlib import Path

import pytest

from app.errors import ConflictError
from tests.cli.conftest import Command
from tests.cli.running import place_filled
from tests.conftest import Databases


@pytest.fixture(autouse=True)
def filled(tmp_path: Path, sqlite_databases: Databases) -> None:
    """A filled database where the defaults look for it."""
    place_filled(tmp_path, sqlite_databases)


def test_account_is_made_listed_and_let_in_again(command: Command) -> None:
    made = command("user", "add", "--name", "Editor One", "--login", "One")
    assert re.search(r"editor-1\. .*http://127\.0\.0\.1:8000/", made.stdout, re.DOTALL)
    assert command("user", "list").stdout == "editor-1  one  Editor One\n"
    assert "Reset the account editor-1" in command("user", "reset", "--login", "one").stdout


def test_role_must_be_one_that_there_is_and_a_login_nobodys(command: Command) -> None:
    words = ["user", "add", "--name", "A", "--login", "one", "--role"]
    assert command(*words, "chief").exit_code == 2
    assert command(*words, "administrator").exit_code == 0
    assert isinstance(command(*words, "editor").exception, ConflictError)
