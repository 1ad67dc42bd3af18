"""A small registry, cut out of the shipped one, and copies of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine

from app.mirror.notes import NAME
from app.mirror.writing import Order, Outcome, Watch, write_site
from app.registry.loading import Order as LoadOrder
from app.registry.loading import load_registry
from app.registry.reader import read_registry
from app.settings import Settings
from app.store.engine import open_engine
from app.store.migrate import migrate
from tests.conftest import SHIPPED, TODAY

COMMITMENTS = ("decree-2021-03-disability", "decree-2021-06-expression", "decree-2021-04-women")
MOST_EVIDENCE = 3
PLANTED = "ev-exp-orda-2025"
"""What the gardener of `tests/test_nothing_leaks.py` proposes to replace."""

PAGES = frozenset(
    {
        "commitments",
        "histories",
        "documents",
        "evidence",
        "instruments",
        "themes",
        "commitments-list",
        "documents-list",
    }
)
"""The kinds of units whose stamps say more than that anything changed."""

Sections = dict[str, list[dict[str, Any]]]


def cut() -> Sections:
    """Three commitments, some evidence of each, and what these need."""
    whole: Sections = yaml.load(SHIPPED.read_bytes(), Loader=yaml.CSafeLoader)
    commitments = [one for one in whole["commitments"] if one["id"] in COMMITMENTS]
    evidence: list[dict[str, Any]] = []
    for one in whole["evidence"]:
        kept = _narrowed(one)
        concerned = list(kept.get("bears_on", {})) + kept.get("context_for", [])
        is_wanted = one["id"] == PLANTED or _count(evidence, concerned[:1]) < MOST_EVIDENCE
        if concerned and is_wanted:
            evidence.append(kept)
    _drop_lost_answers(evidence)
    documents = {one["document"] for one in evidence}
    themes = {theme for one in commitments for theme in one["themes"]}
    return {
        "instruments": [one for one in whole["instruments"] if one["id"] == "decree-2021"],
        "themes": [one for one in whole["themes"] if one["id"] in themes],
        "documents": [one for one in whole["documents"] if one["id"] in documents],
        "commitments": commitments,
        "evidence": evidence,
    }


def _narrowed(one: dict[str, Any]) -> dict[str, Any]:
    kept = dict(one)
    kept["bears_on"] = {n: how for n, how in one.get("bears_on", {}).items() if n in COMMITMENTS}
    kept["context_for"] = [name for name in one.get("context_for", []) if name in COMMITMENTS]
    return {key: value for key, value in kept.items() if value not in ({}, [])}


def _count(evidence: list[dict[str, Any]], commitments: list[str]) -> int:
    return sum(one in each.get("bears_on", {}) for each in evidence for one in commitments)


def _drop_lost_answers(evidence: list[dict[str, Any]]) -> None:
    there = {one["id"] for one in evidence}
    for one in evidence:
        for how in one.get("bears_on", {}).values():
            if isinstance(how, dict) and not set(how.get("answered_by", [])) <= there:
                del how["answered_by"]


def write(sections: Sections, path: Path) -> Path:
    """Write a registry file."""
    path.write_text(yaml.dump(sections, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def load(engine: Engine, sections: Sections, folder: Path, day: date = TODAY) -> None:
    """Bring a database in line with a registry."""
    path = write(sections, folder / "commitments.yaml")
    load_registry(engine, read_registry(path, 32, day), LoadOrder(day, allow_retire=True))


class DatedSettings(Settings):
    """Settings of an installation where it is this day."""

    on: date = TODAY

    def today(self) -> date:
        """Give that day."""
        return self.on


@dataclass
class Small:
    """A database with the small registry, and a folder for files and copies."""

    folder: Path
    url: str
    engine: Engine
    sections: Sections = field(default_factory=cut)
    day: date = TODAY

    @classmethod
    def filled(cls, folder: Path, url: str | None = None) -> "Small":
        """Make one."""
        url = url or f"sqlite:///{folder / 'small.db'}"
        engine = open_engine(url)
        migrate(engine)
        made = cls(folder, url, engine)
        made.load()
        return made

    def load(self) -> None:
        """Load the sections as they are now."""
        load(self.engine, self.sections, self.folder, self.day)

    def entry(self, section: str, name: str) -> dict[str, Any]:
        """Find an entry, to change it."""
        return next(one for one in self.sections[section] if one["id"] == name)

    def settings(self, **given: Any) -> DatedSettings:  # noqa: ANN401 - any setting
        """The settings of a copy."""
        return DatedSettings(database_url=self.url, on=self.day, **given)

    def copied(
        self,
        name: str,
        kinds: frozenset[str] | None = PAGES,
        *,
        exports: bool | None = None,
        **given: Any,  # noqa: ANN401 - any setting
    ) -> Outcome:
        """Write a copy, or bring it up to date, in this process."""
        order = Order(self.folder / name, self.settings(**given), 1, exports, kinds)
        return write_site(order, SILENT)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a copy but the notes for the next run."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != NAME
    }


def nothing(_number: int) -> None:
    """Watch nothing."""


SILENT = Watch(nothing, nothing)
Change = Callable[[Small], None]
