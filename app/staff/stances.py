"""How evidence may stand to a commitment, as one choice on a form: five, each with its words.

A draft holds role, status and extent apart; nobody should have to put them together by hand.
"""

from enum import StrEnum

from app.domain.labels import Label, label_of
from app.domain.messages import message
from app.domain.vocabulary import Extent, Role, Status
from app.editing.drafts import DraftConcern
from app.pages.figures import Standing, standing


class Stance(StrEnum):
    """One way in which evidence stands to a commitment."""

    PLEDGED = "pledged"
    ENACTED = "enacted"
    ENACTED_PART = "enacted-part"
    CONTESTED = "contested"
    CONTEXT = "context"


_PARTS: dict[str, tuple[Role, Status | None, Extent | None]] = {
    Stance.PLEDGED: (Role.BEARS, Status.PLEDGED, None),
    Stance.ENACTED: (Role.BEARS, Status.ENACTED, Extent.WHOLE),
    Stance.ENACTED_PART: (Role.BEARS, Status.ENACTED, Extent.PART),
    Stance.CONTESTED: (Role.BEARS, Status.CONTESTED, None),
    Stance.CONTEXT: (Role.CONTEXT, None, None),
}
_IN_WHOLE = Label(message("Enacted in whole"), label_of(Extent.WHOLE).meaning)


def label_of_stance(stance: Stance) -> Label:
    """Give what a choice is called, and what it means."""
    role, status, extent = _PARTS[stance]
    if role is Role.CONTEXT:
        return label_of(role)
    return _IN_WHOLE if extent is Extent.WHOLE else standing(status, extent).label


def concern_of(commitment: str, stance: str) -> dict[str, str]:
    """Write a choice as a draft has it; without one, the status is left open."""
    role, status, extent = _PARTS.get(stance, (Role.BEARS, None, None))
    return {
        "commitment": commitment,
        "role": role.value,
        "status": status.value if status else "",
        "extent": extent.value if extent else "",
    }


def stance_of(concern: DraftConcern) -> str:
    """Read the choice back from a draft; empty where the draft makes none that is possible."""
    if concern.role == Role.CONTEXT:
        return Stance.CONTEXT
    is_part = concern.extent == Extent.PART
    found = Stance.ENACTED_PART if concern.status == Status.ENACTED and is_part else concern.status
    return found if found in set(Stance) - {Stance.CONTEXT} else ""


def shown_standing(concern: DraftConcern) -> Standing | None:
    """Give the badge of a concern; None for context and for what is not chosen yet."""
    parts = _PARTS.get(stance_of(concern))
    return standing(parts[1], parts[2]) if parts and parts[1] else None
