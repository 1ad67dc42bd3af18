"""What somebody has written so far: kept as it was typed, right or wrong, until it is submitted.

One shape for the form, the writing API and a row of an import. Fields are named as in the registry
file; texts are plain strings in the one language that `language` names.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LONGEST_TYPED = 20_000
"""The most characters of one field that are kept at all; what is too long to publish is told."""

MOST_CONCERNS = 200

# PostgreSQL cannot store NUL. Half a character pair is no string to pydantic, and is refused too.
Typed = Annotated[str, StringConstraints(max_length=LONGEST_TYPED, pattern=r"^[^\x00]*$")]


class Written(BaseModel):
    """Anything written at the desk: no unknown fields, nothing changed after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DraftDocument(Written):
    """A document that is not in the registry yet, or that corrects one that is."""

    url: Typed = Field("", description="The publisher's full web address of it.")
    publisher: Typed = Field("", description="Who published it.")
    title: Typed = Field("", description="Its title, in its own language.")
    date: Typed = Field("", description="When it was published: 2021, 2021-06 or 2021-06-09.")
    language: Typed = Field("", description="The language it is written in: en, ru, kk, fr.")
    kind: Typed = Field("", description="What sort of publisher it comes from.")
    origin: Typed = Field("", description="Whose voice it carries.")
    consulted: Typed = Field("", description="How much of it was read: full or extract.")
    mirror: bool = Field(default=False, description="It was read at another host.")
    note: Typed = Field("", description="Anything a reader should know about it.")


class DraftConcern(Written):
    """A commitment that the evidence concerns: bearing on it with a status, or as context."""

    commitment: Typed = Field("", description="The id of the commitment.")
    role: Typed = Field("bears", description="`bears` or `context`.")
    status: Typed = Field("", description="What it shows, where it bears on the commitment.")
    extent: Typed = Field("", description="Of an enactment: `whole` or `part`.")


class DraftAnswer(Written):
    """An open contest that the evidence answers."""

    contest: Typed = Field("", description="The id of the contesting evidence.")
    commitment: Typed = Field("", description="The id of the commitment that it contests.")


class Draft(Written):
    """Everything that can be written about one piece of evidence or one document.

    `document` is the id of one that is published; `new_document` one that is not. A proposal about
    a document uses `new_document` and `reason` alone, one to withdraw something only `reason`.
    """

    language: Typed = Field("en", description="The language you write in: en, ru or kk.")
    document: Typed = Field("", description="The id of the document it stands in.")
    new_document: DraftDocument | None = Field(
        default=None, description="Or, instead, a document to add."
    )
    locator: Typed = Field("", description="Where in the document: page, paragraph, section.")
    date: Typed = Field("", description="When it happened: 2023, 2023-04 or 2023-04-11.")
    summary: Typed = Field("", description="What happened, in your own words.")
    note: Typed = Field("", description="What a careful reader should know besides.")
    concerns: tuple[DraftConcern, ...] = Field(
        default=(), max_length=MOST_CONCERNS, description="The commitments it concerns, and how."
    )
    answers: tuple[DraftAnswer, ...] = Field(
        default=(), max_length=MOST_CONCERNS, description="The open contests that it answers."
    )
    reason: Typed = Field("", description="Why an entry is to be replaced or withdrawn.")

    @property
    def written_document(self) -> DraftDocument | None:
        """The document to add, where anything of it was written; an empty form writes nothing."""
        return None if self.new_document in (None, DraftDocument()) else self.new_document


def tidied(draft: Draft) -> Draft:
    """Cut white space around each text, and end every line in one way; nothing else is touched."""
    return Draft.model_validate(_tidied(draft.model_dump()))


def tidy(text: str) -> str:
    """Cut white space around a text, and end its lines with a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _tidied(value: Any) -> Any:  # noqa: ANN401 - any part of a draft
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {key: _tidied(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_tidied(part) for part in value]
    return value
