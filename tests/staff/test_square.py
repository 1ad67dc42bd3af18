"""The permission table at the desk, page by page: every role, every verb, every state."""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlmodel import Session

from app.domain.workflow import Review, StaffRole, State, Verb
from app.editing.proposals import new_id
from app.staff.links import link
from app.store.engine import writing
from app.store.tables.desk import Proposal
from tests.conftest import Databases
from tests.domain.test_workflow import OF_ONE, OF_TWO, SIGNS, WHO, square
from tests.staff.drafting import act, drafted, form
from tests.staff.visiting import Visit, Visits, opened_desk

TO_PROPOSALS = list(Verb)[: list(Verb).index(Verb.PROPOSE)]
Expected = dict[tuple[Verb, State], str]


class Bench:
    """A proposal in every state, by all three who visit and by somebody else, to try verbs on."""

    def __init__(self, visits: Visits) -> None:
        """Bring the people, and one sound draft to make the others from."""
        self._visits = visits
        people = {role: visits.somebody(role, with_factor=True) for role in StaffRole}
        self.browsers = {role: visits.of(person) for role, person in people.items()}
        self._authors = {
            True: [person.number for person in people.values()],
            False: [visits.somebody().number],
        }
        # Context moves nothing, so that no page has to work out what would follow.
        self._model = drafted(self.browsers[StaffRole.EDITOR], concerns__0__stands="context")
        self._ids = {key: new_id("p") for key in product(State, (True, False))}
        self.set_out(*self._ids)

    def set_out(self, *keys: tuple[State, bool]) -> None:
        """Put proposals back into their states."""
        with writing(self._visits.engine) as session:
            model = session.get_one(Proposal, self._model)
            for key in keys:
                self._set(session, model, key, self._ids[key])

    def _set(self, session: Session, model: Proposal, key: tuple[State, bool], name: str) -> None:
        state, own = key
        changes = {
            "id": name,
            "state": state.value,
            "version": 1,
            "authors": self._authors[own],
            "entry_id": new_id("ev"),
            "document_id": new_id("doc"),
        }
        session.merge(Proposal(**(model.model_dump() | changes)))

    def tried(self, visit: Visit, verb: Verb, state: State, *, own: bool) -> int:
        """Do it as a browser does, and give the status; what changed is set out anew."""
        name = self._ids[state, own]
        if verb is Verb.READ:
            return visit.get(link("proposal", id=name)).status_code
        if verb is Verb.EDIT:
            assert self._opens_form(visit, name) == (state in {State.DRAFT, State.RETURNED})
            sent = form(summary="Said otherwise.", concerns__0__stands="context") | {
                "version": "1",
                "press": "save",
            }
            answer = visit.post(link("proposal-edit", id=name), sent)
        else:
            answer = act(visit, name, verb.value, 1, opened="yes", comment="Which page?")
        if answer.status_code == 303:
            self.set_out((state, own))
        return answer.status_code

    def _opens_form(self, visit: Visit, name: str) -> bool:
        status = visit.get(link("proposal-edit", id=name)).status_code
        assert status in {200, 403}
        return status == 200


@pytest.fixture(scope="module")
def bench(sqlite_databases: Databases) -> Iterator[Bench]:
    """A desk where somebody else publishes."""
    with opened_desk(sqlite_databases) as visits:
        yield Bench(visits)


def outcomes(bench: Bench, verb: Verb, states: list[State]) -> dict[State, str]:
    """Who may do a verb in each state, written as in the table."""
    done = 200 if verb is Verb.READ else 303
    found = {}
    for state in states:
        statuses = [bench.tried(bench.browsers[role], verb, state, own=own) for role, own in WHO]
        assert set(statuses) <= {done, 403}, (verb, state, statuses)
        pairs = zip(SIGNS, statuses, strict=True)
        found[state] = "".join(sign if status == done else "-" for sign, status in pairs)
    return found


@pytest.mark.parametrize("verb", TO_PROPOSALS)
def test_a_page_does_what_the_table_says_and_nothing_else(bench: Bench, verb: Verb) -> None:
    expected = square(OF_TWO)
    assert outcomes(bench, verb, list(State)) == {one: expected[verb, one] for one in State}


def test_where_one_person_does_all_they_publish_what_they_wrote(
    sqlite_databases: Databases,
) -> None:
    with opened_desk(sqlite_databases, review=Review.SINGLE.value) as visits:
        found = outcomes(Bench(visits), Verb.PUBLISH, [State.SUBMITTED])
    assert found[State.SUBMITTED] == square(OF_ONE)[Verb.PUBLISH, State.SUBMITTED]


@pytest.mark.parametrize("role", StaffRole)
def test_only_administrators_see_or_do_redaction(bench: Bench, role: StaffRole) -> None:
    visit = bench.browsers[role]
    asked = {"subject": "evidence", "id": "ev-wom-dv-law"}
    expected = role is StaffRole.ADMINISTRATOR
    assert (visit.get(link("redaction", **asked)).status_code == 200) is expected
    wrong = visit.post(link("redaction"), asked | {"typed": "something else"})
    assert wrong.status_code == (422 if expected else 403)


def test_an_act_that_is_none_is_not_found(bench: Bench) -> None:
    visit = bench.browsers[StaffRole.ADMINISTRATOR]
    assert act(visit, "p-222222222222", "publish", 1).status_code == 404
    assert act(visit, "p-222222222222", "administer", 1).status_code == 404
