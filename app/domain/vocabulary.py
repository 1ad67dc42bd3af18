"""The words of the scorecard as codes, each in one place.

Codes are what the registry file, the tables, the addresses and the JSON use. What each is called
and what it means is in `app/domain/labels.py`. docs/design.md, section 2.
"""

from enum import StrEnum


class Status(StrEnum):
    """What became of a commitment. There is no fourth: no evidence is `None`, not a status."""

    PLEDGED = "pledged"
    ENACTED = "enacted"
    CONTESTED = "contested"


class Stage(StrEnum):
    """What was formally done, whoever disputes it."""

    NONE = "none"
    PLEDGED = "pledged"
    ENACTED = "enacted"


class Extent(StrEnum):
    """How much of a commitment an enacting act covers."""

    WHOLE = "whole"
    PART = "part"


class Corroboration(StrEnum):
    """Whether anybody but the state itself says that a commitment was enacted."""

    CORROBORATED = "corroborated"
    SELF_REPORTED = "self-reported"


class Role(StrEnum):
    """How a piece of evidence stands to a commitment: it bears on it, or is context for it."""

    BEARS = "bears"
    CONTEXT = "context"


class Origin(StrEnum):
    """Whose voice a document carries."""

    OFFICIAL = "official"
    LEGAL_TEXT = "legal_text"
    INDEPENDENT = "independent"
    UNCLEAR = "unclear"


class Side(StrEnum):
    """The two sides of a page: the state and its law, and everybody else."""

    OFFICIAL = "official"
    OTHER = "other"


class DocumentKind(StrEnum):
    """What sort of publisher a document comes from."""

    GOVERNMENT = "government"
    FOREIGN_GOVERNMENT = "foreign_government"
    INTERGOVERNMENTAL = "intergovernmental"
    NGO = "ngo"
    MEDIA = "media"
    REFERENCE = "reference"


class Consulted(StrEnum):
    """How much of a source was read: all of it, or its opening extract."""

    FULL = "full"
    EXTRACT = "extract"


class InstrumentKind(StrEnum):
    """What sort of text the commitments were made in."""

    DECREE = "decree"
    ACTION_PLAN = "action_plan"
    FACTSHEET = "factsheet"
    RECOMMENDATION = "recommendation"


class CommitmentKind(StrEnum):
    """What sort of promise or request a commitment is."""

    DECREE_AREA = "decree_area"
    DECREE_CLAUSE = "decree_clause"
    PLAN_TASK = "plan_task"
    PLAN_AREA = "plan_area"
    REPORTED_MEASURE = "reported_measure"
    RECOMMENDATION = "recommendation"


class Owner(StrEnum):
    """Who may change a row: the registry file, or the staff desk."""

    REGISTRY = "registry"
    DESK = "desk"


class Subject(StrEnum):
    """What sort of thing a revision of the public ledger is about."""

    REGISTRY = "registry"
    ABOUT = "about"
    INSTRUMENT = "instrument"
    THEME = "theme"
    DOCUMENT = "document"
    COMMITMENT = "commitment"
    EVIDENCE = "evidence"


class Action(StrEnum):
    """What a revision says was done."""

    LOAD = "load"
    ADDED = "added"
    CHANGED = "changed"
    RESTORED = "restored"
    RETIRED = "retired"
    ADOPTED = "adopted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    ANSWERED = "answered"
    LOOKED_AT = "looked_at"
    REDACTED = "redacted"


class Language(StrEnum):
    """The languages the scorecard speaks."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    KAZAKH = "kk"


SIDE_OF_ORIGIN = {
    Origin.OFFICIAL: Side.OFFICIAL,
    Origin.LEGAL_TEXT: Side.OFFICIAL,
    Origin.INDEPENDENT: Side.OTHER,
    Origin.UNCLEAR: Side.OTHER,
}

NO_STATUS = "none"
"""How an address or a total names commitments without any status."""
