"""Making the files of units and putting them into the folder: what each worker of a run does."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine

from app.domain.vocabulary import Language
from app.exports.files import EXPORTS
from app.exports.kept import Exports
from app.exports.package import DESCRIPTOR, described
from app.main import assemble
from app.mirror.asking import content_of
from app.mirror.entries import Entries, File
from app.mirror.files import CopyFaultError, Written, adopt, put
from app.mirror.fixed import fixed_files
from app.mirror.front import front_files, held
from app.mirror.plan import Plan, kept_plan
from app.mirror.relinking import Relinking
from app.mirror.search import search_files, words_files
from app.mirror.units import Unit
from app.pages.rendering import compile_templates
from app.queries.languages import Tongue
from app.queries.view import View, look
from app.settings import Settings
from app.store.engine import open_engine, reading


class StandingSettings(Settings, frozen=False):
    """The settings of a copy, for which it stays the day on which anything last changed."""

    standing: date = date.min

    def today(self) -> date:
        """Give that day."""
        return self.standing


_SINGLE: Mapping[str, Callable[[Entries, Unit], Iterator[File]]] = {
    "scorecard": front_files,
    "search": search_files,
    "words": words_files,
    "fixed": lambda entries, _: fixed_files(entries),
}
"""What makes the units of which there is one of its kind."""

_READ_AGAIN = frozenset({"scorecard", "instruments", "themes", "commitments-list"})
"""Kinds whose rows are many, and read for each language."""


@dataclass(frozen=True, slots=True)
class Done:
    """A unit and its files; `is_current` is false when the data changed meanwhile."""

    key: str
    stamp: str
    files: list[Written]
    is_current: bool


def copy_app(settings: StandingSettings, engine: Engine) -> FastAPI:
    """Make the application as a copy sees it."""
    app = assemble(settings, engine)
    app.state.is_copy = True
    return app


def settings_of_copy(settings: Settings, workshop: Path) -> StandingSettings:
    """Give the settings of a copy: exports are made in a folder of its own."""
    given = settings.model_dump() | {"exports": workshop}
    return StandingSettings.model_construct(**given)


@dataclass
class Maker:
    """Makes the files of a plan in one process, with a connection of its own.

    `workshop` is a folder for what is made on the way, which whoever made it removes.
    """

    settings: Settings
    folder: Path
    workshop: Path
    _kept: Path | None = None

    def get_ready(self) -> None:
        """Have at hand what any plan takes: the application and the templates."""
        content_of(self._app, "/healthz")
        compile_templates()

    def follow(self, plan: Plan) -> None:
        """Make what comes next as this plan has it."""
        self._plan = plan
        self._settings_of_copy.standing = plan.day

    def follow_kept(self, file: Path) -> None:
        """Make what comes next as the plan in this file has it."""
        if self._kept != file:
            self.follow(kept_plan(file))
            self._kept = file

    def make(self, units: Sequence[Unit]) -> list[Done]:
        """Write the files of some units, all of one kind."""
        stays = held if units[0].kind in _READ_AGAIN else nullcontext
        with reading(self._engine) as session, stays(session):
            day = self._plan.day
            view = look(session, day, day, Tongue(Language.ENGLISH))
            if not self._plan.is_of(view):
                return [Done(one.key, "", [], is_current=False) for one in units]
            made = [
                (unit, self._written(unit, view, files)) for unit, files in self._made(units, view)
            ]
        is_current = self._is_current()
        return [Done(unit.key, unit.mark, files, is_current) for unit, files in made]

    def close(self) -> None:
        """Let go of the database."""
        if "_exports" in self.__dict__:
            self._exports.close()
        if "_engine" in self.__dict__:
            self._engine.dispose()

    @cached_property
    def _engine(self) -> Engine:
        return open_engine(self.settings.database_url)

    @cached_property
    def _settings_of_copy(self) -> StandingSettings:
        return settings_of_copy(self.settings, self.workshop)

    @cached_property
    def _app(self) -> FastAPI:
        return copy_app(self._settings_of_copy, self._engine)

    @cached_property
    def _exports(self) -> Exports:
        found: Exports = self._app.state.exports
        return found

    def _is_current(self) -> bool:
        """Say whether what the application was asked, which looks for itself, was of the plan."""
        with reading(self._engine) as session:
            day = self._plan.day
            return self._plan.is_of(look(session, day, day, Tongue(Language.ENGLISH)))

    def _made(self, units: Sequence[Unit], view: View) -> Iterator[tuple[Unit, list[File]]]:
        kind, entries = units[0].kind, self._entries(view)
        if kind in {"exports", "asked"}:
            yield from ((unit, [] if unit.ids else self._asked(unit.name)) for unit in units)
        elif kind in _SINGLE:
            yield from ((unit, list(_SINGLE[kind](entries, unit))) for unit in units)
        else:
            yield from entries.files(units)

    def _written(self, unit: Unit, view: View, files: list[File]) -> list[Written]:
        if unit.kind != "exports" or not unit.ids:
            return [put(self.folder, path, content) for path, content in files]
        name, language = unit.ids
        seen = look(view.session, view.day, view.today, Tongue(Language(language)))
        return [adopt(self.folder, unit.name, self._exported(seen, name))]

    def _exported(self, seen: View, name: str) -> Path:
        if name != DESCRIPTOR:
            return self._exports.get(seen, name).path
        files = [self._exports.get(seen, one.name) for one in EXPORTS]
        return described(seen, files[0].path.parent, files).descriptor

    def _entries(self, view: View) -> Entries:
        return Entries(self.settings, self._plan.layout, view)

    def _asked(self, address: str) -> list[File]:
        file = self._plan.layout.file_of(address)
        if file is None:
            raise CopyFaultError(f"{address} has no place in a copy: a fault of the program.")
        content = content_of(self._app, address)
        if file.endswith((".html", ".atom")):
            relinking = Relinking(self._plan.layout)
            return [(file, relinking.page(content.decode(), file).encode())]
        return [(file, _without_cursor(content) if file.endswith(".json") else content)]


def _without_cursor(content: bytes) -> bytes:
    """Take the cursor out of a list that goes on at a server only."""
    told = json.loads(content)
    if not isinstance(told, dict) or not isinstance(told.get("next"), str):
        return content
    told["next"] = None
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
