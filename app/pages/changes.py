"""Recorded changes as people read them: who, when, what it is called, and what is new in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale

from app import links
from app.domain.dates import parse_partial_date
from app.domain.labels import FIELDS, Label, label_of
from app.domain.messages import message
from app.domain.vocabulary import (
    Action,
    CommitmentKind,
    Consulted,
    DocumentKind,
    Extent,
    InstrumentKind,
    Origin,
    Role,
    Status,
    Subject,
)
from app.domain.wording import Mark
from app.pages.differences import Piece, pieces_of
from app.pages.page import Page
from app.queries import languages
from app.queries.corrections import Correction
from app.queries.differences import WHOLE, refers_to
from app.queries.languages import Words, write_partial_date
from app.queries.revision_shapes import ChangeLine, Difference, RevisionBrief, RevisionLine, Value
from app.queries.shapes import Named

NOUNS = {
    Subject.INSTRUMENT: "instruments",
    Subject.THEME: "themes",
    Subject.DOCUMENT: "documents",
    Subject.COMMITMENT: "commitments",
    Subject.EVIDENCE: "evidence",
}
"""Where the page of each sort of thing is."""

WITH_HISTORY = frozenset({Subject.COMMITMENT, Subject.EVIDENCE})

_WORDS: dict[str, type[StrEnum]] = {
    "status": Status,
    "extent": Extent,
    "role": Role,
    "origin": Origin,
    "consulted": Consulted,
}
_KINDS: dict[str, type[StrEnum]] = {
    Subject.INSTRUMENT: InstrumentKind,
    Subject.DOCUMENT: DocumentKind,
    Subject.COMMITMENT: CommitmentKind,
}
_DAYS = frozenset({"date", "due", "adopted", "looked_at", "on", "retired_on"})
_LANGUAGES = frozenset({"language", "translated"})
_YES_OR_NO = {"true": message("yes"), "false": message("no")}


@dataclass(frozen=True, slots=True)
class Row:
    """One value that became another; of a link, `commitment` is the one that it leads to."""

    label: Label
    language: str | None
    commitment: Named | None
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands for an entry now, or answers a dispute (of `commitment`); `href` is its page."""

    words: Words
    href: str
    commitment: Named | None


@dataclass(frozen=True, slots=True)
class Change:
    """One revision: who did what to which thing, and when (in the installation's time zone).

    `words` is the title or summary of the thing as it reads now, `href` its page, `history` the
    page of all its changes. `rows` are what is new in it, `fields` only the names of these;
    `hash` is its link in the chain, `counts` what a load did, by action. `reason` says why
    something was taken back, `instead` is what stands for it now or answers it.
    """

    sequence: int
    time: datetime
    actor: str
    action: Action
    subject: Subject
    id: str
    words: Words | None
    href: str | None
    history: str | None
    is_redacted: bool
    hash: str | None = None
    fields: list[Label] = field(default_factory=list)
    counts: dict[Action, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    is_whole: bool = False
    compared_with: str | None = None
    reason: Words | None = None
    instead: Instead | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """The changes of one day, newest first."""

    day: date
    changes: list[Change]


def days_of(changes: Iterable[Change]) -> list[Day]:
    """Group changes, the newest first, by the day of their time."""
    return [Day(day, list(some)) for day, some in groupby(changes, lambda one: one.time.date())]


def headline(page: Page, line: RevisionLine, zone: ZoneInfo) -> Change:
    """Show a revision in a line: of a change the names of what changed, of a load its counts."""
    payload: Mapping[str, Any] = line.payload or {}
    return Change(
        **_brief(page, line, zone),
        is_redacted=line.payload is None,
        hash=line.hash,
        fields=[_label(one["key"]) for one in payload.get("changes", ())],
        counts=_counts(payload) if line.action == Action.LOAD else {},
    )


def correction_of(page: Page, line: Correction, zone: ZoneInfo) -> Change:
    """Show what was taken back: as what was done in public, whoever recorded it, and why."""
    brief = _brief(page, line, zone) | {"action": line.correction}
    found, noun = line.replaced_by or line.answered_by, NOUNS.get(Subject(line.subject))
    return Change(
        **brief,
        is_redacted=False,
        reason=line.reason,
        instead=Instead(found.title, page.link(noun, found.id), line.commitment)
        if found and noun
        else None,
    )


def _counts(load: Mapping[str, Any]) -> dict[Action, int]:
    """Give what a load did, by action. An entry may have a key that is called as an action is."""
    return {action: load[action] for action in Action if load.get(action)}


def change_of(page: Page, line: ChangeLine, zone: ZoneInfo) -> Change:
    """Show a revision with all that is new in it."""
    is_compared = line.action == Action.CHANGED or line.compared_with is not None
    reader = _Reader(page, line.subject, is_compared=is_compared)
    return Change(
        **_brief(page, line, zone),
        is_redacted=line.is_redacted,
        rows=[reader.row(one) for one in line.differences],
        is_whole=line.action in WHOLE and line.compared_with is None,
        compared_with=line.compared_with,
    )


def _brief(page: Page, line: RevisionBrief, zone: ZoneInfo) -> dict[str, Any]:
    subject = Subject(line.subject)
    noun = NOUNS.get(subject)
    has_history = noun is not None and subject in WITH_HISTORY
    return {
        "sequence": line.sequence,
        "time": datetime.fromisoformat(line.time).astimezone(zone),
        "actor": line.actor,
        "action": Action(line.action),
        "subject": subject,
        "id": line.id,
        "words": line.title,
        "href": page.link(noun, line.id) if noun else None,
        "history": page.link(noun, line.id, under=links.HISTORY) if noun and has_history else None,
    }


def _label(name: str) -> Label:
    """Give what a key is called; a key that no entry has any more is called by itself."""
    return FIELDS.get(name, Label(name))


class _Reader:
    """Reads values of one revision: words by their labels, ids by titles, days as written out.

    Where it is not compared with anything, nothing is marked as added.
    """

    def __init__(self, page: Page, subject: str, *, is_compared: bool) -> None:
        self._page = page
        self._subject = subject
        self._marks = (Mark.REMOVED, Mark.ADDED if is_compared else Mark.KEPT)
        self._say = languages.catalogue(page.language).gettext

    def row(self, one: Difference) -> Row:
        """Show one value that became another."""
        return Row(_label(one.field), one.language, one.commitment, self._pieces(one))

    def _pieces(self, one: Difference) -> list[Piece]:
        if one.language and one.old and one.new:
            return pieces_of(one.old.text, one.new.text, one.language)
        sides = zip(self._marks, (one.old, one.new), strict=True)
        return [self._piece(mark, one, value) for mark, value in sides if value]

    def _piece(self, mark: Mark, one: Difference, value: Value) -> Piece:
        if one.language:
            return Piece(mark, Words(text=value.text, language=one.language))
        kind = refers_to(one.field, self._subject)
        if kind:
            words = value.name or self._own(value.text)
            return Piece(mark, words, self._page.link(NOUNS[kind], value.text))
        if one.field == "revisions":
            return Piece(mark, self._own(value.text), self._revision(value.text))
        return Piece(mark, self._own(self._written(one.field, value.text)))

    def _revision(self, number: str) -> str:
        return self._page.link("revisions", sequence=number)

    def _own(self, text: str) -> Words:
        return Words(text=text, language=self._page.language.value)

    def _written(self, name: str, text: str) -> str:
        kind = _WORDS.get(name) or (_KINDS.get(self._subject) if name == "kind" else None)
        if kind is not None:
            return self._say(label_of(kind(text)).name)
        if name in _DAYS:
            return write_partial_date(parse_partial_date(text), self._page.language)
        if name in _LANGUAGES:
            return str(Locale(self._page.language.value).languages.get(text, text))
        return self._say(_YES_OR_NO[text]) if text in _YES_OR_NO else text
