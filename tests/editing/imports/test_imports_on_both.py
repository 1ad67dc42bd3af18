"""Taking in and back on either database."""

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from app.domain.workflow import Actor, Intent, State
from app.editing.imports.imports import (
    list_imports,
    proposals_of,
    take_in,
)
from app.editing.publishing import publish
from app.errors import FaultyDraftError
from app.store.engine import reading, writing
from app.store.tables import Document, Evidence
from app.store.tables.desk import Import, Proposal
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
from tests.editing.imports.rows_of import desk_in, row


def test_every_new_row_becomes_a_draft_and_nothing_public(engine: Engine, editor: Actor) -> None:
    taken = taken_in(engine, editor)
    assert (taken.name, taken.rows, taken.states) == ("Orda.xlsx", 3, {State.DRAFT: 3})
    with reading(engine) as session:
        assert list_imports(session) == [taken]
        drafts = proposals_of(session, taken.id)
        assert {one.draft.summary for one in drafts} == {one["summary"] for one in ROWS}
        assert {one.authors for one in drafts} == {(editor.number,)}
        public = {session.get(Document, one.document_id) for one in drafts}
        assert public | {session.get(Evidence, one.entry_id) for one in drafts} == {None}


def test_nothing_is_taken_in_when_one_row_is_faulty(engine: Engine, editor: Actor) -> None:
    run = looked_through(engine, *ROWS, row(summary="Third.", date="never"))
    with pytest.raises(FaultyDraftError) as caught, writing(engine) as session:
        take_in(desk_in(session, editor), run, "x.csv", for_review=True)
    assert [field for field, _ in caught.value.wrong] == ["", "5.date"]
    with reading(engine) as session:
        assert (count(session, Import), count(session, Proposal)) == (0, 0)


def test_rows_of_one_new_document_publish_it_once(
    engine: Engine, editor: Actor, reviewer: Actor
) -> None:
    taken = taken_in(engine, editor, for_review=True)
    with reading(engine) as session:
        before = count(session, Document)
    published(engine, reviewer, taken.id)
    with reading(engine) as session:
        assert count(session, Document) == before + 1
        here = select(Document).where(col(Document.url) == "https://example.org/report")
        (document,) = session.scalars(here)
        in_it = select(col(Evidence.id)).where(col(Evidence.document) == document.id)
        assert len(list(session.scalars(in_it))) == 2
    assert looked_through(engine, *ROWS).left_out[2].twin is not None


def test_taking_back_what_is_published_asks_a_reviewer(
    engine: Engine, editor: Actor, reviewer: Actor
) -> None:
    taken = taken_in(engine, editor, for_review=True)
    published(engine, reviewer, taken.id)
    done = retracted(engine, editor, taken.id)
    assert (len(done.withdrawals), done.withdrawn, done.on_their_way) == (3, (), 0)
    assert states(engine, taken.id) == {State.PUBLISHED: 3}
    with writing(engine) as session:
        for name in done.withdrawals:
            asked = session.get_one(Proposal, name)
            assert (asked.intent, asked.content["reason"]) == (Intent.WITHDRAW, WHY.reason)
            publish(desk_in(session, reviewer), name, asked.version)
    assert states(engine, taken.id) == {State.WITHDRAWN: 3}
