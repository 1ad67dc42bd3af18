"""Several people deciding at once: one wins, the others are told, and nothing is torn."""

from concurrent.futures import ThreadPoolExecutor

from app.domain.workflow import Actor, State
from app.editing.proposals import ProposalShape, find_proposal, save, send_back
from app.errors import ScorecardError, StaleVersionError
from app.store.engine import reading
from tests.editing.offices import (
    EDITOR,
    ENGLISH,
    OTHER_REVIEWER,
    REVIEWER,
    Office,
    evidence,
)
from tests.registry.tampering import found_in


def outcome(office: Office, proposal: ProposalShape, actor: Actor) -> State | type[ScorecardError]:
    """Try to publish, and say what came of it."""
    try:
        return office.publish(proposal, actor).state
    except ScorecardError as error:
        return type(error)


def test_of_two_who_publish_at_once_exactly_one_does(any_office: Office) -> None:
    waiting = any_office.submitted(evidence())
    before = any_office.newest()
    with ThreadPoolExecutor(4) as threads:
        actors = [REVIEWER, OTHER_REVIEWER] * 2
        found = list(threads.map(lambda actor: outcome(any_office, waiting, actor), actors))
    assert sorted(map(str, found)) == sorted(map(str, [State.PUBLISHED, *[StaleVersionError] * 3]))
    assert len(any_office.revisions(before)) == 1


def test_publications_at_once_queue_up_and_the_chain_holds(any_office: Office) -> None:
    waiting = [any_office.submitted(evidence(summary=f"Number {one}.")) for one in range(6)]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda one: outcome(any_office, one, REVIEWER), waiting))
    assert found == [State.PUBLISHED] * 6
    places = {any_office.row("evidence", one.entry_id)["position"] for one in waiting}
    assert places == set(range(309, 315))
    assert found_in(any_office.engine) == []


def test_of_two_who_save_at_once_one_is_told_and_no_word_is_lost(any_office: Office) -> None:
    waiting = any_office.submitted(evidence())
    with any_office.desk(REVIEWER) as desk:
        draft = send_back(desk, waiting.id, waiting.version, "Say which page.")

    def saved(text: str) -> str:
        with any_office.desk(EDITOR) as desk:
            try:
                return save(desk, draft.id, draft.version, evidence(summary=text)).draft.summary
            except StaleVersionError as error:
                return str(error.current)

    with ThreadPoolExecutor(2) as threads:
        found = set(threads.map(saved, ["One text.", "Another text."]))
    with reading(any_office.engine) as session:
        kept = find_proposal(session, ENGLISH, draft.id)
    assert found == {kept.draft.summary, str(draft.version + 1)}
