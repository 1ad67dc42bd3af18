"""The newest public revision that concerns what the page of an entry shows, and its time.

A page cites the day on which its own content last changed: a commitment that of its text, of the
text it was made in, of its themes, of the evidence linked to it and of the sources of that. What
an entry lost concerns it too: evidence that bears on another commitment since its entry changed.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.vocabulary import Action, Subject
from app.queries.counting import Remembered
from app.queries.names import Thing
from app.queries.revisions import BESIDES_ADDED
from app.queries.standing import IDS
from app.queries.view import View
from app.store.batches import batches
from app.store.tables import Answer, Commitment, CommitmentTheme, Evidence, Link, Revision

_BATCH = 5_000
_LOOKED_AT = 500
_PER_COMMITMENT = 4
"""How many revisions cost as much to look at as all that belongs to one commitment to look up."""

_Concern = Select[Any]
"""Selects `of` (an entry), and `subject` and `id` of something that its page shows."""

_LEAVING = {
    "bears_on": Subject.COMMITMENT,
    "context_for": Subject.COMMITMENT,
    "document": Subject.DOCUMENT,
    "instrument": Subject.INSTRUMENT,
    "themes": Subject.THEME,
}
"""What the keys of an entry refer to whose pages show it."""

_left: Remembered[Mapping[Thing, int]] = Remembered(4)


def last_changes(view: View, noun: str, ids: Sequence[str] | None = None) -> dict[str, int]:
    """Give the number of the newest revision that concerns each of these entries, or all of a noun.

    One statement, whatever their number, and one for all nouns while nothing new is recorded.

    Raises:
        KeyError: for a noun whose entries have no pages.

    """
    subject, _ = _CONCERNS[noun]
    if ids is None:
        rows = view.columns(_concerning(noun, _any))
    else:
        rows = view.columns(_concerning(noun, _only), {"ids": ids})
    left = departures(view)
    return {name: max(number, left.get((subject.value, name), 0)) for name, number in rows}


def last_change(view: View, noun: str, name: str) -> str | None:
    """Give the time (UTC, ISO 8601) of the newest revision that concerns one entry, if any does."""
    number = _newest_of_many(view, noun, name) or last_changes(view, noun, [name]).get(name)
    return times_of(view, [number])[number] if number else None


def _newest_of_many(view: View, noun: str, name: str) -> int | None:
    """Look for the newest revision that concerns what may have many commitments, newest first.

    To look up all that belongs to it takes longer the larger it is; the larger it is, the sooner
    one of the newest revisions concerns it. None where it has not been found before looking
    further would take longer than looking up all.
    """
    if noun not in _WITH_MANY:
        return None
    size = view.columns(_size(noun), {"name": name}).scalar_one()
    after = view.revision - _LOOKED_AT - _PER_COMMITMENT * size
    found = view.columns(_newest_first(noun), {"name": name, "after": after}).scalar()
    subject, _ = _CONCERNS[noun]
    return max(found, departures(view).get((subject.value, name), 0)) if found else None


_TIMES = select(col(Revision.sequence), col(Revision.time)).where(col(Revision.sequence).in_(IDS))


def times_of(view: View, numbers: Sequence[int]) -> dict[int, str]:
    """Give when each of these revisions was recorded (UTC, ISO 8601)."""
    found: dict[int, str] = {}
    for some in batches(sorted(set(numbers)), _BATCH):
        rows = view.columns(_TIMES, {"ids": some})
        found |= {number: time for number, time in rows}  # noqa: C416 - rows are no tuples
    return found


def newest_by_thing(view: View) -> dict[Thing, int]:
    """Give the number of the newest revision of everything that was ever recorded."""
    rows = view.session.execute(
        select(
            col(Revision.subject), col(Revision.subject_id), func.max(col(Revision.sequence))
        ).group_by(col(Revision.subject), col(Revision.subject_id))
    )
    return {(subject, name): number for subject, name, number in rows}


def newest_redaction(view: View) -> int:
    """Give the number of the newest revision that says that a text was taken away, or 0."""
    newest = select(func.max(col(Revision.sequence))).where(
        col(Revision.action) == Action.REDACTED.value, BESIDES_ADDED
    )
    return view.session.execute(newest).scalar_one() or 0


def departures(view: View) -> Mapping[Thing, int]:
    """Give what entries belonged to before they changed, with the newest such revision of each."""
    return _left.get(view.key[:-1], lambda: _newest_of(_departures(view)))


@cache
def _size(noun: str) -> Select[Any]:
    """Count the commitments of the entry `name`."""
    return select(func.count()).where(_WITH_MANY[noun] == bindparam("name"))


@cache
def _newest_first(noun: str) -> Select[Any]:
    """Select the newest revision behind `after` that concerns the entry `name`."""
    own, selects = _CONCERNS[noun]
    name: BindParameter[str] = bindparam("name")
    number = col(Revision.sequence)
    concerns = [and_(col(Revision.subject) == own.value, col(Revision.subject_id) == name)]
    for one in islice(selects(), 1, None):
        of, subject, its = (column.element for column in one.selected_columns)
        # A joined text has no index: with one, each revision would cost all that the entry has.
        concerned = one.where(its == col(Revision.subject_id), of.concat("") == name)
        concerns.append(
            and_(col(Revision.subject) == subject, concerned.correlate(Revision).exists())
        )
    later = aliased(Revision)
    of_same = and_(
        col(later.subject_id) == col(Revision.subject_id),
        col(later.subject) == col(Revision.subject),
        col(later.sequence) > number,
    )
    newest = select(number).where(number > bindparam("after"), ~exists().where(of_same))
    return newest.where(or_(*concerns)).order_by(number.desc()).limit(1)


@cache
def _concerning(noun: str, of: Callable[[_Concern], _Concern]) -> Select[Any]:
    """Select the entries of a noun, each with the newest revision that concerns it."""
    _, selects = _CONCERNS[noun]
    concerned = union_all(*(of(one) for one in selects())).subquery()
    its = and_(
        col(Revision.subject_id) == concerned.c.id,
        col(Revision.subject) == concerned.c.subject,
    )
    newest = select(concerned.c.of, func.max(col(Revision.sequence))).join(Revision, its)
    return newest.group_by(concerned.c.of)


def _any(one: _Concern) -> _Concern:
    return one


def _only(one: _Concern) -> _Concern:
    """Leave what concerns the entries that are given as `ids`."""
    of = one.selected_columns[0]
    return one.where(cast("ColumnElement[str]", getattr(of, "element", of)).in_(IDS))


def _concern(of: Any, subject: Subject, name: Any) -> _Concern:  # noqa: ANN401 - mapped columns
    return select(of.label("of"), literal(subject.value).label("subject"), name.label("id"))


def _of_commitments(of: Any = None) -> Iterator[_Concern]:  # noqa: ANN401 - a mapped column
    """Select what the pages of commitments show; `of` may be what the commitments belong to."""
    its = col(Commitment.id) if of is None else of
    commitment = col(Commitment.id)
    evidence = (Link, col(Link.commitment_id) == commitment)
    source = (Evidence, col(Evidence.id) == col(Link.evidence_id))
    theme = (CommitmentTheme, col(CommitmentTheme.commitment_id) == commitment)
    for one in (
        _concern(its, Subject.COMMITMENT, commitment).select_from(Commitment),
        _concern(its, Subject.INSTRUMENT, col(Commitment.instrument)).select_from(Commitment),
        _concern(its, Subject.EVIDENCE, col(Link.evidence_id))
        .select_from(Commitment)
        .join(*evidence),
        _concern(its, Subject.DOCUMENT, col(Evidence.source))
        .select_from(Commitment)
        .join(*evidence)
        .join(*source),
    ):
        yield one.join(*theme) if of is not None and of.class_ is CommitmentTheme else one
    if of is None:
        yield _concern(its, Subject.THEME, col(CommitmentTheme.theme_id)).join(*theme)


def _of_instruments() -> Iterator[_Concern]:
    yield _entries(Subject.INSTRUMENT)
    yield from _of_commitments(col(Commitment.instrument))


def _of_themes() -> Iterator[_Concern]:
    yield _entries(Subject.THEME)
    yield from _of_commitments(col(CommitmentTheme.theme_id))


def _of_documents() -> Iterator[_Concern]:
    yield _entries(Subject.DOCUMENT)
    yield _concern(col(Evidence.source), Subject.EVIDENCE, col(Evidence.id))


def _of_evidence() -> Iterator[_Concern]:
    contest, answer = col(Answer.evidence_id), col(Answer.answer_id)
    yield _concern(col(Evidence.id), Subject.EVIDENCE, col(Evidence.id))
    yield _concern(col(Evidence.id), Subject.DOCUMENT, col(Evidence.source))
    yield _concern(contest, Subject.EVIDENCE, answer)
    yield _concern(answer, Subject.EVIDENCE, contest)


def _entries(subject: Subject) -> _Concern:
    """Select entries themselves: whatever was recorded of that kind."""
    name = col(Revision.subject_id)
    return _concern(name, subject, name).where(col(Revision.subject) == subject.value).distinct()


_CONCERNS: Mapping[str, tuple[Subject, Callable[[], Iterator[_Concern]]]] = {
    "commitments": (Subject.COMMITMENT, _of_commitments),
    "evidence": (Subject.EVIDENCE, _of_evidence),
    "documents": (Subject.DOCUMENT, _of_documents),
    "instruments": (Subject.INSTRUMENT, _of_instruments),
    "themes": (Subject.THEME, _of_themes),
}
_WITH_MANY = {
    "instruments": col(Commitment.instrument),
    "themes": col(CommitmentTheme.theme_id),
}
"""What says of which entry a commitment is, by the nouns whose entries may have very many."""

DATED_ALONE = frozenset(_CONCERNS)
"""The nouns whose entries each cite a day of their own."""


_LEFT = select(col(Revision.sequence), col(Revision.payload)).where(
    col(Revision.action) == Action.CHANGED.value,
    BESIDES_ADDED,
    col(Revision.subject).in_([Subject.EVIDENCE.value, Subject.COMMITMENT.value]),
    or_(*(col(Revision.payload).contains(f'"key":"{key}"', autoescape=True) for key in _LEAVING)),
)


def _departures(view: View) -> Iterator[tuple[Thing, int]]:
    """Yield what an entry belonged to before its entry changed, with the number of that change."""
    for number, payload in view.columns(_LEFT):
        for one in json.loads(payload)["changes"]:
            subject = _LEAVING.get(one["key"])
            for name in _names(one["old"]) if subject else ():
                yield (str(subject), name), number


def _names(value: Any) -> list[str]:  # noqa: ANN401 - an id, a list of them, or a map by them
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _newest_of(departures: Iterator[tuple[Thing, int]]) -> dict[Thing, int]:
    newest: dict[Thing, int] = {}
    for thing, number in departures:
        newest[thing] = max(newest.get(thing, 0), number)
    return newest
