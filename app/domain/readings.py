"""The rule, version 1: from the evidence on one commitment to a reading of it.

Pure: the day is always an argument, nothing is looked up. One function applies each of the seven
clauses of docs/design.md, section 3; `CLAUSES` in `app/domain/methodology.py` names them, and the
methodology page prints those. Evidence is taken in from the oldest to the newest, once, whether
one day is asked for or all of them, so that there is one way to apply the rule and not two.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domain.dates import END_OF_TIME
from app.domain.vocabulary import Corroboration, Extent, Origin, Stage, Status

RULE_VERSION = 1

_OTHERS_SAY_SO = frozenset({Origin.INDEPENDENT, Origin.LEGAL_TEXT})
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bearing:
    """One link that bears on the commitment, from evidence that counts.

    `first_day` is the first day on which the event may have happened. Context never becomes a
    `Bearing`: it moves nothing.
    """

    evidence: str
    first_day: date
    status: Status
    origin: Origin
    extent: Extent = Extent.WHOLE
    answered_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """What of the commitment itself the rule needs.

    `made` is the first possible day of its instrument's adoption; `due_last` the last possible
    day of its due date, or None; `due_inferred` says that the date is our reading of the source.
    """

    made: date
    due_last: date | None = None
    due_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rule says of one commitment on one day.

    `deciding` is the evidence that decided the status, `deciding_count` how many pieces of
    evidence say the same; `newest` is the newest evidence that bears on it at all.
    """

    status: Status | None
    stage: Stage
    extent: Extent | None
    corroboration: Corroboration | None
    overdue: bool
    open_contests: int
    deciding: str | None
    deciding_count: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """A reading and the days over which it holds, both included."""

    first_day: date
    last_day: date
    reading: Reading


@dataclass(slots=True)
class Known:
    """What bears on a commitment and had happened so far, sorted by what it says.

    It takes in the oldest first, so the last of each list is its newest. `contests` holds the
    open ones only; `awaited` is the evidence they name as an answer.
    """

    pledging: list[Bearing] = field(default_factory=list)
    in_part: list[Bearing] = field(default_factory=list)
    in_whole: list[Bearing] = field(default_factory=list)
    voices: set[Origin] = field(default_factory=set)
    contests: list[Bearing] = field(default_factory=list)
    awaited: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)
    newest: str | None = None

    def take_in(self, one: Bearing) -> None:
        """Add a bearing that is no older than those before it."""
        self.newest = one.evidence
        self.present.add(one.evidence)
        if one.evidence in self.awaited:
            self.contests = [each for each in self.contests if not is_answered(each, self.present)]
        if one.status is Status.PLEDGED:
            self.pledging.append(one)
        elif one.status is Status.ENACTED:
            self.voices.add(one.origin)
            (self.in_whole if one.extent is Extent.WHOLE else self.in_part).append(one)
        elif not is_answered(one, self.present):
            self.contests.append(one)
            self.awaited |= one.answered_by


def read_commitment(terms: Terms, bearings: Iterable[Bearing], day: date) -> Reading:
    """Apply the seven clauses to what had happened by the end of `day`."""
    return _read(terms, _known(one for one in bearings if one.first_day <= day), day)


def open_contests(known: Iterable[Bearing]) -> list[Bearing]:
    """Give the contesting links that nothing among `known` answers (clause 4), newest first.

    `known` holds what bears on the commitment and had happened by the day in question; an answer
    that is not among it does not count.
    """
    return _known(known).contests[::-1]


def derive_spans(terms: Terms, bearings: Iterable[Bearing]) -> list[Span]:
    """Read a commitment on every day since it was made, as the fewest spans.

    The spans follow each other without a gap, from `terms.made` to `END_OF_TIME`; two neighbours
    always differ in something.
    """
    waiting = deque(_oldest_first(bearings))
    known = Known()
    changes: list[tuple[date, Reading]] = []
    for day in _days_of_change(terms, waiting):
        while waiting and waiting[0].first_day <= day:
            known.take_in(waiting.popleft())
        reading = _read(terms, known, day)
        if not changes or changes[-1][1] != reading:
            changes.append((day, reading))
    ends = [day - _A_DAY for day, _ in changes[1:]] + [END_OF_TIME]
    return [Span(day, end, reading) for (day, reading), end in zip(changes, ends, strict=True)]


def _read(terms: Terms, known: Known, day: date) -> Reading:
    stage = stage_of(known)
    extent = extent_of(known)
    deciding = deciding_of(known)
    return Reading(
        status=status_of(known.contests, stage),
        stage=stage,
        extent=extent,
        corroboration=corroboration_of(known),
        overdue=is_overdue(terms, extent, day),
        open_contests=len(known.contests),
        deciding=deciding[-1].evidence if deciding else None,
        deciding_count=len(deciding),
        newest=known.newest,
    )


def stage_of(known: Known) -> Stage:
    """Clause 1: enacted when any link says so, else pledged when any does, else none."""
    if known.in_whole or known.in_part:
        return Stage.ENACTED
    return Stage.PLEDGED if known.pledging else Stage.NONE


def extent_of(known: Known) -> Extent | None:
    """Clause 2: an enacted stage is whole when any enacting link is whole, else part."""
    if known.in_whole:
        return Extent.WHOLE
    return Extent.PART if known.in_part else None


def corroboration_of(known: Known) -> Corroboration | None:
    """Clause 3: an enactment is corroborated by an independent source or a legal text."""
    if not known.voices:
        return None
    others = known.voices & _OTHERS_SAY_SO
    return Corroboration.CORROBORATED if others else Corroboration.SELF_REPORTED


def is_answered(contest: Bearing, present: AbstractSet[str]) -> bool:
    """Clause 4: a contest is answered by evidence that it names, and by nothing else.

    `present` is the evidence that bears on the same commitment and had happened by the day in
    question. Being newer answers nothing, and no contest answers itself.
    """
    return not present.isdisjoint(contest.answered_by - {contest.evidence})


def status_of(contests: Sequence[Bearing], stage: Stage) -> Status | None:
    """Clause 5: contested with an open contest, else the stage, else no status at all."""
    if contests:
        return Status.CONTESTED
    return None if stage is Stage.NONE else Status(stage.value)


def is_overdue(terms: Terms, extent: Extent | None, day: date) -> bool:
    """Clause 6: past the last possible due day that the source gives, and not enacted in whole."""
    if terms.due_last is None or terms.due_inferred:
        return False
    return terms.due_last < day and extent is not Extent.WHOLE


def deciding_of(known: Known) -> Sequence[Bearing]:
    """Clause 7: the evidence that decided the status; the last of it is named as the reason."""
    return known.contests or known.in_whole or known.in_part or known.pledging


def _known(bearings: Iterable[Bearing]) -> Known:
    known = Known()
    for one in _oldest_first(bearings):
        known.take_in(one)
    return known


def _oldest_first(bearings: Iterable[Bearing]) -> list[Bearing]:
    """Sort by first day; on the same day the smallest id comes last, because it is named first."""
    by_id = sorted(bearings, key=lambda one: one.evidence, reverse=True)
    return sorted(by_id, key=lambda one: one.first_day)


def _days_of_change(terms: Terms, bearings: Iterable[Bearing]) -> list[date]:
    """Give every day on which the reading may become another, the first day first."""
    days = {terms.made, *(one.first_day for one in bearings if one.first_day > terms.made)}
    if terms.due_last is not None and terms.made <= terms.due_last < END_OF_TIME:
        days.add(terms.due_last + _A_DAY)
    return sorted(days)
