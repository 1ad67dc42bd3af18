"""Commands about the registry file: what they say, what they write, and how they end."""

import sqlite3
from pathlib import Path

from tests.cli.running import run
from tests.conftest import SHIPPED
from tests.registry.copies import copy_with, copy_without


def test_check_needs_no_database_and_makes_none(tmp_path: Path) -> None:
    done = run(tmp_path, "check", str(SHIPPED))
    assert done.returncode == 0
    assert "commitments.yaml: no faults (6 instruments, 25 themes," in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_check_names_each_fault_with_its_line_and_exits_with_1(tmp_path: Path) -> None:
    path = copy_with(
        tmp_path, ("kind: decree\n", "kind: decre\n"), ("'2021-06-11'", "'2021-06-31'")
    )
    done = run(tmp_path, "check", str(path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Did you mean 'decree'?" in done.stderr
    assert "2021-06-31" in done.stderr
    assert done.stderr.count("commitments.yaml:") == 2


def test_load_tells_its_plan_and_a_second_load_has_nothing_to_do(tmp_path: Path) -> None:
    first = run(tmp_path, "load")
    assert "+ commitment decree-2021-01-un-mechanisms" in first.stdout
    second = run(tmp_path, "load")
    assert second.stdout.startswith("0 added, 0 changed, 0 retired,")
    verified = run(tmp_path, "verify")
    assert verified.returncode == 0
    assert verified.stdout.startswith("All is as it was recorded")


def test_dry_run_makes_no_database(tmp_path: Path) -> None:
    assert " added, 0 changed" in run(tmp_path, "load", "--dry-run").stdout
    assert list(tmp_path.iterdir()) == []


def test_verify_of_nothing_is_no_reassurance(tmp_path: Path) -> None:
    done = run(tmp_path, "verify")
    assert done.returncode == 1
    assert "There is no database" in done.stderr
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "scorecard.db").touch()
    assert "Nothing was ever loaded here" in run(tmp_path, "verify").stderr


def test_database_that_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    run(tmp_path, "load")
    path = copy_with(tmp_path, ("en: Human trafficking\n", "en: Trafficking\n"))
    with sqlite3.connect(tmp_path / "scorecard.db") as connection:
        connection.execute("DROP TABLE revision")
    connection.close()
    done = run(tmp_path, "load", str(path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "nothing was written" in done.stderr


def test_load_that_would_retire_many_entries_asks_first(tmp_path: Path) -> None:
    run(tmp_path, "load")
    folder = tmp_path / "shorter"
    folder.mkdir()
    names = [line.removeprefix("- id: ") for line in SHIPPED.read_text("utf-8").splitlines()]
    contexts = [name for name in names if name.startswith("ev-") and name.isascii()][:60]
    path = copy_without(folder, *contexts)
    refused = run(tmp_path, "load", str(path))
    assert refused.returncode == 1
    assert "--allow-retire" in refused.stderr
    allowed = run(tmp_path, "load", str(path), "--allow-retire")
    assert "60 retired" in allowed.stdout


def test_missing_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "load", "nowhere.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith("The registry file has faults:\nnowhere.yaml:1: ")
