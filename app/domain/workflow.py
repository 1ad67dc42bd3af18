"""Who at the desk may do what, and when: one table, and what follows from it.

A proposal travels from draft to published; nobody publishes what they wrote a word of, unless the
installation says that one person does all. docs/design.md, section 4.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.domain.messages import message


class StaffRole(StrEnum):
    """What somebody at the desk is trusted with; each may do what those before it may."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class Review(StrEnum):
    """Whether what somebody wrote is published by somebody else, or by the only one there is."""

    PAIR = "pair"
    SINGLE = "single"


class Intent(StrEnum):
    """What a proposal is for: something new, something in place of an entry, or an end to one."""

    ADD = "add"
    REPLACE = "replace"
    WITHDRAW = "withdraw"


class Proposed(StrEnum):
    """What sort of entry a proposal is about."""

    EVIDENCE = "evidence"
    DOCUMENT = "document"


class State(StrEnum):
    """How far a proposal has come; the last two are of what it published."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SET_ASIDE = "set_aside"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Verb(StrEnum):
    """What can be done at the desk: the first eight to a proposal, the others at any time."""

    READ = "read"
    EDIT = "edit"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    SET_ASIDE = "set_aside"
    REOPEN = "reopen"
    PROPOSE = "propose"
    LOOK = "look"
    IMPORT = "import"
    RETRACT = "retract"
    REDACT = "redact"
    ADMINISTER = "administer"


class Scope(StrEnum):
    """What a token of the writing API may be used for."""

    READ = "read"
    PROPOSE = "propose"
    PUBLISH = "publish"


class Purpose(StrEnum):
    """What a one-time link is for."""

    SETUP = "setup"
    INVITATION = "invitation"
    RESET = "reset"


class Whose(StrEnum):
    """Whose proposals something may be done to."""

    ANYBODYS = "anybody's"
    OWN = "own"
    OTHERS = "others'"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something, in which states, to whose proposals, and which state follows.

    Without `states` it is not done to a proposal; without `leads_to` the state stays. `scope` is
    what a token needs for it; None where no token will do.
    """

    least: StaffRole
    states: frozenset[State] = frozenset()
    leads_to: State | None = None
    whose: Whose = Whose.ANYBODYS
    scope: Scope | None = None


_WRITABLE = frozenset({State.DRAFT, State.RETURNED})
_WAITING = frozenset({State.SUBMITTED})

RULES: dict[Verb, Rule] = {
    Verb.READ: Rule(StaffRole.EDITOR, frozenset(State), scope=Scope.READ),
    Verb.EDIT: Rule(StaffRole.EDITOR, _WRITABLE, scope=Scope.PROPOSE),
    Verb.SUBMIT: Rule(StaffRole.EDITOR, _WRITABLE, State.SUBMITTED, scope=Scope.PROPOSE),
    Verb.TAKE_BACK: Rule(StaffRole.EDITOR, _WAITING, State.DRAFT, Whose.OWN, Scope.PROPOSE),
    Verb.SEND_BACK: Rule(StaffRole.REVIEWER, _WAITING, State.RETURNED, scope=Scope.PUBLISH),
    Verb.PUBLISH: Rule(StaffRole.REVIEWER, _WAITING, State.PUBLISHED, Whose.OTHERS, Scope.PUBLISH),
    Verb.SET_ASIDE: Rule(StaffRole.EDITOR, _WRITABLE, State.SET_ASIDE, scope=Scope.PROPOSE),
    Verb.REOPEN: Rule(
        StaffRole.EDITOR, frozenset({State.SET_ASIDE}), State.DRAFT, scope=Scope.PROPOSE
    ),
    Verb.PROPOSE: Rule(StaffRole.EDITOR, scope=Scope.PROPOSE),
    Verb.LOOK: Rule(StaffRole.EDITOR, scope=Scope.PROPOSE),
    Verb.IMPORT: Rule(StaffRole.EDITOR, scope=Scope.PROPOSE),
    Verb.RETRACT: Rule(StaffRole.EDITOR, scope=Scope.PROPOSE),
    Verb.REDACT: Rule(StaffRole.ADMINISTRATOR),
    Verb.ADMINISTER: Rule(StaffRole.ADMINISTRATOR),
}
"""The table of permissions: pages and API ask it, and nothing else."""

_RANKS = list(StaffRole)

NOT_TRUSTED = message(
    "Your role does not allow this: ask somebody with another role. Needed is: {role}."
)
NOT_IN_STATE = message(
    "This cannot be done to the proposal as it stands now: load the page again to see what can."
)
NOT_OWN = message("Only somebody who wrote in this proposal can do that.")
NOT_OTHERS = message(
    "You wrote in this proposal, so somebody else has to publish it: ask another reviewer."
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at the desk, as ledgers know them: a role, and a number that is theirs for life."""

    number: int
    role: StaffRole

    @property
    def name(self) -> str:
        """What ledgers call them: `reviewer-2`."""
        return f"{self.role.value}-{self.number}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done: a sentence as message id, and the role it asks for, if any."""

    sentence: str
    needed: StaffRole | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a proposal decides who may do what: its state, and who wrote in it."""

    state: State
    authors: frozenset[int]


def is_trusted(role: StaffRole, least: StaffRole) -> bool:
    """Say whether a role may do what `least` may."""
    return _RANKS.index(role) >= _RANKS.index(least)


def refusal(
    verb: Verb, actor: Actor, standing: Standing | None = None, review: Review = Review.PAIR
) -> Refusal | None:
    """Say why `actor` may not do this, to a proposal that stands so; None when they may."""
    rule = RULES[verb]
    if not is_trusted(actor.role, rule.least):
        return Refusal(NOT_TRUSTED, rule.least)
    if standing is None:
        return None
    if standing.state not in rule.states:
        return Refusal(NOT_IN_STATE)
    is_own = actor.number in standing.authors
    if rule.whose is Whose.OWN and not is_own:
        return Refusal(NOT_OWN)
    if rule.whose is Whose.OTHERS and is_own and review is Review.PAIR:
        return Refusal(NOT_OTHERS)
    return None


def possible(
    verbs: Collection[Verb], actor: Actor, standing: Standing, review: Review
) -> list[Verb]:
    """Give those of `verbs` that `actor` may do now, in the order of the table."""
    return [
        verb for verb in RULES if verb in verbs and refusal(verb, actor, standing, review) is None
    ]
