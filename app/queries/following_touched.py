"""What a stretch of the ledger, or of the calendar, may have changed: ids of all nouns.

Too much may be named here, and costs a record that says nothing new; too little would leave a copy
wrong. A test compares every list before and after each thing that can be done.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, col

from app.domain.vocabulary import Action, Subject
from app.queries.following_chains import chains_of
from app.queries.following_earlier import Earlier, earlier_of
from app.queries.following_positions import Key
from app.queries.view import View
from app.store.batches import batches
from app.store.tables import (
    About,
    Answer,
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Instrument,
    Link,
    Revision,
    StoredReading,
    Theme,
)

NOUNS = ("about", "instruments", "themes", "documents", "evidence", "commitments")
"""The nouns in the order of records."""

Ids = set[str]

_BATCH = 1_000
_FEW = 1_000
_TABLES: tuple[type[SQLModel], ...] = (About, Instrument, Theme, Document, Evidence, Commitment)
_SUBJECTS = (
    Subject.ABOUT,
    Subject.INSTRUMENT,
    Subject.THEME,
    Subject.DOCUMENT,
    Subject.EVIDENCE,
    Subject.COMMITMENT,
)
_ALONE = frozenset({Action.ADDED.value, Action.PUBLISHED.value, Action.LOOKED_AT.value})
_PAST_LINKS = frozenset({Subject.DOCUMENT, Subject.EVIDENCE})


@dataclass(frozen=True, slots=True)
class Stretch:
    """What came between two states: revisions, days after `first` and up to `last`, a new order."""

    revisions: Sequence[Revision]
    first: date
    last: date
    is_reordered: bool


def touched_by(view: View, stretch: Stretch) -> list[Key]:
    """Give what may read otherwise than before, in the order of nouns and ids."""
    found = _Touched(view, stretch).found()
    return sorted((NOUNS.index(noun), name) for noun, names in found.items() for name in names)


class _Touched:
    """Follows from entries that were changed to those that show something of them."""

    def __init__(self, view: View, stretch: Stretch) -> None:
        self._view = view
        self._stretch = stretch
        self._changed: dict[Subject, Ids] = {
            subject: {row.subject_id for row in stretch.revisions if row.subject == subject}
            for subject in _SUBJECTS
        }
        # What shows something of a new entry came after it, and has a revision of its own. A look
        # changes nothing that is shown elsewhere than on what is looked at.
        self._shown_elsewhere: dict[Subject, Ids] = {
            subject: {
                row.subject_id
                for row in stretch.revisions
                if row.subject == subject and row.action not in _ALONE
            }
            for subject in _SUBJECTS
        }

    def found(self) -> dict[str, Ids]:
        """Give the ids of each noun."""
        changed = self._changed
        known = (Subject.COMMITMENT, Subject.EVIDENCE, Subject.DOCUMENT)
        earlier = earlier_of(self._view, {one: changed[one] for one in known if changed[one]})
        if _PAST_LINKS & earlier.lost:
            return self._everything()
        read_anew = self._new_day()
        documents, moved = self._documents(earlier)
        of_groups = self._of_groups()
        evidence = changed[Subject.EVIDENCE] | moved
        contests, answered = self._answered(earlier)
        commitments = (
            changed[Subject.COMMITMENT] | read_anew | of_groups | answered | earlier.commitments
        ) | self._among(evidence, lambda ids: _of(Link.commitment_id, Link.evidence_id, ids))
        evidence |= contests | self._showing(of_groups)
        return {
            "about": changed[Subject.ABOUT],
            "instruments": changed[Subject.INSTRUMENT] | self._instruments(earlier, commitments),
            "themes": changed[Subject.THEME] | self._themes(earlier, commitments),
            "documents": documents,
            "evidence": evidence,
            "commitments": commitments,
        }

    def _everything(self) -> dict[str, Ids]:
        return {noun: self._all(table) for noun, table in zip(NOUNS, _TABLES, strict=True)}

    def _all(self, table: Any) -> Ids:  # noqa: ANN401 - a table with an id
        return set(self._view.session.execute(select(table.id)).scalars())

    def _new_day(self) -> Ids:
        """Note what the calendar brought, and give the commitments that read otherwise for it."""
        first, last = sorted((self._stretch.first, self._stretch.last))
        if first == last:
            return set()

        def came(name: Mapped[str], column: Mapped[Any], low: Any, high: Any) -> Ids:  # noqa: ANN401 - days, or texts
            rows = select(name).where(column > low, column <= high)
            return set(self._view.session.execute(rows).scalars())

        happened = came(col(Evidence.id), col(Evidence.date_first), first, last)
        adopted = came(col(Instrument.id), col(Instrument.adopted_first), first, last)
        self._changed[Subject.EVIDENCE] |= happened
        self._changed[Subject.INSTRUMENT] |= adopted
        self._shown_elsewhere[Subject.INSTRUMENT] |= adopted
        name, begins = col(StoredReading.commitment_id), col(StoredReading.first_day)
        # As text, a day in part sorts where its first day does.
        looked = came(col(Commitment.id), col(Commitment.last_looked_at), str(first), str(last))
        return came(name, begins, first, last) | looked

    def _documents(self, earlier: Earlier) -> tuple[Ids, Ids]:
        """Give documents that may read otherwise, and the evidence that stands in those changed."""
        changed, evidence = self._changed[Subject.DOCUMENT], self._changed[Subject.EVIDENCE]
        if not changed and not evidence:
            return set(), set()
        chains = chains_of(self._view, earlier.replaces)
        stood_for = changed & chains.neighbours.keys()
        whole = chains.around(self._shown_elsewhere[Subject.DOCUMENT] | stood_for)
        moved = self._among(whole, lambda ids: _of(Evidence.id, Evidence.source, ids))
        cited = self._among(evidence, lambda ids: _of(Evidence.document, Evidence.id, ids))
        return changed | whole | chains.around(cited | earlier.documents), moved

    def _of_groups(self) -> Ids:
        """Give the commitments of changed instruments and themes."""
        in_instrument = self._among(
            self._shown_elsewhere[Subject.INSTRUMENT],
            lambda ids: _of(Commitment.id, Commitment.instrument, ids),
        )
        return in_instrument | self._among(
            self._shown_elsewhere[Subject.THEME],
            lambda ids: _of(CommitmentTheme.commitment_id, CommitmentTheme.theme_id, ids),
        )

    def _answered(self, earlier: Earlier) -> tuple[Ids, Ids]:
        """Give the contests that changed evidence answers, and the commitments they are over."""
        answers = self._changed[Subject.EVIDENCE]
        if not answers:
            return set(), set()
        over = earlier.commitments | self._among(
            answers, lambda ids: _of(Link.commitment_id, Link.evidence_id, ids)
        )
        contests: Ids = set()
        commitments: Ids = set()
        # An answer is found by its commitment: there is no index of what it answers.
        for batch in batches(sorted(over), _BATCH):
            rows = select(Answer).where(col(Answer.commitment_id).in_(batch))
            for row in self._view.session.execute(rows).scalars():
                if row.answer_id in answers:
                    contests.add(row.evidence_id)
                    commitments.add(row.commitment_id)
        return contests, commitments

    def _showing(self, of_groups: Ids) -> Ids:
        """Give the evidence that names changed commitments, or names several in a new order."""
        named = self._shown_elsewhere[Subject.COMMITMENT]
        if self._shown_elsewhere[Subject.INSTRUMENT]:
            named = named | of_groups
        found = self._among(named, lambda ids: _of(Link.evidence_id, Link.commitment_id, ids))
        if self._stretch.is_reordered:
            several = select(col(Link.evidence_id)).group_by(col(Link.evidence_id))
            several = several.having(func.count() > 1)
            found |= set(self._view.session.execute(several).scalars())
        return found

    def _instruments(self, earlier: Earlier, commitments: Ids) -> Ids:
        if len(commitments) > _FEW or Subject.COMMITMENT in earlier.lost:
            return self._all(Instrument)
        return earlier.instruments | self._among(
            commitments,
            lambda ids: _of(Commitment.instrument, Commitment.id, ids),
        )

    def _themes(self, earlier: Earlier, commitments: Ids) -> Ids:
        if len(commitments) > _FEW or Subject.COMMITMENT in earlier.lost:
            return self._all(Theme)
        return earlier.themes | self._among(
            commitments,
            lambda ids: _of(CommitmentTheme.theme_id, CommitmentTheme.commitment_id, ids),
        )

    def _among(self, names: Iterable[str], statement: Callable[[list[str]], Select[Any]]) -> Ids:
        """Give what a statement finds for these ids, some at a time."""
        found: Ids = set()
        for batch in batches(sorted(names), _BATCH):
            found.update(self._view.session.execute(statement(batch).distinct()).scalars())
        return found


def _of(wanted: Any, known: Any, ids: list[str]) -> Select[Any]:  # noqa: ANN401 - columns
    return select(wanted).where(known.in_(ids))
