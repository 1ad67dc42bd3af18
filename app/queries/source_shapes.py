"""What is shown of sources and of what was taken from them, beside `shapes`.

How many sources were read in full, and which disputes a piece of evidence answers.
"""

from pydantic import Field

from app.queries.shapes import DocumentLine, EvidenceShape, Listing, Named, NewestEvidence, Shape


class HowRead(Shape):
    """How the sources in force were read. The first two add up to all of them."""

    full: int = Field(description="Read in full.")
    extract: int = Field(description="Of these only an extract was read.")
    mirror: int = Field(description="Read at another host than the publisher’s, in either way.")


class DocumentListing(Listing[DocumentLine]):
    """One page of the list of sources, and how all of them were read."""

    read: HowRead = Field(description="Of all sources in the list, on all pages.")


class Exchange(NewestEvidence):
    """The other side of a dispute and its answer: evidence in brief, and what both concern."""

    commitment: Named = Field(description="The commitment over which they differ.")


class EvidenceInFull(EvidenceShape):
    """A piece of evidence by itself, with the disputes it takes part in."""

    answers: list[Exchange] = Field(description="The disputes that it answers, newest first.")
    answered: list[Exchange] = Field(description="What answers its own disputes, newest first.")
