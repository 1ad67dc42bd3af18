"""Commitments: the list with its filters, and one with its evidence in two columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app.dependencies import (
    commitment_shown,
    commitments_shown,
    instruments_shown,
    themes_shown,
)
from app.domain.vocabulary import Role, Side
from app.pages.figures import standing, tags_of
from app.pages.filters import Choosable, Form, form_of
from app.pages.page import AnyPage
from app.pages.rendering import Template
from app.pages.routing import PageRoute
from app.parameters import AskedFilters, AskedPaging
from app.queries.languages import Words
from app.queries.shapes import (
    CommitmentLine,
    CommitmentShape,
    EvidenceLink,
    InstrumentLine,
    Listing,
    ReadingSpan,
    ThemeLine,
)

router = APIRouter(route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class CommitmentsShown:
    """One page of the list, and the form that asked for it."""

    listing: Listing[CommitmentLine]
    form: Form


@dataclass(frozen=True, slots=True)
class Past:
    """A reading as history shows it; `until` is None where it still held on the day shown.

    `began_with` is the reading that began it: later ones say the same for further reasons.
    """

    began_with: ReadingSpan
    until: date | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A publisher with its open disputes, newest first: publishers count, not entries."""

    publisher: Words
    disputes: list[EvidenceLink]


@dataclass(frozen=True, slots=True)
class Column:
    """The evidence of one side that bears on the commitment, newest first."""

    side: Side
    evidence: list[EvidenceLink]


@dataclass(frozen=True, slots=True)
class CommitmentShown:
    """A commitment, with its evidence and readings arranged for the page; `found` has all by id."""

    commitment: CommitmentShape
    columns: list[Column]
    disputes: int
    voices: list[Voice]
    context: list[EvidenceLink]
    history: list[Past]
    found: dict[str, EvidenceLink]


_LIST = Template[CommitmentsShown]("pages/commitments.html")
_PAGE = Template[CommitmentShown]("pages/commitment.html")


def choosable_shown(
    filters: Annotated[AskedFilters, Depends()],
    paging: Annotated[AskedPaging, Depends()],
    instruments: Annotated[Listing[InstrumentLine], Depends(instruments_shown)],
    themes: Annotated[Listing[ThemeLine], Depends(themes_shown)],
) -> Choosable:
    """Give what the form offers, and what was chosen."""
    return Choosable(filters, paging, instruments.items, themes.items)


@router.get("/commitments")
def list_commitments(
    page: AnyPage,
    listing: Annotated[Listing[CommitmentLine], Depends(commitments_shown)],
    choosable: Annotated[Choosable, Depends(choosable_shown)],
) -> HTMLResponse:
    """Show one page of the list of commitments."""
    shown = CommitmentsShown(listing, form_of(page, choosable))
    return _LIST.show(page, shown)


@router.get("/commitments/{id}")
def show_commitment(
    page: AnyPage, commitment: Annotated[CommitmentShape, Depends(commitment_shown)]
) -> HTMLResponse:
    """Show one commitment."""
    return _PAGE.show(page, arranged(commitment))


def arranged(commitment: CommitmentShape) -> CommitmentShown:
    """Put evidence into its columns, and history together."""
    bearing = [one for one in commitment.evidence if one.role is Role.BEARS]
    return CommitmentShown(
        commitment=commitment,
        columns=[
            Column(side, [one for one in bearing if one.document.side is side]) for side in Side
        ],
        disputes=commitment.open_contests,
        voices=_voices([one for one in bearing if one.is_open]),
        context=[one for one in commitment.evidence if one.role is Role.CONTEXT],
        history=history_of(commitment.readings),
        found={one.id: one for one in commitment.evidence},
    )


def history_of(readings: Sequence[ReadingSpan]) -> list[Past]:
    """Merge neighbours that show the same; newest first, as `readings` are."""
    merged: list[Past] = []
    for span in readings:
        if merged and _face(merged[-1].began_with) == _face(span):
            merged[-1] = Past(span, merged[-1].until)
        else:
            merged.append(Past(span, span.last_day))
    return merged


def _face(span: ReadingSpan) -> tuple[object, ...]:
    """Give what history shows of a reading."""
    return standing(span.status, span.extent), tags_of(span)


def _voices(disputes: Sequence[EvidenceLink]) -> list[Voice]:
    voices: dict[str, Voice] = {}
    for one in disputes:
        publisher = one.document.publisher
        voices.setdefault(publisher.text, Voice(publisher, [])).disputes.append(one)
    return list(voices.values())
