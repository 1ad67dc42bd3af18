"""The README says what there is: every setting, command and room, and nothing that is gone."""

import re
from pathlib import Path

from app.cli import app
from app.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_described_with_its_default() -> None:
    described = dict(re.findall(r"^\| `(SCORECARD_\w+)` \| (.+?) \|", README, re.MULTILINE))
    expected = {f"SCORECARD_{name.upper()}": field for name, field in Settings.model_fields.items()}
    assert described.keys() == expected.keys()
    for name, field in expected.items():
        if field.default_factory is None:
            assert described[name] == f"`{field.default}`"


def test_every_command_is_described() -> None:
    described = set(re.findall(r"^\| `scorecard (\w+)", README, re.MULTILINE))
    commands = {one.callback.__name__ for one in app.registered_commands if one.callback}
    assert described == commands


def test_every_room_is_described() -> None:
    rooms = {path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").is_file()}
    assert all(f"app/{room}/" in README for room in rooms)


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_places_named_in_the_table_exist() -> None:
    table = README[README.index("| place |") : README.index("The JSON is described")]
    for place in re.findall(r"`(\w[\w./]+)`", table):
        assert (ROOT / place).exists(), place
