"""A file is taken in whole or not at all, and can be taken back whole, as often as one likes."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from app.domain.workflow import Actor, Review, StaffRole, State
from app.editing.drafts import Draft
from app.editing.imports.imports import (
    find_import,
    hand_in,
    proposals_of,
    set_all_aside,
    take_in,
)
from app.editing.imports.retracting import retract
from app.editing.proposals import save, set_aside, submit
from app.errors import FaultyDraftError, NotAllowedError, NotFoundError
from app.store.engine import open_engine, reading, writing
from app.store.tables.desk import Proposal
from app.store.tables.ledgers import DeskRevision
from tests.conftest import Databases
from tests.editing.imports.acting import (
    ROWS,
    WHY,
    count,
    looked_through,
    published,
    retracted,
    states,
    taken_in,
)
from tests.editing.imports.rows_of import TONGUE, desk_in, look, new_row, row
from tests.staffing import add_staff


@pytest.fixture
def engine(sqlite_databases: Databases) -> Iterator[Engine]:
    """One kind of database: what differs by it is in `test_imports_on_both.py`."""
    opened = open_engine(sqlite_databases.make("filled"))
    yield opened
    opened.dispose()


def test_the_ledger_knows_the_import_but_not_the_name_of_the_file(
    engine: Engine, editor: Actor
) -> None:
    taken = taken_in(engine, editor)
    with reading(engine) as session:
        found = select(DeskRevision).where(col(DeskRevision.subject_id) == taken.id)
        (revision,) = session.scalars(found)
        told = json.loads(revision.payload or "")
        assert (revision.action, revision.actor) == ("import", editor.name)
        assert sorted(told["proposals"]) == sorted(
            one.id for one in proposals_of(session, taken.id)
        )
        assert "Orda.xlsx" not in str(list(session.scalars(select(DeskRevision.payload))))


def test_what_was_published_since_the_dry_run_is_checked_against(
    engine: Engine, editor: Actor, reviewer: Actor
) -> None:
    other = new_row(document_title="The report, corrected", summary="By somebody else.")
    run = looked_through(engine, *ROWS)
    with writing(engine) as session:
        first = take_in(desk_in(session, editor), look(session, other), "1.csv", for_review=True)
    published(engine, reviewer, first.id)
    with pytest.raises(FaultyDraftError, match="row 3") as caught, writing(engine) as session:
        take_in(desk_in(session, editor), run, "2.csv", for_review=False)
    assert {field for field, _ in caught.value.wrong} == {"", "3.document_url", "4.document_url"}


def test_importing_a_file_twice_takes_nothing_in_again(engine: Engine, editor: Actor) -> None:
    taken_in(engine, editor, for_review=True)
    run = looked_through(engine, *ROWS)
    assert (run.taken, run.faults, len(run.left_out)) == ([], [], 3)
    with pytest.raises(FaultyDraftError, match="here already"), writing(engine) as session:
        take_in(desk_in(session, editor), run, "x.csv", for_review=False)


def test_all_drafts_are_handed_in_but_for_the_faulty(engine: Engine, editor: Actor) -> None:
    taken = taken_in(engine, editor)
    with writing(engine) as session:
        spoiled = proposals_of(session, taken.id)[0]
        desk = desk_in(session, editor)
        save(desk, spoiled.id, 1, spoiled.draft.model_copy(update={"date": "never"}))
        handed, last = hand_in(desk, taken.id)
    assert (handed.submitted, list(handed.faulty), last) == (2, [spoiled.id], "")
    assert states(engine, taken.id) == {State.DRAFT: 1, State.SUBMITTED: 2}


def test_drafts_are_handed_in_by_pieces(engine: Engine, editor: Actor) -> None:
    taken = taken_in(engine, editor)
    after, submitted = "", 0
    for _ in range(2):
        with writing(engine) as session:
            handed, after = hand_in(desk_in(session, editor), taken.id, after, most=2)
            submitted += handed.submitted
    assert (submitted, after) == (3, "")


def test_all_drafts_are_set_aside(engine: Engine, editor: Actor) -> None:
    taken = taken_in(engine, editor)
    with writing(engine) as session:
        assert set_all_aside(desk_in(session, editor), taken.id) == 3
    assert states(engine, taken.id) == {State.SET_ASIDE: 3}


def test_taking_back_sets_aside_what_is_not_published_whatever_its_state(
    engine: Engine, editor: Actor, reviewer: Actor
) -> None:
    taken = taken_in(engine, editor)
    with writing(engine) as session:
        first, second, _ = proposals_of(session, taken.id)
        set_aside(desk_in(session, editor), first.id, 1)
        submit(desk_in(session, editor), second.id, 1)
    done = retracted(engine, reviewer, taken.id)
    assert (len(done.set_aside), done.withdrawals) == (2, ())
    assert states(engine, taken.id) == {State.SET_ASIDE: 3}
    with reading(engine) as session:
        assert find_import(session, TONGUE, taken.id).retracted_at is not None


def test_taking_back_twice_does_no_more_than_once(
    engine: Engine, editor: Actor, reviewer: Actor
) -> None:
    taken = taken_in(engine, editor, for_review=True)
    published(engine, reviewer, taken.id)
    retracted(engine, editor, taken.id)
    with reading(engine) as session:
        before = count(session, Proposal)
    again = retracted(engine, editor, taken.id)
    assert (again.set_aside, again.withdrawals, again.on_their_way) == ((), (), 3)
    with reading(engine) as session:
        assert count(session, Proposal) == before
        found = select(DeskRevision).where(col(DeskRevision.subject_id) == taken.id)
        assert len(list(session.scalars(found))) == 2


def test_where_one_person_does_all_taking_back_withdraws_at_once(
    engine: Engine, reviewer: Actor
) -> None:
    taken = taken_in(engine, reviewer, for_review=True)
    published(engine, reviewer, taken.id, Review.SINGLE)
    done = retracted(engine, reviewer, taken.id, Review.SINGLE)
    assert done.withdrawn == done.withdrawals
    assert states(engine, taken.id) == {State.WITHDRAWN: 3}


def test_another_editor_cannot_take_back_what_waits_for_review(
    engine: Engine, editor: Actor
) -> None:
    taken = taken_in(engine, editor, for_review=True)
    other = add_staff(engine, StaffRole.EDITOR).actor
    with pytest.raises(NotAllowedError):
        retracted(engine, other, taken.id)
    assert states(engine, taken.id) == {State.SUBMITTED: 3}


def test_a_retracted_file_can_be_imported_once_more(engine: Engine, editor: Actor) -> None:
    retracted(engine, editor, taken_in(engine, editor).id)
    assert looked_through(engine, *ROWS).is_sound


def test_taking_back_wants_a_reason_and_an_import(engine: Engine, editor: Actor) -> None:
    taken = taken_in(engine, editor)
    with reading(engine) as session:
        with pytest.raises(FaultyDraftError, match="Say why"):
            retract(desk_in(session, editor), taken.id, Draft(reason=" "))
        with pytest.raises(NotFoundError, match="list of imports"):
            retract(desk_in(session, editor), "im-nothing", WHY)


@pytest.mark.parametrize("name", ["C:\\Users\\a\\list\u202e.csv", "/srv/a/list.csv", "list\n.csv"])
def test_of_the_name_of_a_file_only_what_is_seen_is_kept(
    engine: Engine, editor: Actor, name: str
) -> None:
    run = looked_through(engine, row())
    with writing(engine) as session:
        assert take_in(desk_in(session, editor), run, name, for_review=False).name == "list.csv"
