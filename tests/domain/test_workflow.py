"""The permission table, as its full square: what is expected is written out, not worked out."""

from itertools import product

import pytest

from app.domain.labels import refusal_told
from app.domain.workflow import (
    RULES,
    Actor,
    Review,
    Scope,
    StaffRole,
    Standing,
    State,
    Verb,
    possible,
    refusal,
)

# E, R, A: an editor, a reviewer, an administrator may, with what others wrote; e, r, a: with what
# they wrote in themselves. A dash: may not.
OF_TWO = """
            draft   submitted  returned  set_aside  published  withdrawn  replaced
read        EeRrAa  EeRrAa     EeRrAa    EeRrAa     EeRrAa     EeRrAa     EeRrAa
edit        EeRrAa  ------     EeRrAa    ------     ------     ------     ------
submit      EeRrAa  ------     EeRrAa    ------     ------     ------     ------
take_back   ------  -e-r-a     ------    ------     ------     ------     ------
send_back   ------  --RrAa     ------    ------     ------     ------     ------
publish     ------  --R-A-     ------    ------     ------     ------     ------
set_aside   EeRrAa  ------     EeRrAa    ------     ------     ------     ------
reopen      ------  ------     ------    EeRrAa     ------     ------     ------
propose     ------  ------     ------    ------     ------     ------     ------
look        ------  ------     ------    ------     ------     ------     ------
import      ------  ------     ------    ------     ------     ------     ------
retract     ------  ------     ------    ------     ------     ------     ------
redact      ------  ------     ------    ------     ------     ------     ------
administer  ------  ------     ------    ------     ------     ------     ------
"""
OF_ONE = OF_TWO.replace("--R-A-", "--RrAa")
"""Where one person does all, publishing what one wrote oneself is all that is different."""

AT_ALL = """
read        ERA  read
edit        ERA  propose
submit      ERA  propose
take_back   ERA  propose
send_back   -RA  publish
publish     -RA  publish
set_aside   ERA  propose
reopen      ERA  propose
propose     ERA  propose
look        ERA  propose
import      ERA  propose
retract     ERA  propose
redact      --A  -
administer  --A  -
"""
"""Who may do it before any proposal is named, and what a token needs for it."""

NUMBER = 7
SIGNS = "EeRrAa"
WHO = list(product(StaffRole, (False, True)))


def square(table: str) -> dict[tuple[Verb, State], str]:
    """Read a table: the signs of each verb and state."""
    heading, *lines = (line.split() for line in table.strip().splitlines())
    return {
        (Verb(verb), State(state)): signs
        for verb, *cells in lines
        for state, signs in zip(heading, cells, strict=True)
    }


def standing(state: State, *, own: bool) -> Standing:
    """How a proposal stands that number 7 wrote in, or two others did."""
    return Standing(state, frozenset({3, NUMBER} if own else {3, 5}))


@pytest.mark.parametrize(
    ("review", "table"), [(Review.PAIR, OF_TWO), (Review.SINGLE, OF_ONE)], ids=["pair", "single"]
)
def test_everybody_may_what_the_square_says_and_nothing_else(review: Review, table: str) -> None:
    expected = square(table)
    assert len(expected) == len(Verb) * len(State)
    for (verb, state), signs in expected.items():
        found = "".join(
            sign
            if refusal(verb, Actor(NUMBER, role), standing(state, own=own), review) is None
            else "-"
            for sign, (role, own) in zip(SIGNS, WHO, strict=True)
        )
        assert (verb, state, found) == (verb, state, signs)


def test_each_verb_asks_for_a_role_and_of_a_token_for_a_scope() -> None:
    lines = [line.split() for line in AT_ALL.strip().splitlines()]
    assert [verb for verb, *_ in lines] == list(Verb)
    for verb, signs, scope in lines:
        found = "".join(
            sign if refusal(Verb(verb), Actor(NUMBER, role)) is None else "-"
            for sign, role in zip("ERA", StaffRole, strict=True)
        )
        assert (verb, found) == (verb, signs)
        assert RULES[Verb(verb)].scope == (None if scope == "-" else Scope(scope))


@pytest.mark.parametrize(
    ("verb", "leads_to"),
    [
        (Verb.SUBMIT, State.SUBMITTED),
        (Verb.TAKE_BACK, State.DRAFT),
        (Verb.SEND_BACK, State.RETURNED),
        (Verb.PUBLISH, State.PUBLISHED),
        (Verb.SET_ASIDE, State.SET_ASIDE),
        (Verb.REOPEN, State.DRAFT),
        (Verb.READ, None),
        (Verb.EDIT, None),
    ],
)
def test_each_verb_leads_to_one_state(verb: Verb, leads_to: State | None) -> None:
    assert RULES[verb].leads_to is leads_to


@pytest.mark.parametrize(
    ("role", "state", "own", "says"),
    [
        (StaffRole.EDITOR, State.SUBMITTED, False, "Needed is: Reviewer"),
        (StaffRole.REVIEWER, State.SET_ASIDE, False, "the proposal as it stands now"),
        (StaffRole.REVIEWER, State.SUBMITTED, True, "somebody else has to publish it"),
    ],
)
def test_a_refusal_says_why_and_who_can(
    role: StaffRole, state: State, own: bool, says: str
) -> None:
    refused = refusal(Verb.PUBLISH, Actor(NUMBER, role), standing(state, own=own))
    assert refused is not None
    assert says in refusal_told(refused, str.format)


def test_only_authors_take_back_what_waits() -> None:
    refused = refusal(
        Verb.TAKE_BACK, Actor(NUMBER, StaffRole.ADMINISTRATOR), standing(State.SUBMITTED, own=False)
    )
    assert refused is not None
    assert refused.sentence == "Only somebody who wrote in this proposal can do that."


def test_a_page_offers_what_is_possible_in_the_order_of_the_table() -> None:
    author = Actor(NUMBER, StaffRole.REVIEWER)
    waiting = standing(State.SUBMITTED, own=True)
    assert possible(list(Verb)[::-1], author, waiting, Review.PAIR) == [
        Verb.READ,
        Verb.TAKE_BACK,
        Verb.SEND_BACK,
    ]
    assert possible([Verb.PUBLISH], author, waiting, Review.SINGLE) == [Verb.PUBLISH]


def test_ledgers_know_people_by_role_and_number() -> None:
    assert Actor(2, StaffRole.REVIEWER).name == "reviewer-2"
