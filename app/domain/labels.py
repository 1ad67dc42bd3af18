"""Labels and meanings of the words of the vocabulary, as English message ids.

Templates hold none of these: they ask for the label of a code. docs/design.md, section 2.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.messages import message
from app.domain.vocabulary import (
    Action,
    CommitmentKind,
    Consulted,
    Corroboration,
    DocumentKind,
    Extent,
    InstrumentKind,
    Language,
    Origin,
    Role,
    Side,
    Stage,
    Status,
    Subject,
)
from app.domain.workflow import Refusal, StaffRole


@dataclass(frozen=True, slots=True)
class Label:
    """What a code is called on a page, and what it means, in one sentence."""

    name: str
    meaning: str = ""


NO_EVIDENCE = Label(
    message("No evidence yet"),
    message("Nothing recorded here bears on it. That is not a finding that nothing was done."),
)

ENACTED_IN_WHOLE = Label(
    message("Enacted in whole"),
    message("A formal act carried out all that the commitment names."),
)

ENACTED_IN_PART = Label(
    message("Enacted in part"),
    message("A formal act carried out a part of what the commitment covers."),
)

OVERDUE = Label(
    message("Past due, no full enactment on record"),
    message("Its due date has passed, and no evidence here shows that it was enacted in whole."),
)

_LABELS: dict[type[StrEnum], dict[StrEnum, Label]] = {
    Status: {
        Status.PLEDGED: Label(
            message("Pledged"),
            message(
                "The state, or whoever it is addressed to, said it will be done, ordered it "
                "or began it."
            ),
        ),
        Status.ENACTED: Label(
            message("Enacted"),
            message(
                "The formal act that the commitment names was adopted or carried out. "
                "This says nothing about its effect."
            ),
        ),
        Status.CONTESTED: Label(
            message("Contested"),
            message("A named source disputes that it is honoured, complete or compliant."),
        ),
    },
    Stage: {
        Stage.NONE: Label(message("Nothing on record")),
        Stage.PLEDGED: Label(message("Pledged")),
        Stage.ENACTED: Label(message("Enacted")),
    },
    Extent: {
        Extent.WHOLE: Label(
            message("In whole"), message("The act covers all that the commitment names.")
        ),
        Extent.PART: Label(message("In part"), message("The commitment is broader than the act.")),
    },
    Corroboration: {
        Corroboration.CORROBORATED: Label(
            message("Corroborated"),
            message("An independent source or a legal text says so as well."),
        ),
        Corroboration.SELF_REPORTED: Label(
            message("Self-reported"),
            message("No independent source and no legal text recorded here says so."),
        ),
    },
    Role: {
        Role.BEARS: Label(message("Bears on it"), message("Counts towards the status.")),
        Role.CONTEXT: Label(message("Context"), message("Helps to understand; moves nothing.")),
    },
    Origin: {
        Origin.OFFICIAL: Label(
            message("Official voice"),
            message("The state itself, or a text that carries its account."),
        ),
        Origin.LEGAL_TEXT: Label(message("Legal text"), message("The law or the act itself.")),
        Origin.INDEPENDENT: Label(
            message("Independent voice"), message("A publisher that does not speak for the state.")
        ),
        Origin.UNCLEAR: Label(
            message("Voice unclear"), message("It cannot be told whose account the text carries.")
        ),
    },
    Side: {
        Side.OFFICIAL: Label(message("Official accounts and legal texts")),
        Side.OTHER: Label(message("Independent and other voices")),
    },
    DocumentKind: {
        DocumentKind.GOVERNMENT: Label(message("Government")),
        DocumentKind.FOREIGN_GOVERNMENT: Label(message("Foreign government")),
        DocumentKind.INTERGOVERNMENTAL: Label(message("International organisation")),
        DocumentKind.NGO: Label(message("Non-governmental organisation")),
        DocumentKind.MEDIA: Label(message("Media")),
        DocumentKind.REFERENCE: Label(message("Reference work")),
    },
    Consulted: {
        Consulted.FULL: Label(message("Read in full")),
        Consulted.EXTRACT: Label(
            message("Read in extract"), message("Only its opening was read for this scorecard.")
        ),
    },
    InstrumentKind: {
        InstrumentKind.DECREE: Label(message("Decree")),
        InstrumentKind.ACTION_PLAN: Label(message("Action plan")),
        InstrumentKind.FACTSHEET: Label(message("Factsheet")),
        InstrumentKind.RECOMMENDATION: Label(message("Recommendations")),
    },
    CommitmentKind: {
        CommitmentKind.DECREE_AREA: Label(message("Area of a decree")),
        CommitmentKind.DECREE_CLAUSE: Label(message("Clause of a decree")),
        CommitmentKind.PLAN_TASK: Label(message("Task of a plan")),
        CommitmentKind.PLAN_AREA: Label(message("Area of a plan")),
        CommitmentKind.REPORTED_MEASURE: Label(message("Measure reported as done")),
        CommitmentKind.RECOMMENDATION: Label(message("Recommendation")),
    },
    Subject: {
        Subject.REGISTRY: Label(message("Registry file")),
        Subject.ABOUT: Label(message("About the registry")),
        Subject.INSTRUMENT: Label(message("Instrument")),
        Subject.THEME: Label(message("Theme")),
        Subject.DOCUMENT: Label(message("Document")),
        Subject.COMMITMENT: Label(message("Commitment")),
        Subject.EVIDENCE: Label(message("Evidence")),
    },
    StaffRole: {
        StaffRole.EDITOR: Label(message("Editor")),
        StaffRole.REVIEWER: Label(message("Reviewer")),
        StaffRole.ADMINISTRATOR: Label(message("Administrator")),
    },
    Action: {
        Action.LOAD: Label(message("Loaded"), message("A registry file was read in.")),
        Action.ADDED: Label(message("Added"), message("An entry is here for the first time.")),
        Action.CHANGED: Label(message("Changed"), message("An entry says something else.")),
        Action.RESTORED: Label(
            message("Restored"), message("A retired entry is in the registry file again.")
        ),
        Action.RETIRED: Label(
            message("Retired"),
            message("An entry left the registry file; it counts no longer and keeps its page."),
        ),
        Action.ADOPTED: Label(
            message("Taken into the registry file"),
            message("The registry file now holds what the staff desk had recorded."),
        ),
        Action.PUBLISHED: Label(
            message("Published"),
            message("An entry written at the staff desk was published after review."),
        ),
        Action.WITHDRAWN: Label(
            message("Withdrawn"),
            message("A review found that an entry should not stand; it counts no longer."),
        ),
        Action.REPLACED: Label(
            message("Replaced"), message("A review put a corrected entry in the place of this one.")
        ),
        Action.ANSWERED: Label(
            message("Answered"), message("Evidence was published that answers this dispute.")
        ),
        Action.LOOKED_AT: Label(
            message("Looked at"), message("Somebody looked for news of it and found nothing new.")
        ),
        Action.REDACTED: Label(
            message("Redacted"),
            message("What was recorded was removed for good, to protect a person."),
        ),
    },
}

FIELDS = {
    "title": Label(message("Title")),
    "text": Label(message("Text")),
    "left_out": Label(message("What is left out")),
    "summary": Label(message("Summary")),
    "role": Label(message("How it concerns")),
    "status": Label(message("Status")),
    "extent": Label(message("Extent")),
    "answered_by": Label(message("Answered by")),
    "on": Label(message("Withdrawn on")),
    "reason": Label(message("Reason")),
    "by": Label(message("Replaced by")),
    "replaces": Label(message("Replaces")),
    "retired_on": Label(message("Retired on")),
    "looked_at": Label(message("Last looked at")),
    "revisions": Label(message("Emptied revision")),
    "date": Label(message("Date")),
    "document": Label(message("Document")),
    "locator": Label(message("Where it is written")),
    "publisher": Label(message("Publisher")),
    "issuer": Label(message("Issued by")),
    "adopted": Label(message("Adopted")),
    "instrument": Label(message("Made in")),
    "number": Label(message("Number")),
    "addressee": Label(message("Addressed to")),
    "due": Label(message("Due")),
    "due_inferred": Label(message("Due date is our reading")),
    "due_note": Label(message("On the due date")),
    "expected_outcome": Label(message("Expected outcome")),
    "themes": Label(message("Theme")),
    "kind": Label(message("Kind")),
    "origin": Label(message("Voice")),
    "consulted": Label(message("How it was read")),
    "mirror": Label(message("Read at another host")),
    "language": Label(message("Language")),
    "url": Label(message("Address")),
    "tasks_stated": Label(message("Items it is said to contain")),
    "note": Label(message("Note")),
    "translated": Label(message("Translated by this project")),
}
"""What the keys of the registry file are called, in the order in which a reader wants to know.

The keys are those of entries, and of what revisions say of them beside.
"""


def label_of(word: StrEnum) -> Label:
    """Give the label of a word; words of different kinds may share a code."""
    return _LABELS[type(word)][word]


def words_of(kind: type[StrEnum]) -> dict[StrEnum, Label]:
    """Give every word of a kind with its label, in the order of the vocabulary."""
    return _LABELS[kind]


IN_LANGUAGE: dict[str, str] = {
    Language.ENGLISH: message("in English"),
    Language.RUSSIAN: message("in Russian"),
    Language.KAZAKH: message("in Kazakh"),
}
"""What stands behind a text that is not in the language of its page."""


def refusal_told(refused: Refusal, say: Callable[..., str]) -> str:
    """Say why something may not be done; `say` translates a message and fills its placeholders."""
    role = say(label_of(refused.needed).name) if refused.needed else ""
    return say(refused.sentence, role=role)


LANGUAGE_NAMES = {
    Language.ENGLISH: "English",
    Language.RUSSIAN: "Русский",
    Language.KAZAKH: "Қазақша",
}
"""Each language under its own name."""
