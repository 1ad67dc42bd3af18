"""What changed between two days, as a page shows it and the API answers it."""

import datetime as dt
from enum import StrEnum

from pydantic import Field

from app.domain.vocabulary import Extent, Origin, Status
from app.queries.languages import Words
from app.queries.shapes import Listing, Named, Partial, ReadingShape, Shape, Totals


class ChangeKind(StrEnum):
    """How much of a reading changed, in the order in which a list has them."""

    STATUS = "status"
    ELSE = "else"
    MADE = "made"


class DatedEvidence(Shape):
    """A piece of evidence of these days, and how it bears on the commitment."""

    id: str = Field(description="Permanent id.", examples=["ev-exp-orda-2025"])
    date: Partial = Field(description="When it happened.")
    day_known: bool = Field(description="Whether the date is exact.")
    summary: Words = Field(description="What happened, in our own words.")
    document: Named = Field(description="The source.")
    publisher: Words = Field(description="Who published it.")
    origin: Origin = Field(description="Whose voice it carries.")
    status: Status = Field(description="What it says of the commitment.")
    extent: Extent | None = Field(description="Of an enactment: how much of the commitment.")
    is_deciding: bool = Field(description="Whether the status on the last day names it.")


class CommitmentChange(Named):
    """A commitment that reads otherwise on the last day than on the first."""

    id: str = Field(description="Permanent id.", examples=["decree-2021-06-expression"])
    kind: ChangeKind = Field(
        description="`status`: the status is another, or another extent is enacted; `else`: only"
        " something else is; `made`: it did not exist on the first day."
    )
    instrument: Named = Field(description="The text in which it was made.")
    number: str | None = Field(description="Its number in that text.", examples=["6"])
    due: Partial | None = Field(description="When it was to be done; null where nothing is said.")
    before: ReadingShape | None = Field(
        description="On the first day; null where it was made since."
    )
    after: ReadingShape = Field(description="On the last day.")
    deciding: str | None = Field(description="Id of the evidence that decided the status since.")
    evidence: list[DatedEvidence] = Field(
        description="Dated after the first day and up to the last: the deciding one first, then"
        " newest first."
    )


class Move(Shape):
    """How many commitments went from one status to another."""

    before: Status | None = Field(description="On the first day; null: no evidence yet.")
    before_extent: Extent | None = Field(description="How much was enacted on the first day.")
    after: Status | None = Field(description="On the last day.")
    after_extent: Extent | None = Field(description="How much is enacted on the last day.")
    commitments: int = Field(description="How many went this way.")


class Comparison(Listing[CommitmentChange]):
    """What changed between two days: those whose status changed first, then others, then new."""

    first_day: dt.date = Field(description="What it is compared with: the state at its end.")
    last_day: dt.date = Field(description="The state at the end of this day.")
    before: Totals = Field(description="On the first day.")
    after: Totals = Field(description="On the last day.")
    changed: int = Field(description="How many commitments changed in status.")
    changed_otherwise: int = Field(description="How many changed in something else only.")
    made: int = Field(description="How many came to exist since the first day.")
    moves: list[Move] = Field(description="How those went that changed in status, most first.")
    evidence: int = Field(
        description="How many pieces of evidence that bear on these commitments are dated after"
        " the first day and up to the last, whether or not they changed anything."
    )
