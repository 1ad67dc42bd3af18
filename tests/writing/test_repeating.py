"""Asking again: under one key a request acts once, whoever is asked, and however late."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from httpx2 import Response
from sqlalchemy import select, update
from sqlmodel import col

from app.accounts.moments import now, text_of
from app.domain.workflow import StaffRole
from app.store.engine import reading, writing
from app.store.tables.desk import IdempotencyKey
from app.writing.examples import DRAFT
from tests.writing.bench import API, NEW, PROPOSALS, Bench

LOOKS = f"{API}/commitments/decree-2021-06-expression/looks"


def is_replayed(answer: Response) -> bool:
    return answer.headers.get("idempotency-replayed") == "true"


def test_a_proposal_is_made_once_and_shown_again(bench: Bench) -> None:
    tool = bench.tool()
    first, second = (tool.post(PROPOSALS, NEW, Idempotency_Key="made-1") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert first.headers["location"] == second.headers["location"]
    assert first.headers["etag"] == second.headers["etag"] == '"1"'
    assert [is_replayed(first), is_replayed(second)] == [False, True]
    assert tool.get(f"{PROPOSALS}?mine=true").json()["total"] == 1


def test_of_many_at_once_under_one_key_exactly_one_acts(bench: Bench) -> None:
    tool, before = bench.tool(), bench.recorded()

    def make(_: int) -> Response:
        return tool.post(PROPOSALS, NEW, Idempotency_Key="at-once")

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(make, range(6)))
    assert [one.status_code for one in answers] == [201] * 6
    assert len({one.headers["location"] for one in answers}) == 1
    assert sorted(is_replayed(one) for one in answers) == [False] + [True] * 5
    assert bench.recorded() == before + 1


def test_a_step_that_was_taken_is_not_stale_when_it_is_asked_again(bench: Bench) -> None:
    tool = bench.tool()
    address = tool.make()
    text = {"draft": DRAFT | {"note": "Corrected."}}
    for _ in range(2):
        saved = tool.ask("PUT", address, text, If_Match='"1"', Idempotency_Key="put")
        assert saved.json()["version"] == 2
    before = bench.recorded()
    for number in range(2):
        handed_in = tool.post(f"{address}/submit", If_Match='"2"', Idempotency_Key="submit")
        assert (handed_in.status_code, handed_in.json()["state"]) == (200, "submitted")
        assert is_replayed(handed_in) is bool(number)
    assert bench.recorded() == before + 1
    assert tool.post(f"{address}/submit", If_Match='"2"').status_code == 412


def test_what_is_asked_again_is_shown_as_it_stands_now(on_sqlite: Bench) -> None:
    author, reviewer = on_sqlite.tool(), on_sqlite.tool(StaffRole.REVIEWER)
    made = author.post(PROPOSALS, NEW, Idempotency_Key="k")
    address = made.headers["location"]
    author.post(f"{address}/submit", If_Match='"1"')
    reviewer.post(f"{address}/send-back", {"comment": "Which paragraph?"}, If_Match='"2"')
    again = author.post(PROPOSALS, NEW, Idempotency_Key="k")
    assert (again.status_code, again.headers["etag"]) == (201, '"3"')
    assert again.json()["comment"] == "Which paragraph?"


@pytest.mark.parametrize("change", ["body", "address", "version"])
def test_a_key_that_was_used_for_something_else_is_a_conflict(
    on_sqlite: Bench, change: str
) -> None:
    tool = on_sqlite.tool()
    address = tool.make()
    tool.ask("PUT", address, NEW, If_Match='"1"', Idempotency_Key="k")
    body = NEW if change != "body" else {"draft": {}}
    path = address if change != "address" else tool.make()
    version = '"1"' if change != "version" else '"2"'
    answer = tool.ask("PUT", path, body, If_Match=version, Idempotency_Key="k")
    assert answer.status_code == 409
    assert answer.json()["type"] == f"{API}/problems#conflict"


def test_a_key_belongs_to_one_token(on_sqlite: Bench) -> None:
    tools = [on_sqlite.tool(), on_sqlite.tool()]
    made = [tool.post(PROPOSALS, NEW, Idempotency_Key="shared") for tool in tools]
    assert len({one.headers["location"] for one in made}) == 2


def test_what_was_refused_is_not_remembered(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    address = tool.make(draft={})
    refused = tool.post(f"{address}/submit", If_Match='"1"', Idempotency_Key="k")
    assert refused.status_code == 422
    tool.ask("PUT", address, NEW, If_Match='"1"')
    answer = tool.post(f"{address}/submit", If_Match='"2"', Idempotency_Key="k")
    assert answer.json()["state"] == "submitted"


def test_a_look_is_recorded_once(bench: Bench) -> None:
    tool, before = bench.tool(), bench.recorded()
    answers = [tool.post(LOOKS, Idempotency_Key="look") for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert [is_replayed(one) for one in answers] == [False, True]
    assert answers[0].json() == answers[1].json()
    assert bench.recorded() - before <= 1


@pytest.mark.parametrize("key", ["", "two words", "x" * 101, "ключ"])
def test_what_cannot_be_a_key_is_refused(on_sqlite: Bench, key: str) -> None:
    answer = on_sqlite.tool().send_raw("POST", PROPOSALS, "Idempotency-Key", key)
    assert (answer.status_code, answer.json()["parameter"]) == (422, "Idempotency-Key")


def test_no_text_is_kept_and_nothing_for_longer_than_a_day(bench: Bench) -> None:
    tool = bench.tool()
    with writing(bench.engine) as session:
        session.execute(
            update(IdempotencyKey).values(created_at=text_of(now(), -timedelta(hours=25)))
        )
    tool.post(PROPOSALS, NEW, Idempotency_Key="kept")
    with reading(bench.engine) as session:
        (row,) = session.execute(select(IdempotencyKey)).scalars()
        kept = row.model_dump()
    assert kept.pop("token")
    assert len(kept.pop("request")) == 64
    assert kept.pop("created_at")
    assert kept.pop("answer").startswith("p-")
    assert kept == {"key": "kept", "status": 201, "headers": {}}


def test_after_a_day_the_same_key_acts_again(bench: Bench) -> None:
    tool = bench.tool()
    first = tool.post(PROPOSALS, NEW, Idempotency_Key="old")
    with writing(bench.engine) as session:
        mine = col(IdempotencyKey.key) == "old"
        past = text_of(now(), -timedelta(hours=24, seconds=1))
        session.execute(update(IdempotencyKey).where(mine).values(created_at=past))
    second = tool.post(PROPOSALS, NEW, Idempotency_Key="old")
    assert first.headers["location"] != second.headers["location"]
    assert not is_replayed(second)
