"""What changed between two days: a report with its numbers, and every change with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import PresentView, SpanAsked, comparison_shown
from app.domain.labels import OVERDUE, Label, label_of
from app.domain.messages import message
from app.domain.vocabulary import Status
from app.pages.figures import Figure, formally_done, further_figures, main_figures
from app.pages.page import PresentPage
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.comparison_shapes import ChangeKind, CommitmentChange, Comparison, DatedEvidence
from app.queries.comparison_sides import Span
from app.queries.days import Notable, days_of_all
from app.queries.group_shapes import InstrumentLine, ThemeLine
from app.queries.instruments import list_instruments
from app.queries.languages import Words
from app.queries.shapes import Totals
from app.queries.themes import list_themes

router = page_router()

MOST_EVIDENCE = {ChangeKind.STATUS: 3, ChangeKind.ELSE: 3, ChangeKind.MADE: 1}
"""How much evidence stands beside a change; the page of the commitment has it all."""

TITLES = {
    ChangeKind.STATUS: message("Their status changed"),
    ChangeKind.ELSE: message("Something else changed"),
    ChangeKind.MADE: message("Made in between"),
}
_FORMALLY_DONE = Label(message("Formally done"))
_WHO_SAYS_SO = Label(message("Who says so"))
_YES_OR_NO = (Label(message("no")), Label(message("yes")))


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Two days worth comparing: a `year`, or since something was adopted, whose `title` it has.

    A year begins with the end of the one before it, and the present one ends today.
    """

    first_day: date
    last_day: date
    year: int | None = None
    title: Words | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A number on both days."""

    before: Figure
    after: Figure
    is_part: bool


@dataclass(frozen=True, slots=True)
class Other:
    """What else is different in a reading."""

    label: Label
    before: Label
    after: Label


@dataclass(frozen=True, slots=True)
class Change:
    """One commitment that changed, the evidence to show, and how much more there is."""

    line: CommitmentChange
    others: list[Other]
    evidence: list[DatedEvidence]
    more: int


@dataclass(frozen=True, slots=True)
class Part:
    """Changes of one kind: those on this page, and how many there are."""

    kind: ChangeKind
    title: str
    total: int
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers besides days, and spans worth a look."""

    instruments: Sequence[InstrumentLine]
    themes: Sequence[ThemeLine]
    spans: list[Shortcut]


@dataclass(frozen=True, slots=True)
class ComparisonShown:
    """A comparison arranged for its page, and the form that asked for it."""

    comparison: Comparison
    asked: Span
    differences: list[Difference]
    parts: list[Part]
    choices: Choices


_PAGE = Template[ComparisonShown]("pages/comparison.html")


def choices_shown(seen: PresentView) -> Choices:
    """Give what the form offers."""
    spans = []
    days = days_of_all(seen)
    if days.first is not None:
        this_year = date(seen.today.year, 1, 1) - timedelta(days=1)
        spans.append(Shortcut(this_year, seen.today, year=seen.today.year))
        for one in days.notable:
            if one.kind is Notable.YEAR_END:
                before = one.day.replace(year=one.day.year - 1)
                spans.append(Shortcut(before, one.day, year=one.day.year))
            elif one.kind is Notable.ADOPTED:
                spans.append(Shortcut(one.day, seen.today, title=one.title))
    return Choices(list_instruments(seen).items, list_themes(seen).items, spans)


@router.get("/comparison")
def compare_days(
    page: PresentPage,
    asked: SpanAsked,
    comparison: Annotated[Comparison, Depends(comparison_shown)],
    choices: Annotated[Choices, Depends(choices_shown)],
) -> HTMLResponse:
    """Show what changed between two days."""
    shown = ComparisonShown(
        comparison,
        asked,
        differences_of(comparison.before, comparison.after),
        parts_of(comparison),
        choices,
    )
    return _PAGE.show(page, shown)


def differences_of(before: Totals, after: Totals) -> list[Difference]:
    """Put the numbers of both days side by side: the four statuses, then what is part of them."""
    return [
        Difference(first, last, is_part)
        for figures, is_part in ((main_figures, False), (further_figures, True))
        for first, last in zip(figures(before), figures(after), strict=True)
    ]


def parts_of(comparison: Comparison) -> list[Part]:
    """Arrange the changes of one page by kind, in the order they come in."""
    totals = {
        ChangeKind.STATUS: comparison.changed,
        ChangeKind.ELSE: comparison.changed_otherwise,
        ChangeKind.MADE: comparison.made,
    }
    return [
        Part(kind, TITLES[kind], totals[kind], [_change(one) for one in some])
        for kind, some in groupby(comparison.items, key=lambda one: one.kind)
    ]


def others_of(change: CommitmentChange) -> list[Other]:
    """Say what changed besides the status: what its badge does not tell."""
    before, after = change.before, change.after
    if before is None:
        return []
    found = []
    is_hidden = Status.CONTESTED in {before.status, after.status}
    if is_hidden and formally_done(before) != formally_done(after):
        found.append(Other(_FORMALLY_DONE, formally_done(before), formally_done(after)))
    voices = (before.corroboration, after.corroboration)
    if voices[0] and voices[1] and voices[0] != voices[1]:
        found.append(Other(_WHO_SAYS_SO, label_of(voices[0]), label_of(voices[1])))
    if before.overdue != after.overdue:
        found.append(Other(OVERDUE, _YES_OR_NO[before.overdue], _YES_OR_NO[after.overdue]))
    return found


def _change(line: CommitmentChange) -> Change:
    most = MOST_EVIDENCE[line.kind]
    return Change(line, others_of(line), line.evidence[:most], max(len(line.evidence) - most, 0))
