"""What a screen shows and what the API answers: the same shapes, documented for both.

A page and its JSON twin get one shape from one dependency, so that they cannot disagree. Dates of
sources are partial dates as text (`2023`, `2023-04`, `2023-04-11`); days are whole dates. The
descriptions and the examples, which are real entries, are those of the published contract.
"""

import datetime as dt
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.domain.reasons import ReasonCode
from app.domain.vocabulary import (
    CommitmentKind,
    Consulted,
    Corroboration,
    DocumentKind,
    Extent,
    Origin,
    Role,
    Side,
    Stage,
    Status,
)
from app.queries.languages import Words

T = TypeVar("T")

Partial = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", examples=["2023-04-11"])]
Id = Annotated[str, Field(description="Permanent id, never used again for another.")]
Note = Annotated[Words | None, Field(description="What a careful reader should know besides.")]
_Locator = Annotated[Words, Field(description="Where in the document it stands.")]
RetiredOn = Annotated[
    dt.date | None, Field(description="The day it left the registry; null while it is in force.")
]
AsOf = Annotated[dt.date, Field(description="The day that all of this is seen on.")]
_Deciding = Annotated[str | None, Field(description="Id of the evidence that decided the status.")]
_Replaces = Annotated[
    str | None, Field(description="Id of the withdrawn entry that this one corrects, if any.")
]


class Shape(BaseModel):
    """Anything shown: complete when made, never changed afterwards."""

    # What has a default is sent all the same, so the contract promises it.
    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Listing(Shape, Generic[T]):
    """One page of a list."""

    items: list[T] = Field(description="The entries of this page, in the order asked for.")
    next: str | None = Field(None, description="The `cursor` of the next page; null on the last.")
    total: int = Field(description="How many there are on all pages.")
    total_is_exact: bool = Field(
        default=True, description="False for a search with more than `total` matches."
    )


class Named(Shape):
    """Something with an id and a title, referred to from elsewhere."""

    id: Id
    title: Words = Field(description="What it is called; may change, unlike the id.")


class Withdrawal(Shape):
    """That a review found that an entry should not stand: it counts on no day, and stays public."""

    on: dt.date = Field(description="The day it was withdrawn.")
    reason: Words = Field(description="Why.")
    replaced_by: str | None = Field(description="Id of the entry that stands for it now, if any.")


_Withdrawn = Annotated[
    Withdrawal | None, Field(description="When and why it was withdrawn; null while it counts.")
]


class Totals(Shape):
    """How many commitments have each status. The first four add up to `commitments`."""

    pledged: int = Field(description="Said, ordered or begun by whoever it is addressed to.")
    enacted: int = Field(description="In whole or in part.")
    contested: int = Field(description="Disputed by a named source, with nothing that answers it.")
    none: int = Field(description="No evidence yet: not a finding that nothing was done.")
    commitments: int = Field(description="All of them.")
    enacted_in_part: int = Field(description="Of the enacted, those enacted in part only.")
    self_reported: int = Field(description="Of the enacted, those that only the state reports.")
    overdue: int = Field(description="Past due with no full enactment on record, any status.")


class Reason(Shape):
    """Why a commitment has its status: a code, what fills the sentence, and the sentence."""

    code: ReasonCode = Field(description="Which clause of the rule decided.")
    parameters: dict[str, str | int] = Field(
        description="`evidence` (id), `publisher`, `date`, and `more`: how many say the same."
        " Empty when there is no evidence."
    )
    text: str = Field(description="The reason as a sentence, in the language asked for.")


class DocumentBrief(Shape):
    """A source as it is cited."""

    id: Id = Field(examples=["fpc-retreating-rights-2021"])
    publisher: Words = Field(description="Who published it.")
    title: Words = Field(description="In its own language, unless a translation was asked for.")
    date: Partial | None = Field(description="When it was published; null where undated.")
    url: str | None = Field(description="Its address, or null where it has none.")
    language: str = Field(description="The language it is written in.", examples=["en"])
    kind: DocumentKind = Field(description="What sort of publisher it comes from.")
    origin: Origin = Field(description="Whose voice it carries.")
    side: Side = Field(description="`official` for official voices and legal texts, or `other`.")
    consulted: Consulted = Field(description="Whether all of it was read, or an extract.")
    mirror: bool = Field(description="It was read at another host than the publisher's.")


class DocumentLine(DocumentBrief):
    """A source in the list of sources."""

    note: Note
    evidence: int = Field(description="How many pieces of evidence come from it.")
    replaces: _Replaces
    withdrawn: _Withdrawn
    retired_on: RetiredOn


class ReadingShape(Shape):
    """What the rule says of a commitment on a day, or over some days."""

    status: Status | None = Field(description="Null when no evidence bears on it.")
    stage: Stage = Field(description="What was formally done, whoever disputes it.")
    extent: Extent | None = Field(description="Of an enacted stage: how much of it is enacted.")
    corroboration: Corroboration | None = Field(description="Whether others say it was enacted.")
    overdue: bool = Field(description="Past due, no full enactment on record.")
    open_contests: int = Field(description="How many contests nothing answers.")


class ReadingSpan(ReadingShape):
    """A reading and the days over which it holds, both included."""

    first_day: dt.date = Field(description="The first day it holds.")
    last_day: dt.date | None = Field(
        description="The last day it held; null when it still did on the day asked for."
    )
    deciding: _Deciding


class NewestEvidence(Shape):
    """The newest evidence that bears on a commitment, in brief."""

    id: Id = Field(examples=["ev-exp-orda-2025"])
    date: Partial = Field(description="When it happened.")
    publisher: Words = Field(description="Who published its source.")
    summary: Words = Field(description="What happened, in our own words.")


class CommitmentLine(ReadingShape, Named):
    """A commitment in a list."""

    id: Id = Field(examples=["decree-2021-06-expression"])
    instrument: Named = Field(description="The text in which it was made.")
    number: str | None = Field(description="Its number in that text.", examples=["6"])
    kind: CommitmentKind = Field(description="What sort of promise or request it is.")
    text: Words = Field(description="What was promised or asked, in our own words.")
    themes: list[Named] = Field(description="The fields of reform it belongs to.")
    addressee: Words = Field(description="Who has to do it.")
    due: Partial | None = Field(description="When it was to be done; null where nothing is said.")
    due_inferred: bool = Field(description="The due date is our reading and flags nothing.")
    reason: Reason = Field(description="Why it has its status.")
    deciding: _Deciding
    last_evidence: Partial | None = Field(description="When the newest of it happened.")
    newest_evidence: NewestEvidence | None = Field(description="That evidence, in brief.")
    looked_at: Partial | None = Field(description="Last looked at; null where not recorded.")
    retired_on: RetiredOn


class Standing(Shape):
    """How a piece of evidence stands to a commitment."""

    role: Role = Field(description="`bears` counts towards the status; `context` moves nothing.")
    status: Status | None = Field(description="What it says of the commitment; null for context.")
    extent: Extent | None = Field(description="Of an enactment: how much of the commitment.")
    answered_by: list[str] = Field(description="Ids of evidence that answers this contest.")


class EvidenceBrief(Shape):
    """A piece of evidence by itself: one citable fact."""

    id: Id = Field(examples=["ev-exp-orda-2025"])
    date: Partial = Field(description="When it happened, not when it was published.")
    day_known: bool = Field(description="Whether the date is exact.")
    summary: Words = Field(description="What happened, in our own words.")
    locator: _Locator
    note: Note
    replaces: _Replaces
    withdrawn: _Withdrawn


class EvidenceLink(Standing, EvidenceBrief):
    """A piece of evidence as it stands to one commitment."""

    is_open: bool | None = Field(description="Of a contest: whether nothing answers it.")
    is_deciding: bool = Field(description="Whether it decided, alone or with others, the status.")
    document: DocumentBrief = Field(description="The source.")


class CommitmentShape(CommitmentLine):
    """A commitment with its whole evidence and the history of its readings."""

    as_of: AsOf
    locator: _Locator
    consulted: Consulted = Field(description="Whether its text was read in full or in extract.")
    expected_outcome: Words | None = Field(description="What it was to lead to, if that is said.")
    due_note: Words | None = Field(description="On the due date.")
    note: Note
    evidence: list[EvidenceLink] = Field(description="Newest first, up to the day asked for.")
    withdrawn: list[EvidenceLink] = Field(
        description="What was withdrawn or replaced: it counts for nothing. Newest first."
    )
    readings: list[ReadingSpan] = Field(description="Newest first, up to the day asked for.")


class Concern(Standing):
    """Which commitment a piece of evidence concerns, and how."""

    commitment: Named = Field(description="The commitment.")
    retired_on: RetiredOn


class EvidenceLine(EvidenceBrief):
    """A piece of evidence with all that it concerns."""

    concerns: list[Concern] = Field(description="The commitments it stands to, and how.")
    retired_on: RetiredOn


class EvidenceShape(EvidenceLine):
    """A piece of evidence with its source."""

    document: DocumentBrief = Field(description="The source.")


class DocumentShape(DocumentLine):
    """A source with the evidence taken from it."""

    taken: list[EvidenceLine] = Field(description="Newest first, up to the day asked for.")
