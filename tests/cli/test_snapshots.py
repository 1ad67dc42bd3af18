"""The command that takes snapshots, and what the doctor says of them and of the key."""

from pathlib import Path

from app.cli.doctor_proof import examine_proof
from app.cli.findings import Level
from app.settings import Settings
from app.store.key_files import make_key
from tests.benchmarks.generate import generate_registry
from tests.cli.running import run
from tests.exports.chains import chain, checkpoint, lines, snapshot

ROWS = chain()


def test_a_snapshot_is_taken_signed_and_right(tmp_path: Path) -> None:
    generate_registry(tmp_path / "small.yaml", 20)
    run(tmp_path, "load", "small.yaml")
    setting = {"SCORECARD_SIGNING_KEY": str(tmp_path / "key.pem")}
    key = run(tmp_path, "key", "new", "--name", "example.org", **setting).stdout.splitlines()[0]
    taken = run(tmp_path, "snapshot", **setting)
    assert (taken.returncode, taken.stderr) == (0, "")
    assert f"Signed with {key}" in taken.stdout
    (path,) = (tmp_path / "snapshots").iterdir()
    again = run(tmp_path, "snapshot", **setting)
    assert "the ledger is as it was then. Nothing was written." in again.stdout
    assert list((tmp_path / "snapshots").iterdir()) == [path]
    checked = run(tmp_path, "verify", "--snapshot", str(path), "--key", key)
    assert (checked.returncode, checked.stderr) == (0, "")
    none = run(tmp_path, "snapshot", "--replace-redacted", **setting)
    assert "No snapshot holds anything that was redacted." in none.stdout


def test_without_a_database_none_is_made(tmp_path: Path) -> None:
    assert "There is no database" in run(tmp_path, "snapshot").stderr
    assert list(tmp_path.iterdir()) == []


def said(settings: Settings, level: Level) -> str:
    """Give what the doctor says with this weight."""
    return "\n".join(one.line() for one in examine_proof(settings) if one.level is level)


def test_the_doctor_knows_the_states_of_a_key(tmp_path: Path) -> None:
    url, path = f"sqlite:///{tmp_path}/folder/scorecard.db", tmp_path / "key.pem"
    shelf = tmp_path / "snapshots"
    none = Settings(database_url=url, snapshots=shelf)
    assert "nothing that is published is signed" in said(none, Level.OK)
    settings = none.model_copy(update={"signing_key": path})
    assert "there is no file" in said(settings, Level.FAIL)
    key = make_key(path, "example.org")
    assert f"{key.public}, in a file closed to others" in said(settings, Level.OK)
    path.chmod(0o644)
    assert "sign as you: chmod 600" in said(settings, Level.WARN)
    path.write_text("no key")
    assert "Key-Name" in said(settings, Level.FAIL)
    beside = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/scorecard.db"})
    path.unlink()
    make_key(path, "example.org")
    assert "in the folder of the database" in said(beside, Level.WARN)


def test_the_doctor_names_a_snapshot_that_cannot_be_read(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/none.db", snapshots=tmp_path)
    assert "snapshots: none in" in said(settings, Level.OK)
    snapshot(tmp_path / "scorecard-2026-11-21.zip", b"".join(lines(ROWS)), checkpoint(ROWS))
    (tmp_path / "scorecard-2026-11-20.zip").write_text("half")
    assert "snapshots: 1 in" in said(settings, Level.OK)
    assert "scorecard-2026-11-20.zip cannot be read" in said(settings, Level.WARN)
