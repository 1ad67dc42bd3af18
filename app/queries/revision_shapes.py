"""What the public ledger shows: revisions as they are hashed, and changes as people read them."""

from pydantic import Field, JsonValue

from app.queries.languages import Words
from app.queries.shapes import Named, Shape


class RevisionBrief(Shape):
    """Who did what to which thing, and when."""

    sequence: int = Field(description="Its number, from 1 and without a gap.")
    time: str = Field(description="When it was recorded, UTC, to the millisecond.")
    actor: str = Field(description="`registry`, or a role with a number.", examples=["registry"])
    action: str = Field(description="What was done.", examples=["changed"])
    subject: str = Field(description="What sort of thing was changed.", examples=["commitment"])
    id: str = Field(description="The id of that thing.", examples=["decree-2021-06-expression"])
    title: Words | None = Field(
        description="Its title or summary as it reads now; null for the registry file."
    )


class RevisionLine(RevisionBrief):
    """One recorded change, a link in the hash chain of the public ledger."""

    load: int | None = Field(description="The revision of the load it belongs to.")
    payload: dict[str, JsonValue] | None = Field(
        description="The entry as it was added, or what changed in it; null after a redaction."
    )
    salt: str | None = Field(description="What the digest was salted with; null with the payload.")
    digest: str = Field(description="SHA-256 of the salt and the payload's canonical JSON.")
    hash: str = Field(description="SHA-256 of the previous hash and this entry's canonical JSON.")


class Value(Shape):
    """One value of an entry, as text."""

    text: str = Field(description="As the registry file writes it: a text, a date, a code, an id.")
    name: Words | None = Field(description="Of an id: what it stands for is called now.")


class Difference(Shape):
    """One value that became another."""

    field: str = Field(description="Its key in the registry file.", examples=["summary"])
    language: str | None = Field(description="Of a text: its language.", examples=["en"])
    commitment: Named | None = Field(description="Of a link: the commitment that it leads to.")
    old: Value | None = Field(description="What stood before; null where nothing did.")
    new: Value | None = Field(description="What stands since; null where nothing does.")


class ChangeLine(RevisionBrief):
    """One recorded change with all that it changed, value by value."""

    is_redacted: bool = Field(
        description="What was recorded was removed for good, to protect a person."
    )
    compared_with: str | None = Field(
        description="Id of the entry that `differences` begin from, where it is another one."
    )
    differences: list[Difference] = Field(
        description="Of a new entry every value, of a replacement what it says otherwise."
    )


class Ledger(Shape):
    """How far the public ledger has come: whoever keeps this can tell later what was altered."""

    revisions: int = Field(description="How many there are: the number of the newest.")
    hash: str = Field(description="The hash of the newest, which covers all before it.")
    time: str | None = Field(description="When the newest was recorded, UTC; null before any.")
    redacted: int = Field(
        description="How many have no payload any more, each by a redaction that is recorded."
    )
