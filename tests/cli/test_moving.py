"""The command that moves everything into another database."""

import shutil
from pathlib import Path

from tests.cli.conftest import Command
from tests.cli.running import run
from tests.conftest import Databases


def test_what_was_moved_is_told_with_what_to_do_next(
    tmp_path: Path, sqlite_databases: Databases, command: Command
) -> None:
    former = sqlite_databases.make("empty").removeprefix("sqlite:///")
    shutil.move(former, tmp_path / "scorecard.db")
    (tmp_path / "new").mkdir()
    done = command("move", f"sqlite:///{tmp_path / 'new' / 'scorecard.db'}")
    assert done.exit_code == 0
    assert "public ledger to revision 0" in done.stdout
    assert "Set SCORECARD_DATABASE_URL to the new address" in done.stdout
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["scorecard.db"]
    assert (tmp_path / "new" / "scorecard.db").stat().st_mode & 0o777 == 0o600
    again = run(tmp_path, "move", f"sqlite:///{tmp_path / 'new' / 'scorecard.db'}")
    assert again.returncode == 1
    assert again.stderr.startswith("Nothing was moved:\nthe database at sqlite:///")
    assert "is not empty" in again.stderr
