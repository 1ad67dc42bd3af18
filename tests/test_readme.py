"""The README says what there is: every setting, command and room, and nothing that is gone."""

import re
from configparser import ConfigParser
from pathlib import Path

from typer import Typer

from app.cli import app
from app.cli.serving import SECONDS_TO_FINISH
from app.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_described_with_its_default() -> None:
    described = dict(re.findall(r"^\| `(SCORECARD_\w+)` \| (.+?) \|", README, re.MULTILINE))
    expected = {f"SCORECARD_{name.upper()}": field for name, field in Settings.model_fields.items()}
    assert described.keys() == expected.keys()
    for name, field in expected.items():
        if field.default_factory is None:
            is_open = field.default is None
            assert described[name] == ("none" if is_open else f"`{field.default}`")


def commands(within: Typer, before: str = "") -> set[str]:
    """Every command as it is typed, those of groups with the group's name before them."""
    names = {
        before + (one.name or one.callback.__name__)
        for one in within.registered_commands
        if one.callback
    }
    for group in within.registered_groups:
        assert group.typer_instance is not None
        names |= commands(group.typer_instance, f"{group.typer_instance.info.name} ")
    return names


def test_every_command_is_described() -> None:
    described = set(re.findall(r"^\| `scorecard ([a-z]+(?: [a-z]+)*)", README, re.MULTILINE))
    assert described == commands(app)


def test_every_room_is_described() -> None:
    rooms = {path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").is_file()}
    assert all(f"app/{room}/" in README for room in rooms)


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).is_file(), target


# With a folder in it, or the ending of a file of ours; /data is an address, Asia/Almaty a zone.
PLACE = re.compile(r"[a-z][\w.-]*/[\w./-]*|[\w-]+\.(?:py|html|toml|md)")


def places(text: str) -> set[str]:
    """Everything in backticks that looks like a path of the repository."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {one for one in re.findall(r"`([^`]+)`", prose) if PLACE.fullmatch(one)}


def test_every_place_that_is_named_exists() -> None:
    assert len(places(README)) > 15
    assert {place for place in places(README) if not (ROOT / place).exists()} == set()


def test_a_place_is_told_from_other_words_in_backticks() -> None:
    named = "`app/pages/` `templates/commitments/` `run.py` `run.py lint` `/data` `Asia/Almaty`"
    assert places(named) == {"app/pages/", "templates/commitments/", "run.py"}


def test_the_unit_for_systemd_starts_with_the_machine() -> None:
    unit = ConfigParser()
    unit.read_string(README.partition("```ini\n")[2].partition("```")[0])
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_what_watches_the_server_waits_longer_than_the_server_does() -> None:
    unit = README.partition("```ini\n")[2].partition("```")[0]
    (given,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    (container,) = re.findall(r"--stop-timeout (\d+)", README)
    assert min(int(given), int(container)) > SECONDS_TO_FINISH
