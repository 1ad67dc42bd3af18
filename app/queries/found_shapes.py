"""What a list of commitments shows: its lines, and what helps where a search found nothing."""

from typing import Annotated

from pydantic import Field

from app.queries.languages import Words
from app.queries.shapes import AsOf, CommitmentLine, Listing, Named, Partial, Shape


class FoundIn(Shape):
    """Evidence in which words of a search stand that the line itself does not show."""

    id: str = Field(description="Id of the evidence.", examples=["ev-exp-orda-2025"])
    date: Partial = Field(description="When it happened.")
    publisher: Words = Field(description="Who published its source.")
    title: Words = Field(description="What its source is called.")
    summary: Words = Field(description="What happened, in our own words.")


class FoundElsewhere(Shape):
    """Where the words of a search stand that the line of a commitment does not show."""

    title: Words | None = Field(description="Its title in another language, if they are there.")
    evidence: FoundIn | None = Field(description="The evidence on it with most of them, if any.")


_Elsewhere = Annotated[
    dict[str, FoundElsewhere],
    Field(
        default_factory=dict,
        description="By id of a commitment: where words of the search stand, when they are neither"
        " in its title and text nor in its newest evidence as shown.",
    ),
]


class Instead(Shape):
    """What a search with other spelling finds, where the one asked for finds nothing."""

    q: str = Field(description="The search with other spelling.")
    items: list[CommitmentLine] = Field(description="The first page of what it finds.")
    elsewhere: _Elsewhere
    total: int = Field(description="How many it finds.")
    total_is_exact: bool = Field(description="False when it finds more than `total`.")


class CommitmentsFound(Listing[CommitmentLine]):
    """One page of the list of commitments."""

    elsewhere: _Elsewhere
    suggestions: list[str] = Field(
        default_factory=list,
        description="Searches with other spelling that find something, where this finds nothing.",
    )
    instead: Instead | None = Field(
        None,
        description="What the first of them finds; `items` holds only what was asked for.",
    )


class Facets(Shape):
    """How many commitments each choice of each filter would give, with the others as they are."""

    as_of: AsOf
    total: int = Field(description="How many fit all filters.")
    commitments: int = Field(description="How many there are without any filter.")
    choices: dict[str, dict[str, int]] | None = Field(
        description="By filter and value; a value that is not named gives none. Null for a search"
        " with more than 1,000 matches."
    )
    without: dict[str, int] = Field(
        description="By filter in force: how many fit when it alone is taken away; empty for such"
        " a search."
    )
    instruments: list[Named] = Field(description="What to choose from, in registry order.")
    themes: list[Named] = Field(description="What to choose from, in the order of the alphabet.")
