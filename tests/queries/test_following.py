"""Whoever follows has what the lists have: after any work, in pages of any size, on a new day."""

import copy
import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.domain.vocabulary import Language
from app.queries import following
from app.queries.following import follow
from app.queries.languages import Tongue
from app.queries.view import look
from app.store.engine import open_engine, reading
from app.store.redactions import MARKER
from tests.conftest import TODAY, Databases
from tests.queries.asking import looking, recorded
from tests.queries.deskwork import (
    DISPUTE,
    EXPRESSION,
    LAW,
    LAW_AGAIN,
    REDACTED,
    WITHDRAWN_SOURCE,
    busy,
    look_at,
    replace_law,
    withdraw,
)
from tests.queries.follower import Follower, in_step
from tests.registry.exports import load
from tests.registry.registries import as_yaml
from tests.registry.staff_work import STEPS, Step, Work
from tests.registry.variants import STATES, State, small, variant


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(state=STATES, steps=st.lists(STEPS, min_size=3, max_size=7), limit=st.integers(4, 9))
def test_a_copy_stays_in_step_with_any_work(
    sqlite_databases: Databases, state: State, steps: list[Step], limit: int
) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    load(engine, as_yaml(variant(state)))
    now_and_then, always = Follower(limit), Follower()
    in_step(engine, now_and_then)
    work = Work(engine)
    for step in steps:
        work.carry_out([step])
        in_step(engine, always)
    in_step(engine, now_and_then)
    engine.dispose()


def test_a_page_in_the_middle_of_the_work_leaves_nothing_behind(sqlite_engine: Engine) -> None:
    follower = Follower()
    in_step(sqlite_engine, follower)
    for act in (replace_law, busy_but_law):
        act(sqlite_engine)
        with looking(sqlite_engine) as view:
            follower.take(follow(view, follower.since, 1))
    in_step(sqlite_engine, follower)


def busy_but_law(engine: Engine) -> None:
    """Some of what the desk does, after the law was replaced."""
    withdraw(engine, "evidence", LAW_AGAIN)
    withdraw(engine, "documents", WITHDRAWN_SOURCE)
    look_at(engine, EXPRESSION)


def test_a_new_day_brings_what_it_changes_without_any_revision(
    small_engine: Engine,
) -> None:
    sections = copy.deepcopy(small())
    sections["commitments"][0] |= {"due": "2026-12-31"}
    sections["commitments"][0].pop("due_inferred", None)
    load(small_engine, as_yaml(sections))
    follower = Follower()
    in_step(small_engine, follower)
    told = len(follower.told)
    for days in (1, 41, 400):
        in_step(small_engine, follower, TODAY + timedelta(days=days))
    name = sections["commitments"][0]["id"]
    assert follower.copy["commitments", name]["overdue"]
    assert len(follower.told) == told


def test_a_number_of_a_revision_counts_as_old_as_that_revision(small_engine: Engine) -> None:
    sections = copy.deepcopy(small())
    sections["commitments"][0] |= {"due": "2026-12-31"}
    load(small_engine, as_yaml(sections))
    follower = Follower()
    in_step(small_engine, follower)
    with reading(small_engine) as session:
        later = TODAY + timedelta(days=60)
        view = look(session, later, later, Tongue(Language.ENGLISH))
        named = {(one.noun, one.id) for one in follow(view, str(view.revision), 9).records}
    assert ("commitments", sections["commitments"][0]["id"]) in named


def test_more_records_than_a_page_takes_come_on_the_next(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST_RECORDS", 60)
    follower = Follower(limit=150)
    with looking(sqlite_engine) as view:
        page = follow(view, None, 150)
        assert (len(page.items), len(page.records), page.has_more) == (150, 60, True)
        following_page = follow(view, page.next, 150)
        assert (following_page.items, len(following_page.records)) == ([], 60)
        assert not {one.id for one in page.records} & {one.id for one in following_page.records}
    in_step(sqlite_engine, follower)
    assert follower.told == list(range(1, len(follower.told) + 1))


def test_each_revision_says_what_it_took_back(sqlite_engine: Engine) -> None:
    with looking(sqlite_engine) as view:
        since = str(view.revision)
    busy(sqlite_engine)
    with looking(sqlite_engine) as view:
        page = follow(view, since, 200)
    told = {
        (one.action, one.id): one.tombstone.model_dump(mode="json")
        for one in page.items
        if one.tombstone
    }
    replaced = told["replaced", LAW]
    assert (replaced["kind"], replaced["replaced_by"]) == ("replaced", LAW_AGAIN)
    assert replaced["reason"].startswith("The summary said more")
    assert told["withdrawn", DISPUTE]["on"] == TODAY.isoformat()
    assert told["redacted", REDACTED] == {
        "kind": "redacted",
        "on": None,
        "reason": None,
        "replaced_by": None,
    }
    gone = {
        one.id: one.tombstone.model_dump(mode="json")
        for one in page.records
        if one.record is None and one.tombstone
    }
    assert gone[LAW]["replaced_by"] == LAW_AGAIN
    assert gone[REDACTED]["kind"] == "redacted"
    assert MARKER not in json.dumps(gone)


def test_what_is_gone_from_the_file_leaves_a_tombstone(small_engine: Engine) -> None:
    follower = Follower()
    in_step(small_engine, follower)
    sections = copy.deepcopy(small())
    gone = sections["evidence"].pop()["id"]
    load(small_engine, as_yaml(sections))
    with looking(small_engine) as view:
        page = follow(view, follower.since, 200)
    ended = {one.id: one.tombstone.kind for one in page.records if one.tombstone}
    assert ended[gone] == "retired"
    assert [one.tombstone.kind for one in page.items if one.tombstone] == ["retired"]


def test_an_empty_ledger_is_followed_as_well(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    follower = Follower()
    in_step(engine, follower)
    assert follower.copy == {}
    load(engine, as_yaml(small()))
    in_step(engine, follower)
    assert follower.copy
    engine.dispose()


def test_a_page_takes_as_many_statements_however_much_it_touches(sqlite_engine: Engine) -> None:
    counts = []
    for limit in (20, 200):
        with looking(sqlite_engine) as view, recorded(sqlite_engine) as record:
            follow(view, "300", limit)
        counts.append(len(record.texts))
    assert max(counts) <= 32, record.texts
