"""The commands that make the signing key and show its public half."""

from pathlib import Path

from app.store.key_files import load_key
from tests.cli.running import run


def test_a_new_key_is_named_after_the_site_and_shown_again(tmp_path: Path) -> None:
    settings = {
        "SCORECARD_SIGNING_KEY": str(tmp_path / "key.pem"),
        "SCORECARD_PUBLIC_URL": "https://reforms.example.org:8443",
    }
    made = run(tmp_path, "key", "new", **settings)
    public = made.stdout.splitlines()[0]
    assert public.startswith("reforms.example.org+")
    assert "no backup of the database holds it" in made.stdout
    assert "PRIVATE" not in made.stdout
    assert run(tmp_path, "key", "show", **settings).stdout.splitlines()[0] == public
    again = run(tmp_path, "key", "new", **settings)
    assert (again.returncode, again.stdout) == (1, "")
    assert "never written over" in again.stderr
    assert str(load_key(tmp_path / "key.pem").public) == public


def test_it_asks_for_a_name_and_for_the_setting(tmp_path: Path) -> None:
    setting = {"SCORECARD_SIGNING_KEY": str(tmp_path / "key.pem")}
    assert "--name example.org" in run(tmp_path, "key", "new", **setting).stderr
    assert "SCORECARD_SIGNING_KEY" in run(tmp_path, "key", "new").stderr
    assert "SCORECARD_SIGNING_KEY" in run(tmp_path, "key", "show").stderr
    assert "there is no file" in run(tmp_path, "key", "show", **setting).stderr
    named = run(tmp_path, "key", "new", "--name", "example.org", **setting)
    assert named.stdout.startswith("example.org+")
    assert run(tmp_path, "key", "new", "--name", "a b", **setting).returncode == 1
