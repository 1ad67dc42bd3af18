"""Writing the registry file from the database, to a file or to whoever reads on."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.running import place_filled
from tests.conftest import Databases


@pytest.fixture(autouse=True)
def filled(tmp_path: Path, sqlite_databases: Databases) -> None:
    """A filled database where the defaults look for it."""
    place_filled(tmp_path, sqlite_databases)


def test_export_is_a_registry_file_without_faults_and_no_change(
    command: Command, tmp_path: Path
) -> None:
    assert command("export", "--format", "yaml", "--output", "all.yaml").exit_code == 0
    assert "all.yaml: no faults (6 instruments," in command("check", "all.yaml").stdout
    assert command("export").stdout_bytes == (tmp_path / "all.yaml").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"all.yaml", "scorecard.db"}


def test_export_writes_over_no_file_by_accident(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine")
    refused = command("export", "--output", "mine.yaml")
    assert refused.exit_code == 1
    assert (tmp_path / "mine.yaml").read_text() == "mine"
    assert command("export", "--output", "mine.yaml", "--force").exit_code == 0
    assert command("export", "--output", "missing/mine.yaml").exit_code == 1
