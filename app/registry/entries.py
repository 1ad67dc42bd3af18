"""What may stand in the registry file, one model per section.

The same models check the file, publish the JSON Schema for editors, and give the canonical form
of an entry (`packed`) that digests and revisions are made of. Scalars arrive as text.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from app.domain.vocabulary import (
    CommitmentKind,
    Consulted,
    DocumentKind,
    Extent,
    InstrumentKind,
    Origin,
    Status,
)
from app.registry.parts import Contradictions, Entry, Part
from app.registry.scalars import (
    Address,
    Flag,
    Identifier,
    LanguageCode,
    PartialDateText,
    Short,
    WholeDayText,
    WholeNumber,
)
from app.registry.texts import (
    Identifiers,
    Line,
    Prose,
    SomeIdentifiers,
    TitleInOwnLanguage,
)


def _as_standing(value: object) -> object:
    return {"status": value} if isinstance(value, str) else value


_CONSULTED = "How much of the source was read: all of it (full), or its opening (extract)."
_NOTE = "Anything a reader should know about this entry: what is uncertain, or was not found."


class About(Entry):
    """What the registry is, in its own words; at most one entry, shown first of all."""

    section = "about"

    title: Line = Field(description="What the registry answers, as a headline.")
    text: Prose = Field(description="What it holds: one or two sentences for somebody new to it.")
    left_out: Prose | None = Field(
        default=None, description="What it leaves out, so that a gap is not read as a finding."
    )


class Instrument(Entry):
    """The text in which commitments were made."""

    section = "instruments"

    kind: InstrumentKind = Field(description="What sort of text it is.")
    title: Line = Field(description="Its title: one text in English, or one for each language.")
    issuer: Line = Field(description="Who adopted or published it.")
    adopted: PartialDateText = Field(
        description="When it was adopted or published: 2021, 2021-06 or 2021-06-09."
    )
    url: Address | None = Field(
        default=None, description="Where it can be read: the full web address."
    )
    tasks_stated: WholeNumber | None = Field(
        default=None, description="How many commitments it is said to have, recorded here or not."
    )
    note: Prose | None = Field(default=None, description=_NOTE)


class Theme(Entry):
    """A field of reform that commitments belong to."""

    section = "themes"

    title: Line = Field(description="Its name: one text in English, or one for each language.")


class Withdrawn(Part):
    """That a review found that an entry should not stand: it keeps its page, and counts no more."""

    on: WholeDayText = Field(description="The day it was withdrawn: 2026-11-21.")
    reason: Prose = Field(description="Why, in a sentence a reader understands.")


_REPLACES = "The id of the entry that this one corrects and stands in for; that one is withdrawn."
_WITHDRAWN = "Set when a review found that this should not stand: on which day, and why."


class Document(Entry):
    """A published source. Its title, where it is one text, is in the document's own language."""

    section = "documents"

    publisher: Line = Field(description="Who published it.")
    language: LanguageCode = Field(
        description="The language it is written in, as an ISO 639 code: en, ru, kk, fr."
    )
    title: TitleInOwnLanguage = Field(
        description="Its title: one text in its own language, or one for each language."
    )
    date: PartialDateText | None = Field(
        default=None, description="When it was published: 2021, 2021-06 or 2021-06-09."
    )
    url: Address | None = Field(
        default=None, description="The publisher's full web address of it, even if read elsewhere."
    )
    kind: DocumentKind = Field(description="What sort of publisher it comes from.")
    origin: Origin = Field(
        description="Whose voice it carries: the state's, the law's, somebody else's, or unclear."
    )
    consulted: Consulted = Field(description=_CONSULTED)
    mirror: Flag = Field(
        default=False, description="True when it was read at another host than the publisher's."
    )
    note: Prose | None = Field(default=None, description=_NOTE)
    replaces: Identifier | None = Field(default=None, description=_REPLACES)
    withdrawn: Withdrawn | None = Field(default=None, description=_WITHDRAWN)


class Commitment(Entry):
    """One promise of a state, or one recommendation made to somebody."""

    section = "commitments"

    instrument: Identifier = Field(description="The id of the instrument in which it was made.")
    number: Short | None = Field(
        default=None, description="Its number in the instrument, as printed there."
    )
    kind: CommitmentKind = Field(description="What sort of promise or request it is.")
    title: Line = Field(description="What it is about, in a few words.")
    text: Prose = Field(description="What was promised or asked for, in our own words.")
    themes: SomeIdentifiers = Field(description="The ids of the themes it belongs to, one or more.")
    addressee: Line = Field(description="Who is to do it.")
    due: PartialDateText | None = Field(
        default=None, description="When it is to be done by: 2023, 2023-04 or 2023-04-11."
    )
    due_inferred: Flag = Field(
        default=False,
        description="True when the due date is our reading; it then flags nothing as overdue.",
    )
    due_note: Prose | None = Field(default=None, description="Where the due date comes from.")
    expected_outcome: Prose | None = Field(
        default=None, description="What the instrument itself says will be there when it is done."
    )
    locator: Line = Field(description="Where in the source it stands: section, row, paragraph.")
    consulted: Consulted = Field(description=_CONSULTED)
    looked_at: PartialDateText | None = Field(
        default=None, description="The day somebody last looked for news of it."
    )
    note: Prose | None = Field(default=None, description=_NOTE)

    @classmethod
    def contradictions(cls, values: Mapping[str, Any]) -> Contradictions:
        """An inferred due date is a due date."""
        yield from super().contradictions(values)
        if str(values.get("due_inferred")).lower() == "true" and "due" not in values:
            message = (
                "due_inferred is set but there is no due date: add due, or remove due_inferred"
            )
            yield ("due_inferred",), message


def _is_whole(extent: object) -> bool:
    return extent is Extent.WHOLE


class Standing(Part):
    """How evidence bears on one commitment."""

    status: Status = Field(
        description="What it shows: the commitment was pledged, was enacted, or is contested."
    )
    extent: Extent | None = Field(
        default=None,
        # Not the default itself, which a pledge would have as well; yet it says nothing more.
        exclude_if=_is_whole,
        description="Of an enactment: whether it covers the whole commitment or a part of it.",
    )
    answered_by: Identifiers = Field(
        default=(), description="Of a contest: the ids of the evidence that answers it."
    )

    @classmethod
    def contradictions(cls, values: Mapping[str, Any]) -> Contradictions:
        """Extent is for enactments, answers are for contests."""
        status = values["status"].value
        if "extent" in values and status != Status.ENACTED:
            yield ("extent",), f"extent belongs to enacted, not to {status}: remove it"
        if values["answered_by"] and status != Status.CONTESTED:
            yield ("answered_by",), f"answered_by belongs to contested, not to {status}: remove it"


class Evidence(Entry):
    """One citable fact out of one document."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["bears_on"]}, {"required": ["context_for"]}]}
    )
    section = "evidence"

    document: Identifier = Field(description="The id of the document it stands in.")
    locator: Line = Field(description="Where in the document: page, paragraph, section.")
    date: PartialDateText = Field(description="When it happened, not when it was reported.")
    summary: Prose = Field(description="What happened, in our own words.")
    bears_on: dict[
        Identifier,
        Annotated[
            Standing,
            BeforeValidator(_as_standing, json_schema_input_type=Status | Standing),
        ],
    ] = Field(
        default_factory=dict,
        description="Ids of the commitments it says something about, each with a status.",
        json_schema_extra={"additionalProperties": False},
    )
    context_for: Identifiers = Field(
        default=(), description="Ids of the commitments it is only background for; moves no status."
    )
    note: Prose | None = Field(default=None, description=_NOTE)
    replaces: Identifier | None = Field(default=None, description=_REPLACES)
    withdrawn: Withdrawn | None = Field(default=None, description=_WITHDRAWN)

    @classmethod
    def contradictions(cls, values: Mapping[str, Any]) -> Contradictions:
        """Evidence concerns something, and each commitment in one way."""
        yield from super().contradictions(values)
        bears_on, context_for = values.get("bears_on", ()), values.get("context_for", ())
        if bears_on is None or context_for is None:
            return
        if not bears_on and not context_for:
            yield (), "it concerns no commitment: add bears_on or context_for"
        for place, name in enumerate(context_for):
            if name is not None and name in bears_on:
                message = f"'{name}' is under bears_on and under context_for: keep one"
                yield ("context_for", place), message


ENTRIES: tuple[type[Entry], ...] = (About, Instrument, Theme, Document, Commitment, Evidence)
"""The sections in the order of the file; each refers only to those before it, or to itself."""

BY_SECTION: dict[str, type[Entry]] = {entry.section: entry for entry in ENTRIES}
