"""What tools send and get: proposals as the desk keeps them, people by their numbers alone."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from app.domain.identifiers import LONGEST_IDENTIFIER
from app.domain.readings import Reading
from app.domain.workflow import RULES, Intent, Proposed, Scope, StaffRole, State, Verb, possible
from app.editing.desk import Desk
from app.editing.drafts import Draft, Typed, Written
from app.editing.effects import Effect
from app.editing.history import Step
from app.editing.proposals import ProposalShape
from app.queries.languages import Tongue
from app.queries.shapes import Named, ReadingShape, Shape

_OF_PROPOSALS = [verb for verb, rule in RULES.items() if rule.states and verb is not Verb.READ]


# What could be no id is no entry in force either, which is for the desk to say.
Target = Annotated[Typed, StringConstraints(max_length=LONGEST_IDENTIFIER)]


class NewProposal(Written):
    """A proposal to be made."""

    intent: Intent = Field(Intent.ADD, description="What it is for.")
    subject: Proposed = Field(Proposed.EVIDENCE, description="What sort of entry it is about.")
    target: Target | None = Field(
        None, description="Of a replacement or a withdrawal: the id of the entry in force."
    )
    draft: Draft = Field(description="What is written, right or wrong: it is kept as it is.")


class NewText(Written):
    """A new text of a proposal, whole: fields that are left out become empty."""

    draft: Draft = Field(description="What is written, right or wrong: it is kept as it is.")


class Comment(Written):
    """Why a proposal is sent back."""

    comment: str = Field(description="What should be changed, for its author.")


class ProposalAnswer(Shape):
    """A proposal as it stands. People are the numbers of their accounts, theirs for life."""

    id: str = Field(description="The permanent id of the proposal.")
    intent: Intent = Field(description="What it is for.")
    subject: Proposed = Field(description="What sort of entry it is about.")
    target: str | None = Field(description="The entry it would replace or withdraw.")
    entry_id: str = Field(description="The permanent id that what it publishes has, or will have.")
    document_id: str = Field(description="The same of a new document that comes with it.")
    draft: Draft = Field(description="What is written.")
    state: State = Field(description="How far it has come.")
    version: int = Field(description="Counts saves and decisions; also in the `ETag`.")
    created_by: int = Field(description="Who began it.")
    authors: list[int] = Field(description="Everybody who ever wrote in it.")
    created_at: str = Field(description="When it was begun, UTC.")
    changed_at: str = Field(description="When it last changed, UTC.")
    submitted_at: str | None = Field(description="When it was last submitted, UTC.")
    decided_by: int | None = Field(description="Who published it or sent it back.")
    decided_at: str | None = Field(description="When that was, UTC.")
    comment: str | None = Field(description="What the last reviewer wrote who sent it back.")
    import_id: str | None = Field(description="The import that it came with.")
    possible: list[Verb] = Field(description="What whoever asks may do to it now.")


class EffectAnswer(Shape):
    """How one commitment reads today, and how it would if the proposal were published."""

    commitment: Named = Field(description="The commitment.")
    before: ReadingShape = Field(description="As it reads today.")
    after: ReadingShape = Field(description="As it would read.")


class EffectsAnswer(Shape):
    """The effects of a proposal; those whose readings do not change are listed too."""

    items: list[EffectAnswer] = Field(description="Every commitment that it touches.")


class FieldFault(Shape):
    """A field that keeps a draft from being published."""

    parameter: str = Field(description="The path of the field: `new_document.url`.")
    detail: str = Field(description="What is wrong with it, and what to do.")


class CheckAnswer(Shape):
    """What would come of a draft, without saving it."""

    faults: list[FieldFault] = Field(description="What keeps it from being published; or none.")
    effects: list[EffectAnswer] = Field(description="What it would change as it is.")


class StepAnswer(Shape):
    """One act on a proposal."""

    sequence: int = Field(description="Its number in the ledger of the desk.")
    time: str = Field(description="When, UTC.")
    actor: str = Field(description="Who, by role and number.", examples=["editor-3"])
    action: str = Field(description="What was done.")
    version: int | None = Field(description="The version that it led to.")


class HistoryAnswer(Shape):
    """Everything that was done to a proposal."""

    items: list[StepAnswer] = Field(description="Oldest first.")


class LookAnswer(Shape):
    """That somebody looked for news of a commitment and found none."""

    commitment: str = Field(description="The id of the commitment.")
    looked_at: str = Field(description="The day, which is public now.")


class Me(Shape):
    """For whom a token acts, and what it may be used for."""

    number: int = Field(description="The number of the account.")
    role: StaffRole = Field(description="What the account is trusted with.")
    scopes: list[Scope] = Field(description="What the token may be used for.")


def proposal_answer(desk: Desk, proposal: ProposalShape) -> ProposalAnswer:
    """Show a proposal to whoever stands at the desk."""
    fields: dict[str, Any] = {
        name: getattr(proposal, name)
        for name in ProposalAnswer.model_fields
        if name not in {"authors", "possible"}
    }
    verbs = possible(_OF_PROPOSALS, desk.actor, proposal.standing, desk.review)
    return ProposalAnswer(**fields, authors=list(proposal.authors), possible=verbs)


def effect_answer(tongue: Tongue, effect: Effect) -> EffectAnswer:
    """Show one effect in the language of whoever asks."""
    return EffectAnswer(
        commitment=Named(id=effect.commitment_id, title=tongue.pick(effect.title)),
        before=_reading(effect.before),
        after=_reading(effect.after),
    )


def step_answer(step: Step) -> StepAnswer:
    """Show one act without its payload: texts that were written over are not given to tools."""
    return StepAnswer(
        sequence=step.sequence,
        time=step.time,
        actor=step.actor,
        action=step.action,
        version=step.version,
    )


def _reading(reading: Reading) -> ReadingShape:
    return ReadingShape(
        **{name: getattr(reading, name) for name in ReadingShape.model_fields},
    )
