"""Lists of proposals: whose turn it is, and what was done."""

from app.domain.workflow import Intent, Proposed, State
from app.editing import lists
from app.editing.proposals import propose, save, set_aside, take_back
from app.store.engine import reading
from tests.editing.offices import EDITOR, REVIEWER, WRONG_YEAR, Office, evidence


def test_the_longest_waiting_comes_first(office: Office) -> None:
    waiting = [office.submitted(evidence(summary=f"Number {one}.")) for one in range(3)]
    with office.desk() as desk:
        back = take_back(desk, waiting[0].id, waiting[0].version)
        found = lists.waiting(desk.session, limit=1, offset=0)
        rest = lists.waiting(desk.session, limit=1, offset=1)
    assert back.state is State.DRAFT
    assert ([one.id for one in found.items], found.total) == ([waiting[1].id], 2)
    assert [one.id for one in rest.items] == [waiting[2].id]


def test_my_drafts_are_those_i_wrote_a_word_of(office: Office) -> None:
    with office.desk(EDITOR) as desk:
        mine = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence())
        aside = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence())
        set_aside(desk, aside.id, aside.version)
    with office.desk(REVIEWER) as desk:
        assert lists.drafts_of(desk.session, 2).total == 0
        save(desk, mine.id, 1, evidence(summary="Ours."))
        assert [one.id for one in lists.drafts_of(desk.session, 2).items] == [mine.id]
        assert [one.id for one in lists.drafts_of(desk.session, 1).items] == [mine.id]
        assert [one.id for one in lists.set_aside_by(desk.session, 1).items] == [aside.id]
        assert lists.set_aside_by(desk.session, 2).total == 0


def test_a_commitment_has_what_is_being_prepared_about_it(office: Office) -> None:
    with office.desk() as desk:
        mine = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence())
        aside = propose(desk, Intent.ADD, Proposed.EVIDENCE, evidence())
        set_aside(desk, aside.id, aside.version)
    waiting = office.submitted(evidence(summary="Another one."))
    office.published(evidence(summary="Public by now."))
    with reading(office.engine) as session:
        found = lists.concerning(session, mine.draft.concerns[0].commitment)
        assert {one.id for one in found.items} == {mine.id, waiting.id}
        assert lists.concerning(session, "fs2024-torture-law").items == []


def test_what_was_published_is_recent_also_when_it_has_ended_since(office: Office) -> None:
    first = office.published(evidence())
    second = office.published(WRONG_YEAR, Intent.WITHDRAW, target=first.entry_id)
    with reading(office.engine) as session:
        found = lists.recent(session)
        counts = lists.counts(session)
        about = lists.about(session, first.entry_id)
    assert {one.id: one.state for one in found.items} == {
        first.id: State.WITHDRAWN,
        second.id: State.PUBLISHED,
    }
    assert [one.id for one in found.items] == [second.id, first.id]
    assert {state: count for state, count in counts.items() if count} == {
        State.PUBLISHED: 1,
        State.WITHDRAWN: 1,
    }
    assert list(counts) == list(State)
    assert {one.id for one in about.items} == {first.id, second.id}
