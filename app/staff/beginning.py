"""What a new form begins with: a commitment, or all that an entry says that is to be corrected."""

from pydantic import BaseModel, ConfigDict

from app.domain.workflow import Intent, Proposed
from app.editing.desk import Desk
from app.editing.drafts import Draft, DraftConcern
from app.editing.in_force import why_not_in_force
from app.editing.standing import draft_of
from app.errors import ConflictError


class Beginning(BaseModel):
    """What a new proposal is for, as its address says it; other parameters mean nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    intent: Intent = Intent.ADD
    subject: Proposed = Proposed.EVIDENCE
    target: str | None = None
    commitment: str = ""


def beginning_of(desk: Desk, asked: Beginning) -> Draft:
    """Give the draft that a new form shows first.

    Raises:
        ConflictError: when the entry to be corrected or withdrawn is not in force.

    """
    language = desk.tongue.language
    if asked.intent is Intent.ADD:
        about = (DraftConcern(commitment=asked.commitment[:100]),) if asked.commitment else ()
        return Draft(language=language.value, concerns=about)
    why_not = why_not_in_force(desk.session, asked.subject.value, asked.target or "")
    if why_not is not None:
        raise ConflictError(why_not.said(desk.tongue)[1])
    if asked.intent is Intent.WITHDRAW:
        return Draft(language=language.value)
    return draft_of(desk.session, asked.subject, asked.target or "", language)
