"""Copies of the shipped registry file with something changed, as an editor would change it."""

import re
from pathlib import Path

from app.registry.reader import Registry, read_registry
from tests.conftest import SHIPPED, TODAY


def copy_with(folder: Path, *replacements: tuple[str, str]) -> Path:
    """Copy the shipped file, each text replaced once; a text that is not there fails the test."""
    content = SHIPPED.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in content, old
        content = content.replace(old, new, 1)
    path = folder / "commitments.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def copy_without(folder: Path, *ids: str) -> Path:
    """Copy the shipped file without the entries of these ids."""
    content = SHIPPED.read_text(encoding="utf-8")
    for name in ids:
        content, count = re.subn(
            rf"^- id: {name}\n(?:(?!- id: |\w+:$).*\n)*", "", content, flags=re.MULTILINE
        )
        assert count == 1, name
    path = folder / "commitments.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def read(path: Path) -> Registry:
    """Read a registry file as of the day that the tests take for today."""
    return read_registry(path, 32, TODAY)
