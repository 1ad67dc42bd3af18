"""What somebody who keeps a copy is told: what happened, and how all it touched reads now."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import Field

from app.domain.vocabulary import Action
from app.queries.group_shapes import InstrumentLine, ThemeLine
from app.queries.languages import Words
from app.queries.revision_shapes import RevisionBrief
from app.queries.scorecard import About
from app.queries.shapes import CommitmentLine, DocumentLine, EvidenceShape, Id, Shape


class Ended(StrEnum):
    """How an entry left the lists, in the words of the ledger."""

    RETIRED = Action.RETIRED.value
    WITHDRAWN = Action.WITHDRAWN.value
    REPLACED = Action.REPLACED.value
    REDACTED = Action.REDACTED.value


class Tombstone(Shape):
    """That something was taken out of the lists, and why."""

    kind: Ended = Field(description="How it ended.")
    on: dt.date | None = Field(description="The day; null where none is recorded besides `time`.")
    reason: Words | None = Field(description="Why; null where no reason is recorded, or left.")
    replaced_by: str | None = Field(description="Id of the entry that stands for it now, if any.")


class RevisionTold(RevisionBrief):
    """One revision as it is told to whoever follows; its whole text is at `/api/v1/revisions`."""

    tombstone: Tombstone | None = Field(
        description="What this revision took back; null where it took back nothing."
    )


class _Now(Shape):
    id: Id
    tombstone: Tombstone | None = Field(
        description="Why there is no record, where the entry ended; else null."
    )


class AboutNow(_Now):
    """What the registry says of itself, as it reads now."""

    noun: Literal["about"] = Field(description="What sort of thing this is.")
    record: About | None = Field(description="As the scorecard has it; null where it is gone.")


class InstrumentNow(_Now):
    """An instrument as it reads now."""

    noun: Literal["instruments"] = Field(description="What sort of thing this is.")
    record: InstrumentLine | None = Field(description="As in its list; null where it is gone.")


class ThemeNow(_Now):
    """A theme as it reads now."""

    noun: Literal["themes"] = Field(description="What sort of thing this is.")
    record: ThemeLine | None = Field(description="As in its list; null where it is gone.")


class DocumentNow(_Now):
    """A source as it reads now."""

    noun: Literal["documents"] = Field(description="What sort of thing this is.")
    record: DocumentLine | None = Field(description="As in its list; null where it is gone.")


class EvidenceNow(_Now):
    """A piece of evidence as it reads now."""

    noun: Literal["evidence"] = Field(description="What sort of thing this is.")
    record: EvidenceShape | None = Field(description="As in its list; null where it is gone.")


class CommitmentNow(_Now):
    """A commitment as it reads now."""

    noun: Literal["commitments"] = Field(description="What sort of thing this is.")
    record: CommitmentLine | None = Field(description="As in its list; null where it is gone.")


Now = AboutNow | InstrumentNow | ThemeNow | DocumentNow | EvidenceNow | CommitmentNow
"""Any of them."""


class Changes(Shape):
    """One page of what changed, oldest first."""

    items: list[RevisionTold] = Field(
        description="The revisions of this page. Empty where there is nothing new, and on a page"
        " that only goes on with the records of the one before it."
    )
    records: list[Now] = Field(
        description="Everything that these revisions, or a new day, may have changed, each once and"
        " as it reads now. Without a record it is in no list: take it out of your copy."
    )
    next: str = Field(description="What to give as `since` next time; also at the end.")
    has_more: bool = Field(description="Whether there is more to ask for at once.")
