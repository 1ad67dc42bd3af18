"""What a run has to write, and what each part of it depends on."""

import datetime as dt
import hashlib
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from app import links
from app.domain.vocabulary import Language
from app.exports.files import BY_NAME, EXPORTS
from app.exports.package import DESCRIPTOR
from app.mirror.histories import histories
from app.mirror.layout import PER_PAGE, Layout
from app.mirror.since import Seen
from app.mirror.survey import Survey, mark
from app.mirror.units import Known, Stamped, Unit
from app.queries.changed import newest_redaction
from app.queries.documents import how_read
from app.queries.view import View
from app.settings import Settings, bundled, bundled_locale

MOST_WITH_OWN_PAGES = 3_000
"""Up to this many commitments, evidence has pages of its own and commitments have histories.

Beyond it, evidence stands on the pages of its commitments and of its document, and what was
recorded stands in the file of all revisions: a copy has to be made in minutes, and to fit on a
stick.
"""

_ALWAYS = ("instruments", "themes", "corrections", "revisions", "ledger")
_FEEDS = ("feed.atom", "feed.json")
_PAGES = (*_ALWAYS, "methodology", "data")
_OF_API = ("openapi.json", "docs")
_SIGNED = ("ledger/checkpoint", "ledger/key")
_LONG = frozenset({"corrections", "revisions"})
_LISTING_EXPORTS = ("/data", "/exports")
_FORM = 1
_TEXTS = frozenset({".py", ".html", ".css", ".js", ".svg", ".po", ".ttf"})


@dataclass(frozen=True)
class Plan:
    """All units of a copy, and where each address of the site is in it.

    `revision` and `head` are those of the ledger, `redaction` its newest one (or 0), `day` the one
    on which anything last changed, `today` the one that it is. `seen` is what the next run is to
    know of this state.
    """

    units: list[Unit]
    layout: Layout
    revision: int
    head: str
    loaded: str | None
    day: dt.date
    today: dt.date
    redaction: int
    seen: Seen

    def is_of(self, view: View) -> bool:
        """Say whether nothing public has changed since."""
        return (view.head, view.loaded) == (self.head, self.loaded)


def keep_plan(plan: Plan, workshop: Path) -> Path:
    """Write what a worker needs of a plan, which is not the units, into a file of its own."""
    with NamedTemporaryFile(dir=workshop, suffix=".plan", delete=False) as file:
        pickle.dump(replace(plan, units=[], seen=plan.seen._replace(commitments=())), file)
    return Path(file.name)


def kept_plan(file: Path) -> Plan:
    """Give back a plan without its units."""
    with file.open("rb") as kept:
        plan: Plan = pickle.load(kept)  # noqa: S301 - the first process wrote it, in its own folder
    return plan


@dataclass(frozen=True)
class Planning:
    """Makes the plan of one survey; with or without the whole exports, of all kinds or of some.

    `known` are units as they were: what the survey need not have looked at.
    """

    settings: Settings
    all: Survey
    exports: bool = True
    kinds: frozenset[str] | None = None
    known: Known = field(default_factory=dict)

    def plan(self) -> Plan:
        """Give everything there is to write."""
        view, stamped = self.all.view, self._stamped
        return Plan(
            units=[one for one in self._units() if self.kinds is None or one.kind in self.kinds],
            layout=self._layout,
            revision=view.revision,
            head=view.head,
            loaded=view.loaded,
            day=stamped.newest_day,
            today=view.day,
            redaction=newest_redaction(view),
            seen=self._seen(view),
        )

    def _seen(self, view: View) -> Seen:
        names = list(self.all.commitments)
        return Seen(view.revision, view.head, view.loaded, view.day.isoformat(), names)

    @cached_property
    def _stamped(self) -> Stamped:
        return Stamped(self.all, self.known)

    @cached_property
    def _has_own_pages(self) -> bool:
        return has_own_pages(len(self.all.commitments))

    @cached_property
    def _standing_in(self) -> dict[str, str]:
        """Give the document on whose page evidence stands that has no page of its own."""
        if self._has_own_pages:
            return {}
        rows = (row for row in self.all.evidence.values() if row.withdrawal is None)
        return {row.id: row.source for row in rows if row.retired_on is None}

    @cached_property
    def _layout(self) -> Layout:
        all_, standing_in = self.all, self._standing_in
        ids = {
            "commitments": frozenset(all_.commitments),
            "documents": frozenset(all_.documents),
            "instruments": frozenset(all_.instruments),
            "themes": frozenset(all_.themes),
            "evidence": frozenset(all_.evidence) - standing_in.keys(),
        }
        concerns = all_.concerns if self._has_own_pages else {}
        return Layout(
            site=self.settings.public_url,
            ids=ids,
            standing_in=standing_in,
            first_concern={name: rows[0].of for name, rows in concerns.items()},
            histories=self._has_own_pages,
            exports={(name, language): file for name, language, file in self._export_files},
            present=frozenset({"data", *_FEEDS, *self._of_api}),
        )

    @cached_property
    def _of_api(self) -> tuple[str, ...]:
        """Name what is asked of the API in no language; signed notes only where there is a key."""
        return _OF_API + (_SIGNED if self.settings.signing_key else ())

    @cached_property
    def _export_files(self) -> list[tuple[str, str, str]]:
        return list(_export_files()) if self.exports else []

    def _units(self) -> Iterator[Unit]:
        view, stamped = self.all.view, self._stamped
        whole = mark(view.head, view.loaded, stamped.newest_day)
        for name, language, file in self._export_files:
            yield Unit("exports", file, whole, stamped.newest_day, (name, language))
        for address in _OF_API:
            # What describes the API depends on the program alone.
            yield Unit("asked", f"/api/v1/{address}", "fixed", dt.date.min)
        for address in self._asked():
            # What lists the exports is asked for where they were made.
            kind = "exports" if address.partition("?")[0].endswith(_LISTING_EXPORTS) else "asked"
            yield Unit(kind, address, whole, stamped.newest_day)
        yield Unit("scorecard", "all", whole, stamped.newest_day)
        yield from self._search()
        yield Unit("fixed", "all", "fixed", dt.date.min)
        yield from stamped.groups("instruments")
        yield from stamped.groups("themes")
        yield from stamped.listed("commitments", stamped.commitments_in_force)
        read = how_read(view)
        yield from stamped.listed("documents", stamped.documents_in_force, read)
        yield from stamped.documents.values()
        for name in sorted(self._layout.ids["evidence"]):
            yield stamped.evidence(name)
        yield from stamped.commitments.values()
        if self._has_own_pages:
            yield from histories(self.all)

    def _asked(self) -> Iterator[str]:
        """Give every address that is asked for as a whole, in each language."""
        for language in Language:
            yield from (f"/{language.value}/{feed}" for feed in _FEEDS)
            for noun in _PAGES:
                yield links.link(language, noun, **_asked_of(noun))
            for noun in (*_ALWAYS, "exports"):
                yield links.twin(language, noun, **_asked_of(noun))
        yield from (f"/api/v1/{one}" for one in self._of_api if one not in _OF_API)

    def _search(self) -> Iterator[Unit]:
        """Give the index, and its words: where pages are few, they are also those of evidence."""
        stamped, rows = self._stamped, self.all.commitments
        names = [row.digest for row in (*self.all.instruments.values(), *self.all.themes.values())]
        stamps = [one.stamp for one in stamped.commitments.values()]
        ids = tuple(stamped.commitments_in_force)
        stamp = mark(stamps, names)
        yield Unit("search", "index", stamp, stamped.newest_day, ids, len(ids))
        said = stamps if self._has_own_pages else [rows[one].digest for one in ids]
        yield Unit("words", "all", mark(ids, said, self._has_own_pages), dt.date.min, ids)


def has_own_pages(number: int) -> bool:
    """Say whether in a copy of so many commitments evidence and histories have pages."""
    return number <= MOST_WITH_OWN_PAGES


def _asked_of(noun: str) -> dict[str, Any]:
    """Give the parameters of an address: of a long list the most that a page may have."""
    return {"limit": PER_PAGE} if noun in _LONG else {}


def _export_files() -> Iterator[tuple[str, str, str]]:
    """Give the name and language of each file of an export, and what it is called in a copy."""
    for export in EXPORTS:
        for language in Language if BY_NAME[export.name].speaks else [Language.ENGLISH]:
            yield export.name, language.value, f"exports/{export.file_name(language)}"
    # The folder is the package: what the ZIP file would hold stands in it already.
    yield DESCRIPTOR, Language.ENGLISH.value, f"exports/{DESCRIPTOR}"


def program_mark(settings: Settings, *, exports: bool) -> str:
    """Mark the program, its words, and what is set: with another mark, all is made anew."""
    folders = [Path(str(files("app"))), bundled("templates"), bundled_locale()]
    made_of = [
        (path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in _read(folders)
    ]
    others = [version(name) for name in ("jinja2", "babel", "pydantic")]
    chosen = (settings.public_url, settings.timezone, settings.signing_key is not None, exports)
    return mark(_FORM, made_of, others, chosen)


def _read(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _TEXTS and path.is_file():
                yield path
