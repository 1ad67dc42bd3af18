"""Backup, restore and doctor as commands, beside a server that is running."""

import signal
from pathlib import Path

from app.store.backup_files import BackupError
from tests.cli.conftest import Command
from tests.cli.running import place_filled, run, serving, stopped, wait_until_healthy
from tests.conftest import Databases
from tests.postgresql import free_port


def _left(folder: Path) -> set[str]:
    return {path.name.partition(".before-")[0] for path in folder.iterdir()}


def test_backup_works_beside_a_server_and_restore_waits_until_it_is_stopped(
    tmp_path: Path, sqlite_databases: Databases, command: Command
) -> None:
    place_filled(tmp_path, sqlite_databases)
    port = free_port()
    with serving(tmp_path, port) as process:
        wait_until_healthy(process, port)
        taken = command("backup", "scorecard.backup")
        refused = command("restore", "scorecard.backup", "--force")
        examined = command("doctor")
        log = stopped(process, signal.SIGTERM)
    assert "public ledger to revision 592" in taken.stdout
    assert isinstance(refused.exception, BackupError)
    assert "stop the server" in refused.exception.detail
    assert examined.exit_code == 0
    assert "Traceback" not in log
    restored = command("restore", "scorecard.backup", "--force")
    assert "The former database is kept as scorecard.db.before-" in restored.stdout
    assert _left(tmp_path) == {"scorecard.db", "scorecard.backup"}


def test_what_goes_wrong_is_a_sentence_and_a_failure(tmp_path: Path) -> None:
    done = run(tmp_path, "restore", "nowhere.backup")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "No backup was made or restored:\nthere is no file nowhere.backup\n"
    assert list(tmp_path.iterdir()) == []


def test_doctor_of_an_empty_folder_fails_says_why_and_makes_nothing(
    tmp_path: Path, command: Command
) -> None:
    done = command("doctor")
    assert done.exit_code == 1
    assert "fail  database: there is no file" in done.stdout
    assert list(tmp_path.iterdir()) == []
