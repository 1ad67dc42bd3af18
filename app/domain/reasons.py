"""Why a commitment reads as it does: a code, its parameters, and a sentence (clause 7)."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.messages import message
from app.domain.readings import Reading
from app.domain.vocabulary import Extent, Status


class ReasonCode(StrEnum):
    """Which clause of the rule decided."""

    NO_EVIDENCE = "no_evidence"
    PLEDGED = "pledged"
    ENACTED_WHOLE = "enacted_whole"
    ENACTED_PART = "enacted_part"
    OPEN_CONTEST = "open_contest"


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentence for one deciding piece of evidence, and for several (`more` others).

    Both may use `{publisher}` and `{date}` of the deciding evidence; `several` also `{more}`.
    """

    one: str
    several: str


SENTENCES = {
    ReasonCode.NO_EVIDENCE: Sentences(
        message("No evidence recorded here bears on it yet."),
        message("No evidence recorded here bears on it yet."),
    ),
    ReasonCode.PLEDGED: Sentences(
        message("Pledged, according to {publisher} ({date})."),
        message("Pledged, according to {publisher} ({date}) and {more} more."),
    ),
    ReasonCode.ENACTED_WHOLE: Sentences(
        message("Enacted, according to {publisher} ({date})."),
        message("Enacted, according to {publisher} ({date}) and {more} more."),
    ),
    ReasonCode.ENACTED_PART: Sentences(
        message("Enacted in part, according to {publisher} ({date})."),
        message("Enacted in part, according to {publisher} ({date}) and {more} more."),
    ),
    ReasonCode.OPEN_CONTEST: Sentences(
        message("Disputed by {publisher} ({date}); nothing recorded here answers it."),
        message(
            "Disputed by {publisher} ({date}) and {more} more; nothing recorded here answers them."
        ),
    ),
}


def reason_code(reading: Reading) -> ReasonCode:
    """Name what decided a reading's status."""
    if reading.status is Status.CONTESTED:
        return ReasonCode.OPEN_CONTEST
    if reading.status is Status.ENACTED:
        whole = reading.extent is Extent.WHOLE
        return ReasonCode.ENACTED_WHOLE if whole else ReasonCode.ENACTED_PART
    return ReasonCode.NO_EVIDENCE if reading.status is None else ReasonCode.PLEDGED
