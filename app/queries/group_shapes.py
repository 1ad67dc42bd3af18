"""What is shown of the lists that commitments stand in: instruments and themes, with totals."""

from pydantic import Field

from app.domain.vocabulary import InstrumentKind
from app.queries.languages import Words
from app.queries.shapes import (
    AsOf,
    CommitmentLine,
    Id,
    Named,
    Note,
    Partial,
    RetiredOn,
    Shape,
    Totals,
)


class InstrumentLine(Shape):
    """A text in which commitments were made, with their totals."""

    id: Id = Field(examples=["decree-2021"])
    kind: InstrumentKind = Field(description="What sort of text it is.")
    title: Words = Field(description="What it is called.")
    issuer: Words = Field(description="Who adopted or wrote it.")
    adopted: Partial = Field(description="When it was adopted; before that it does not exist here.")
    url: str | None = Field(description="Its address, or null where it was not found.")
    tasks_stated: int | None = Field(description="How many commitments it is said to have.")
    note: Note
    totals: Totals = Field(description="Of its commitments that are recorded here.")
    areas: int = Field(
        description="How many of those are areas followed as a whole: none of its stated items."
    )
    looked_at: Partial | None = Field(
        description="When one of its commitments was last looked at; null where not recorded."
    )
    never_looked_at: int = Field(description="Of how many of its commitments that is not recorded.")
    retired_on: RetiredOn


class InstrumentShape(InstrumentLine):
    """An instrument with its commitments, the first 200 in its own order."""

    as_of: AsOf
    commitments: list[CommitmentLine] = Field(
        description="The first 200; the list of commitments, filtered by `instrument`, has all."
    )


class ThemeLine(Named):
    """A field of reform, with totals."""

    id: Id = Field(examples=["expression-media"])
    totals: Totals = Field(description="A commitment counts in each of its themes.")
    retired_on: RetiredOn


class ThemeShape(ThemeLine):
    """A theme with its commitments, the first 200 in the order of the registry."""

    as_of: AsOf
    commitments: list[CommitmentLine] = Field(
        description="The first 200; the list of commitments, filtered by `theme`, has them all."
    )
