"""The JSON Schema that editors complete and check the registry file with."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from app.registry.entries import BY_SECTION, ENTRIES
from app.registry.schema import registry_schema, schema_text
from app.registry.tree import Tree
from tests.conftest import SHIPPED
from tests.registry.registries import SOUND, sound_but

CHECKED_IN = SHIPPED.parent / "commitments.schema.json"


class _AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors have it: dates stay text, numbers and flags get their types."""


_AsEditorsRead.yaml_implicit_resolvers = {
    sign: [one for one in resolvers if not one[0].endswith(":timestamp")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complaints(registry: Any) -> list[str]:  # noqa: ANN401 - whatever a YAML file holds
    """Check a registry against the schema, and give what is wrong with it."""
    validator = Draft202012Validator(registry_schema())
    validator.check_schema(registry_schema())
    return [error.message for error in validator.iter_errors(registry)]


def as_editors_read(text: str) -> Any:  # noqa: ANN401 - whatever a YAML file holds
    """Read YAML with types, as an editor program does."""
    return yaml.load(text, _AsEditorsRead)  # noqa: S506 - made from SafeLoader


def as_we_read(text: str) -> dict[str, list[Any]]:
    """Read YAML as the reader does: every scalar is text."""
    sections: dict[str, list[Any]] = {}
    for raw in Tree(text.encode(), BY_SECTION).entries():
        sections.setdefault(raw.section, []).append(raw.value)
    return sections


def test_the_schema_beside_the_registry_is_that_of_the_models() -> None:
    hint = "run: python -m app.registry.schema > data/commitments.schema.json"
    assert CHECKED_IN.read_text(encoding="utf-8") == schema_text(), hint


def test_running_the_module_prints_the_schema() -> None:
    command = [sys.executable, "-m", "app.registry.schema"]
    folder = Path(__file__).resolve().parents[2]
    printed = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    assert printed.stdout.decode() == schema_text()


@pytest.mark.parametrize("read", [as_editors_read, as_we_read])
def test_the_shipped_registry_satisfies_the_schema(read: Callable[[str], Any]) -> None:
    assert complaints(read(SHIPPED.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("read", [as_editors_read, as_we_read])
def test_dates_and_numbers_need_no_quotes(read: Callable[[str], Any]) -> None:
    text = sound_but(("adopted: 2021-06-09", "adopted: 2021"), ("number: 2", "number: 2.1"))
    assert complaints(read(text)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("victims: pledged", "victims: done", id="status outside the three"),
        pytest.param("victims: pledged", "victims:", id="key without a value"),
        pytest.param("kind: ngo", "kind: club", id="kind that does not exist"),
        pytest.param("consulted: full\n", "consulted: full\n  priority: high\n", id="unknown key"),
        pytest.param("url: https://", "url: ", id="address without scheme"),
        pytest.param("date: 2021-06-09", "date: soon", id="no date"),
        pytest.param("title: Human trafficking", "title: {kz: Адам}", id="unknown language"),
        pytest.param("title: Human trafficking", "title: {}", id="no language"),
        pytest.param("  - trafficking\n", "  - Trafficking\n", id="malformed id"),
        pytest.param("  themes:\n  - trafficking\n", "  themes: []\n", id="no theme"),
        pytest.param("\nevidence:", "\nfindings:", id="unknown section"),
    ],
)
def test_the_schema_refuses(old: str, new: str) -> None:
    assert complaints(as_editors_read(SOUND)) == []
    assert complaints(as_editors_read(sound_but((old, new))))


def test_every_section_and_every_key_is_described() -> None:
    schema = registry_schema()
    assert list(schema["properties"]) == [model.section for model in ENTRIES]
    for definition in schema["$defs"].values():
        assert definition["description"]
        assert all("description" in key for key in definition.get("properties", {}).values())
