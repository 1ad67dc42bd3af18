"""The parts of a form of the desk: what it is for, what was typed, and everything it shows.

One shape serves evidence, documents and withdrawals; their templates show the parts they have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.labels import Label
from app.domain.workflow import Intent, Proposed
from app.editing.drafts import Draft
from app.editing.proposals import ProposalShape
from app.editing.wishes import NewWish
from app.errors import Wrong
from app.queries.languages import Words
from app.queries.shapes import CommitmentLine
from app.staff.cards import Card, EffectShown, SourceShown
from app.staff.contests import ContestsShown
from app.staff.differences import DifferenceShown
from app.staff.fields import Field
from app.staff.typed import Typed


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a form is for: a new proposal, or one that is stored already (`proposal`, `version`)."""

    intent: Intent
    subject: Proposed
    target: str | None = None
    proposal: str | None = None
    version: int = 0

    def wish(self, draft: Draft) -> NewWish:
        """Give what would be asked for if this draft were submitted."""
        return NewWish(self.intent, self.subject, draft, self.target)


def purpose_of(shape: ProposalShape) -> Purpose:
    """Say what the form of a stored proposal is for."""
    return Purpose(shape.intent, shape.subject, shape.target, shape.id, shape.version)


@dataclass(frozen=True, slots=True)
class Stale:
    """What somebody else saved meanwhile; `differences` lead from theirs to what was typed."""

    sentence: str
    who: Sequence[str]
    when: str
    differences: Sequence[DifferenceShown]


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be shown: what it is for, what was typed, and what came of sending it."""

    purpose: Purpose
    typed: Typed
    wrong: Sequence[Wrong] = ()
    sentence: str | None = None
    stale: Stale | None = None
    comment: str | None = None
    is_previewed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One field as shown: what stands in it, what is wrong with it, what there is to choose."""

    field: Field
    value: str
    faults: Sequence[str]
    choices: Sequence[tuple[str, str]]

    @property
    def anchor(self) -> str:
        """The id of the field on the page."""
        return self.field.anchor

    @property
    def is_odd(self) -> bool:
        """Whether what stands in it is none of what there is to choose."""
        return bool(self.value) and self.value not in dict(self.choices)


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the form for one commitment; without a title, its id is still to be written."""

    commitment: str
    title: Words | None
    stance: str
    faults: Sequence[str]


@dataclass(frozen=True, slots=True)
class FaultShown:
    """A line of the summary of faults, and where on the page it leads."""

    anchor: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Match:
    """A document of the registry that may be the one looked for, and why (a message id)."""

    id: str
    publisher: Words
    title: Words
    url: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow if this were published now."""

    card: Card | None
    source: SourceShown | None
    effects: Sequence[EffectShown]


@dataclass(frozen=True, slots=True)
class FormShown:
    """Everything that the template of a form shows."""

    form: Form
    heading: str
    explanation: str
    about: Words | None
    boxes: dict[str, Box]
    faults: Sequence[FaultShown]
    document: SourceShown | None
    matches: Sequence[Match] | None
    rows: Sequence[RowShown]
    stances: Sequence[tuple[str, Label]]
    found: Sequence[CommitmentLine] | None
    contests: Sequence[ContestsShown]
    preview: Preview | None

    @property
    def needs_reason(self) -> bool:
        """Whether readers have to be told why something published is to change."""
        return self.form.purpose.intent is not Intent.ADD

    @property
    def is_described(self) -> bool:
        """Whether to show the fields of a new document: something stands or is wrong there."""
        at_fault = any(name.startswith("new_document.") for name, _ in self.form.wrong)
        return at_fault or self.form.typed.has_new_document or self.matches == []

    @property
    def answer_faults(self) -> list[str]:
        """Give what is wrong with the contests that were ticked."""
        return [sentence for name, sentence in self.form.wrong if name.startswith("answers")]

    def faults_at(self, *names: str) -> list[str]:
        """Give what is wrong with these parts of the form as a whole."""
        return [sentence for name, sentence in self.form.wrong if name in names]
