"""What somebody wants to come of a draft, whether it is stored as a proposal or not yet."""

from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.workflow import Intent, Proposed
from app.editing.drafts import Draft, tidied


class Wish(Protocol):
    """What checks, previews and publishing need to know of a proposal.

    `entry_id` and `document_id` are the permanent ids of what would be published. Of a proposal
    about a document both are the same.
    """

    @property
    def intent(self) -> Intent:
        """Whether to add, to replace or to withdraw."""

    @property
    def subject(self) -> Proposed:
        """Whether evidence or a document."""

    @property
    def target(self) -> str | None:
        """The entry to be replaced or withdrawn."""

    @property
    def entry_id(self) -> str:
        """The id that the entry has once it is published."""

    @property
    def document_id(self) -> str:
        """The id that a new document has once it is published."""

    @property
    def draft(self) -> Draft:
        """What is written."""


@dataclass(frozen=True, slots=True)
class NewWish:
    """A wish that is not stored yet, as a form shows a preview of it: its ids are none that are."""

    intent: Intent
    subject: Proposed
    draft: Draft
    target: str | None = None
    entry_id: str = "ev-not-stored-yet"
    document_id: str = "doc-not-stored-yet"


def tidied_wish(wish: Wish) -> NewWish:
    """Give the same wish with its texts as they would be published."""
    kept = NewWish(wish.intent, wish.subject, tidied(wish.draft), wish.target)
    if wish.subject is Proposed.DOCUMENT:
        return replace(kept, entry_id=wish.document_id, document_id=wish.document_id)
    return replace(kept, entry_id=wish.entry_id, document_id=wish.document_id)
