"""What a copy is written in: units, each a page with its JSON in all languages, with its stamp.

A stamp stands for everything that a unit shows. As long as it stays the same, its files do; so it
holds the state of every row of which a page shows a word, and the day that the page cites.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.vocabulary import Subject
from app.mirror.dependents import AnyRow
from app.mirror.layout import PER_PAGE
from app.mirror.survey import Survey, day_or_none, in_force, mark


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is written as a whole; `day` is the one on which its content last changed.

    `kind` and `name` say what; of a page of a list, `name` is its number and `ids` what is on it.
    """

    kind: str
    name: str
    stamp: str
    day: dt.date
    ids: tuple[str, ...] = ()
    total: int = 0

    @property
    def key(self) -> str:
        """What it is called in the notes of a run."""
        return f"{self.kind}/{self.name}"

    @property
    def mark(self) -> str:
        """The stamp with the day, which the page cites."""
        return f"{self.stamp}@{self.day.isoformat()}"


Known = Mapping[str, Mapping[str, Unit]]
"""Units that are as they were, by kind and name."""


def as_kept(stamps: Mapping[str, str], kind: str, but: frozenset[str]) -> dict[str, Unit]:
    """Give back the units of a kind, but for some, by name from the marks of all units by key.

    Raises:
        ValueError: for what is no mark.

    """
    beginning, days = f"{kind}/", _Days()
    found: dict[str, Unit] = {}
    for key, kept in stamps.items():
        name = key.removeprefix(beginning)
        if name != key and name not in but:
            stamp, _, day = kept.partition("@")
            found[name] = Unit(kind, name, stamp, days[day])
    return found


class _Days(dict[str, dt.date]):
    """Days by their text, each made once."""

    def __missing__(self, text: str) -> dt.date:
        return self.setdefault(text, dt.date.fromisoformat(text))


@dataclass(frozen=True)
class Stamped:
    """The stamps and days of all entries of a survey.

    Of commitments and documents that are `known`, nothing is looked at.
    """

    all: Survey
    known: Known = field(default_factory=dict)

    @cached_property
    def commitments(self) -> dict[str, Unit]:
        """Every commitment that exists, in the order of the registry."""
        known, rows = self.known.get("commitments", {}), self.all.commitments
        return {name: known.get(name) or self._commitment(row) for name, row in rows.items()}

    @cached_property
    def documents(self) -> dict[str, Unit]:
        """Every document."""
        known, rows = self.known.get("documents", {}), self.all.documents
        return {name: known.get(name) or self._document(row) for name, row in rows.items()}

    def evidence(self, name: str) -> Unit:
        """Give a piece of evidence that has a page of its own."""
        row, all_ = self.all.evidence[name], self.all
        others = [(one.answer_id, one.commitment_id) for one in all_.contested.get(name, ())]
        others += [(one.evidence_id, one.commitment_id) for one in all_.answering.get(name, ())]
        stamp = mark(
            self._concerned(row),
            self._source(row.source),
            [(self._beside(other), self._named(of)) for other, of in others],
            self._replacing(name),
        )
        things = [
            (Subject.EVIDENCE.value, name),
            (Subject.DOCUMENT.value, row.source),
            *((Subject.EVIDENCE.value, other) for other, _ in others),
        ]
        return Unit("evidence", name, stamp, max(self._day(things), row.date_first))

    def groups(self, kind: str) -> Iterator[Unit]:
        """Give instruments or themes, each with all of its commitments."""
        all_ = self.all
        subject = Subject.INSTRUMENT if kind == "instruments" else Subject.THEME
        rows = all_.instruments if kind == "instruments" else all_.themes
        for name, row in rows.items():
            members = [self.commitments[one] for one in self._members(kind, name)]
            stamp = mark(row.digest, row.retired_on, [(one.name, one.stamp) for one in members])
            own = self._day([(subject.value, name)])
            yield Unit(kind, name, stamp, max([own, *(one.day for one in members)]))

    def listed(self, kind: str, ids: Sequence[str], *more: object) -> Iterator[Unit]:
        """Give the pages of a list of entries; `more` is what each page shows besides."""
        units = self.commitments if kind == "commitments" else self.documents
        for first in range(0, max(len(ids), 1), PER_PAGE):
            some = tuple(ids[first : first + PER_PAGE])
            stamp = mark(len(ids), more, [(one, units[one].stamp) for one in some])
            day = max((units[one].day for one in some), default=self.newest_day)
            number = str(first // PER_PAGE + 1)
            yield Unit(f"{kind}-list", number, stamp, day, some, len(ids))

    @cached_property
    def newest_day(self) -> dt.date:
        """The day on which anything last changed: nothing would read otherwise on a later one."""
        days = [one.day for one in (*self.commitments.values(), *self.documents.values())]
        head = self.all.days.get(self.all.view.revision, self.all.view.day)
        return min(max([head, *days]), self.all.view.day)

    @cached_property
    def commitments_in_force(self) -> Sequence[str]:
        """Those of the list, in its order."""
        return in_force(self.all.commitments.values())

    @cached_property
    def documents_in_force(self) -> Sequence[str]:
        """Those of the list, in its order: the newest first, then those without a date."""
        rows = (row for row in self.all.documents.values() if row.withdrawal is None)
        known = [row for row in rows if row.retired_on is None]
        known.sort(key=lambda row: row.id)
        known.sort(key=lambda row: row.date_first or dt.date.min, reverse=True)
        return [row.id for row in known]

    def _members(self, kind: str, name: str) -> list[str]:
        if kind == "themes":
            return [row.commitment_id for row in self.all.of_theme.get(name, ())]
        return self._made_in.get(name, [])

    @cached_property
    def _made_in(self) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for name, row in self.all.commitments.items():
            made.setdefault(row.instrument, []).append(name)
        return made

    def _commitment(self, row: AnyRow) -> Unit:
        all_, name = self.all, row.id
        linked = [all_.evidence[one.evidence_id] for one in all_.links.get(name, ())]
        instrument = all_.instruments[row.instrument]
        themes = [one.theme_id for one in all_.themes_of.get(name, ())]
        stamp = mark(
            (row.digest, row.retired_on, row.last_looked_at),
            (instrument.digest, [(one, all_.themes[one].digest) for one in themes]),
            [(self._beside(one.id), self._replacing(one.id)) for one in linked],
            [(*one, self._state(one.answer_id)) for one in all_.answers.get(name, ())],
            [tuple(one) for one in all_.readings.get(name, ())],
        )
        things = [
            (Subject.COMMITMENT.value, name),
            (Subject.INSTRUMENT.value, row.instrument),
            *((Subject.THEME.value, one) for one in themes),
            *((Subject.EVIDENCE.value, one.id) for one in linked),
            *((Subject.DOCUMENT.value, one.source) for one in linked),
        ]
        calendar = [
            instrument.adopted_first,
            *(one.first_day for one in all_.readings.get(name, ())[-1:]),
            *(one.date_first for one in linked),
            *filter(None, [day_or_none(row.last_looked_at)]),
        ]
        today = all_.view.day
        days = [one for one in calendar if one <= today]
        return Unit("commitments", name, stamp, max([self._day(things), *days]))

    def _document(self, row: AnyRow) -> Unit:
        taken = self.all.taken.get(row.id, ())
        stamp = mark(
            self._source(row.id),
            self._replacing(row.id),
            sorted(self._concerned(one) for one in taken if one.retired_on is None),
        )
        things = [(Subject.DOCUMENT.value, row.id)]
        things += [(Subject.EVIDENCE.value, one.id) for one in taken]
        day = max([self._day(things), *(one.date_first for one in taken)])
        return Unit("documents", row.id, stamp, day)

    def _concerned(self, row: AnyRow) -> str:
        """Mark a piece of evidence with what it concerns and what answers it."""
        concerns = [one.of for one in self.all.concerns.get(row.id, ())]
        answers = self.all.contested.get(row.id, ())
        return mark(
            self._state(row.id),
            [(one, self._named(one)) for one in concerns],
            [(*one, self._state(one.answer_id)) for one in answers],
        )

    def _named(self, commitment: str) -> object:
        row = self.all.commitments.get(commitment)
        return row and (row.digest, row.retired_on)

    def _state(self, evidence: str) -> object:
        """Give what a piece of evidence says and whether it counts; None before it happened."""
        return self._states.get(evidence)

    @cached_property
    def _states(self) -> dict[str, object]:
        return {
            name: (name, row.digest, row.retired_on, row.withdrawal, row.source)
            for name, row in self.all.evidence.items()
        }

    def _beside(self, evidence: str) -> object:
        row = self.all.evidence.get(evidence)
        return row and (self._state(evidence), self._source(row.source))

    def _source(self, document: str) -> object:
        return self._sources[document]

    @cached_property
    def _sources(self) -> dict[str, object]:
        return {
            name: (row.digest, row.retired_on, row.withdrawal)
            for name, row in self.all.documents.items()
        }

    def _replacing(self, name: str) -> object:
        return [(one.id, one.retired_on) for one in self.all.replacing.get(name, ())]

    def _day(self, things: Sequence[tuple[str, str]]) -> dt.date:
        """Give the day of the newest revision of any of these, or of what left the first of them.

        None is later than the survey, whatever the clock said that recorded it.
        """
        newest, days = self.all.newest, self.all.days
        numbers = [newest[one] for one in things if one in newest]
        numbers += [self.all.left[one] for one in things[:1] if one in self.all.left]
        return min(days[max(numbers)], self.all.view.day) if numbers else dt.date.min
