"""One commitment with its evidence in two columns, and the history of its readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends
from fastapi.responses import HTMLResponse

from app.dependencies import commitment_shown
from app.domain.labels import Label
from app.domain.messages import message
from app.domain.vocabulary import Role, Side, Status
from app.pages.figures import standing, tags_of
from app.pages.page import AnyPage
from app.pages.pictures.timeline import Timeline, timeline
from app.pages.pictures.voices import Voices, voices_of
from app.pages.rendering import Template
from app.pages.routing import page_router
from app.queries.languages import Words
from app.queries.shapes import CommitmentShape, EvidenceLink, ReadingSpan

router = page_router()

_BEARING = Label(message("Whose evidence bears on it"))
_ENACTING = Label(message("Who says that it was enacted"))

_WHOLE = 6
"""How many cards of a side are shown whole; older ones as lines, each with its id outside."""


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
class Disagreement:
    """Evidence that says pledged or enacted, against evidence that disputes it: the newest of each.

    Of disputes it is the newest that nothing answers, if there is one. The numbers are how many
    more say the same. `answered` are the disputes that something answers.
    """

    said: EvidenceLink
    said_more: int
    disputed: EvidenceLink
    disputed_more: int
    answered: list[EvidenceLink]


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose voices some evidence carries, and what evidence that is."""

    caption: Label
    voices: Voices


@dataclass(frozen=True, slots=True)
class CommitmentShown:
    """A commitment, with its evidence and readings arranged for the page.

    `found` has all its evidence by id; `folded` are the ids of what stands as a line that opens.
    """

    commitment: CommitmentShape
    columns: list[Column]
    disputes: int
    voices: list[Voice]
    context: list[EvidenceLink]
    history: list[Past]
    found: dict[str, EvidenceLink]
    folded: frozenset[str]
    disagreement: Disagreement | None
    timeline: Timeline | None
    who_says_so: list[Heard]


_PAGE = Template[CommitmentShown]("pages/commitment.html")


@router.get("/commitments/{id}")
def show_commitment(
    page: AnyPage, commitment: Annotated[CommitmentShape, Depends(commitment_shown)]
) -> HTMLResponse:
    """Show one commitment."""
    return _PAGE.show(page, arranged(commitment))


def arranged(commitment: CommitmentShape) -> CommitmentShown:
    """Put evidence into its columns, and history together."""
    bearing = [one for one in commitment.evidence if one.role is Role.BEARS]
    context = [one for one in commitment.evidence if one.role is Role.CONTEXT]
    columns = [Column(side, [one for one in bearing if one.document.side is side]) for side in Side]
    return CommitmentShown(
        commitment=commitment,
        columns=columns,
        disputes=commitment.open_contests,
        voices=_voices([one for one in bearing if one.is_open]),
        context=context,
        history=history_of(commitment.readings),
        found={one.id: one for one in commitment.evidence},
        folded=frozenset(
            one.id
            for some in (*(column.evidence[_WHOLE:] for column in columns), context)
            for one in some
            if one.id != commitment.deciding
        ),
        disagreement=disagreement_of(bearing),
        timeline=timeline(bearing, commitment.readings, commitment.as_of),
        who_says_so=[
            _heard(_BEARING, bearing),
            _heard(_ENACTING, [one for one in bearing if one.status is Status.ENACTED]),
        ],
    )


def disagreement_of(bearing: Sequence[EvidenceLink]) -> Disagreement | None:
    """Set the sides against each other; None where none disputes, or there is nothing to dispute.

    `bearing` is what bears on one commitment, newest first.
    """
    contests = [one for one in bearing if one.status is Status.CONTESTED]
    others = [one for one in bearing if one.status is not Status.CONTESTED]
    if not contests or not others:
        return None
    disputes = [one for one in contests if one.is_open] or contests
    return Disagreement(
        said=others[0],
        said_more=len(others) - 1,
        disputed=disputes[0],
        disputed_more=len(disputes) - 1,
        answered=[one for one in contests if not one.is_open],
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


def _heard(caption: Label, evidence: Sequence[EvidenceLink]) -> Heard:
    return Heard(caption, voices_of(one.document.origin for one in evidence))


def _voices(disputes: Sequence[EvidenceLink]) -> list[Voice]:
    voices: dict[str, Voice] = {}
    for one in disputes:
        publisher = one.document.publisher
        voices.setdefault(publisher.text, Voice(publisher, [])).disputes.append(one)
    return list(voices.values())
