"""What may stand in an address: ids, filters, order, paging, each described for the contract."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BeforeValidator

from app.domain.identifiers import LONGEST_IDENTIFIER, PATTERN
from app.domain.messages import message
from app.domain.vocabulary import Action, Corroboration, Extent, Stage, Subject
from app.queries.commitments import Paging, Sort
from app.queries.filters import Filters, StatusFilter
from app.queries.revisions import RevisionFilters

MOST_ITEMS = 200


def _written_as(pattern: str, words: str) -> BeforeValidator:
    """Refuse what would be read leniently, such as `yes` for true and `1_0` for ten."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(words)
        return value

    return BeforeValidator(check)


Limit = Annotated[
    int,
    Query(ge=1, le=MOST_ITEMS, description="How many items a page has.", examples=[20]),
    _written_as("[0-9]{1,9}", message("write a whole number")),
]
CursorText = Annotated[
    str | None, Query(max_length=400, description="The `next` of the page before this one.")
]

SinceText = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=400,
        description="The `next` of the page before, or the number of a revision; without it, from"
        " the beginning.",
        examples=["1"],
    ),
]


def _id(example: str) -> Any:  # noqa: ANN401 - what Path itself gives
    """Describe an id in the address; what cannot be one is not found, like any unknown id."""
    shape = {"pattern": PATTERN, "maxLength": LONGEST_IDENTIFIER}
    return Path(description="The permanent id.", examples=[example], json_schema_extra=shape)


CommitmentId = Annotated[str, _id("decree-2021-06-expression")]
InstrumentId = Annotated[str, _id("decree-2021")]
ThemeId = Annotated[str, _id("expression-media")]
DocumentId = Annotated[str, _id("fpc-retreating-rights-2021")]
EvidenceId = Annotated[str, _id("ev-exp-orda-2025")]


def _ask(description: str, **more: Any) -> Any:  # noqa: ANN401 - what Query takes and gives
    return Query(description=description, **more)


@dataclass(frozen=True, slots=True)
class AskedFilters(Filters):
    """The filters of a list of commitments, as parameters of the address."""

    status: Annotated[StatusFilter | None, _ask("What became of it; `none`: no evidence yet.")] = (
        None
    )
    stage: Annotated[Stage | None, _ask("What was formally done, whoever disputes it.")] = None
    extent: Annotated[Extent | None, _ask("How much of the commitment is enacted.")] = None
    corroboration: Annotated[
        Corroboration | None, _ask("Whether others say that it was enacted.")
    ] = None
    overdue: Annotated[
        bool | None,
        _ask("Past due with no full enactment on record."),
        _written_as("true|false", message("write true or false")),
    ] = None
    instrument: Annotated[
        str | None,
        _ask("An instrument's id.", max_length=80, examples=["decree-2021"]),
    ] = None
    theme: Annotated[str | None, _ask("A theme's id.", max_length=80, examples=["assembly"])] = None
    q: Annotated[
        str | None,
        _ask(
            "Words to find in commitments and the evidence on them: all of the first twelve.",
            min_length=1,
            max_length=200,
            examples=["media law"],
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class AskedSpan:
    """Two days to compare, and what of, as parameters of the address."""

    since: Annotated[
        str | None,
        _ask(
            "The day to begin after (default: a year before `to`).",
            alias="from",
            examples=["2023-01-01"],
            json_schema_extra={"format": "date"},
        ),
    ] = None
    until: Annotated[
        str | None,
        _ask(
            "The day to end with (default: today).",
            alias="to",
            examples=["2024-01-01"],
            json_schema_extra={"format": "date"},
        ),
    ] = None
    instrument: Annotated[
        str | None, _ask("An instrument's id.", max_length=80, examples=["decree-2021"])
    ] = None
    theme: Annotated[str | None, _ask("A theme's id.", max_length=80, examples=["assembly"])] = None


@dataclass(frozen=True, slots=True)
class AskedPaging(Paging):
    """The page of a list of commitments, as parameters of the address."""

    sort: Annotated[
        Sort,
        _ask(
            "Registry order, newest evidence first, earliest due date first, or by title in the"
            " alphabet of the language asked for."
        ),
    ] = Sort.REGISTRY
    limit: Limit = 50
    cursor: CursorText = None
    instead: Annotated[
        bool,
        _ask("Whether a search that finds nothing is answered with what a corrected one finds."),
        _written_as("true|false", message("write true or false")),
    ] = True


@dataclass(frozen=True, slots=True)
class AskedRevisions(RevisionFilters):
    """Which revisions to list, as parameters of the address."""

    subject: Annotated[Subject | None, _ask("The kind of thing that was changed.")] = None
    id: Annotated[
        str | None,
        _ask(
            "The id of the thing that was changed.",
            max_length=100,
            pattern=r"^[^\x00-\x1f\x7f]+$",
            examples=["decree-2021-06-expression"],
        ),
    ] = None
    action: Annotated[Action | None, _ask("What was done to it.")] = None
    sequence: Annotated[
        int | None,
        _ask("The number of one revision.", ge=1, le=2**53, examples=[1]),
        _written_as("[0-9]{1,16}", message("write a whole number")),
    ] = None
