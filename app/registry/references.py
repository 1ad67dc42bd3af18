"""What no single entry shows: references to nothing, and dates that contradict each other."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Origin
from app.registry.raw import Path
from app.registry.replacing import Replacements
from app.registry.spelling import Speller

# A registry names the same few days again and again.
_days = lru_cache(maxsize=10_000)(parse_partial_date)

Entries = Mapping[str, Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A contradiction between entries: whose, where in the entry, and what to do."""

    section: str
    entry: str
    path: Path
    message: str


_Found = Iterator[tuple[Path, str]]


class References:
    """The checks of entries against each other and against a day.

    Entries are packed; of those that were faulty in themselves only what was right is given, with
    null for the rest. Nothing is said about references to the sections named in `unread`.
    """

    def __init__(self, entries: Entries, today: date, unread: Collection[str] = ()) -> None:
        """Keep what is looked up: all entries by section and id."""
        self._entries = entries
        self._today = today
        self._unread = unread
        self._speller = Speller()
        self._adopted: dict[str, str | None] = {}
        self._last_news: dict[str, str | None] = {}
        self._replacements = {
            section: Replacements(entries[section]) for section in ("documents", "evidence")
        }
        self._checks = {
            "about": self._about,
            "instruments": self._instrument,
            "documents": self._document,
            "commitments": self._commitment,
            "evidence": self._evidence,
        }

    def misfits(self) -> Iterator[Misfit]:
        """Check every entry, section by section."""
        for section in self._checks:
            for name, packed in self._entries[section].items():
                for place, message in self.check(section, json.loads(packed)):
                    yield Misfit(section, name, place, message)

    def check(self, section: str, entry: dict[str, Any]) -> _Found:
        """Check one entry: where in it something is wrong, and what to do."""
        check = self._checks.get(section)
        return check(entry) if check else iter(())

    def _about(self, entry: dict[str, Any]) -> _Found:
        first = next(iter(self._entries["about"]), None)
        if entry.get("id") != first:
            yield ("id",), f"the registry is described already by '{first}': keep one of the two"

    def _instrument(self, entry: dict[str, Any]) -> _Found:
        return self._not_in_future(entry, "adopted")

    def _document(self, entry: dict[str, Any]) -> _Found:
        yield from self._not_in_future(entry, "date")
        yield from self._decided("documents", entry)

    def _commitment(self, entry: dict[str, Any]) -> _Found:
        instrument = entry.get("instrument")
        yield from self._refers("instruments", instrument, ("instrument",))
        for index, theme in enumerate(entry.get("themes") or ()):
            yield from self._refers("themes", theme, ("themes", index))
        yield from self._not_in_future(entry, "looked_at")
        made, due = self._adoption(instrument), entry.get("due")
        if made and due and _days(due).last < _days(made).first:
            yield ("due",), f"due {due} is before its instrument was adopted on {made}: check both"

    def _evidence(self, entry: dict[str, Any]) -> _Found:
        yield from self._refers("documents", entry.get("document"), ("document",))
        for index, commitment in enumerate(entry.get("context_for") or ()):
            yield from self._refers("commitments", commitment, ("context_for", index))
        for commitment, standing in (entry.get("bears_on") or {}).items():
            yield from self._refers("commitments", commitment, ("bears_on", commitment))
            if isinstance(standing, dict):
                yield from self._answers(entry.get("id"), commitment, standing)
        yield from self._happened(entry)
        yield from self._decided("evidence", entry)
        yield from self._stands(entry)

    def _happened(self, entry: dict[str, Any]) -> _Found:
        future = list(self._not_in_future(entry, "date"))
        yield from future
        told, happened = self._publication(entry.get("document")), entry.get("date")
        # What was withdrawn stands as it was recorded: nobody can correct it any more.
        if future or not (told and happened) or entry.get("withdrawn"):
            return
        if _days(happened).first > _days(told).last:
            message = f"date {happened} is after its document was published ({told}): check both"
            yield ("date",), message

    def _stands(self, entry: dict[str, Any]) -> _Found:
        """Evidence that counts stands on a document that does, or on what replaced it."""
        last = self._replacements["documents"].dead_end_of(entry.get("document") or "")
        if last is not None and "withdrawn" not in entry:
            message = (
                f"'{last}' is withdrawn, and nothing replaces it: "
                "name another document, or give this evidence withdrawn too"
            )
            yield ("document",), message

    def _decided(self, section: str, entry: dict[str, Any]) -> _Found:
        withdrawn = entry.get("withdrawn") or {}
        for _, message in self._not_in_future(withdrawn, "on"):
            yield ("withdrawn", "on"), f"withdrawn {message}"
        yield from self._refers(section, entry.get("replaces"), ("replaces",))
        yield from self._replacements[section].check(entry)

    def _answers(self, contest: str | None, commitment: str, standing: dict[str, Any]) -> _Found:
        for index, answer in enumerate(standing.get("answered_by", ())):
            place: Path = ("bears_on", commitment, "answered_by", index)
            if answer == contest:
                yield place, "it cannot answer itself: name the evidence that answers it"
                continue
            yield from self._refers("evidence", answer, place)
            packed = self._entries["evidence"].get(answer)
            bears_on = json.loads(packed).get("bears_on", ()) if packed else None
            if bears_on is not None and commitment not in bears_on:
                message = (
                    f"'{answer}' does not bear on {commitment}, so it cannot answer this: "
                    "let it bear on it, or remove it"
                )
                yield place, message

    def _refers(self, section: str, name: str | None, place: Path) -> _Found:
        known = self._entries[section]
        if name is None or name in known or section in self._unread:
            return
        hint = self._speller.hint(section, name, known)
        noun = section.removesuffix("s") if section != "evidence" else "evidence"
        advice = hint or f": add it to {section}, or correct it"
        yield place, f"there is no {noun} '{name}'{advice}"

    def _adoption(self, name: str | None) -> str | None:
        if name is not None and name not in self._adopted:
            self._adopted[name] = self._look_up("instruments", name).get("adopted")
        return self._adopted.get(name or "")

    def _publication(self, name: str | None) -> str | None:
        """Give the day after which a document reports nothing; a law is read as amended since."""
        if name is not None and name not in self._last_news:
            document = self._look_up("documents", name)
            is_law = document.get("origin") in (None, Origin.LEGAL_TEXT)
            self._last_news[name] = None if is_law else document.get("date")
        return self._last_news.get(name or "")

    def _look_up(self, section: str, name: str) -> dict[str, Any]:
        entry: dict[str, Any] = json.loads(self._entries[section].get(name, b"{}"))
        return entry

    def _not_in_future(self, entry: dict[str, Any], key: str) -> _Found:
        text = entry.get(key)
        if text and _days(text).first > self._today:
            yield (key,), f"{key} {text} is in the future: it cannot have happened yet, check it"
