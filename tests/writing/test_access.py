"""Who may use the writing API: tools with a good token, within its scopes, and nobody else."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.accounts.moments import now, text_of
from app.accounts.tokens import end_token, list_tokens
from app.domain.workflow import RULES, Scope, StaffRole, State, Verb
from app.store.engine import reading, writing
from app.store.tables.accounts import Account, ApiToken
from tests.conftest import Databases
from tests.staffing import add_staff, cookies, signed_in
from tests.writing.bench import ALL, API, NEW, PROPOSALS, Bench, Tool, bearer, opened_bench, row

ME = f"{API}/me"
NOT_TOKENS = [
    "Bearer",
    "Bearer scorecard_nobody",
    "Bearer \xff",
    "Basic c2NvcmVjYXJkOng=",
    "Bearer scorecard_a, Bearer scorecard_b",
]


def change_account(bench: Bench, tool: Tool, **values: object) -> None:
    with writing(bench.engine) as session:
        mine = col(Account.number) == tool.person.number
        session.execute(update(Account).where(mine).values(**values))


def test_a_stranger_is_turned_away_everywhere_and_leaves_no_trace(bench: Bench) -> None:
    before, tried = bench.recorded(), list(bench.operations())
    assert len(tried) == 15
    for method, address, _ in tried:
        answer = bench.client.request(method, address)
        assert answer.status_code == 401, address
        assert answer.headers["www-authenticate"] == 'Bearer realm="scorecard"'
        assert answer.json()["type"] == f"{API}/problems#no-token"
    assert bench.recorded() == before


@pytest.mark.parametrize("sent", NOT_TOKENS)
def test_what_is_no_token_is_none(on_sqlite: Bench, sent: str) -> None:
    headers = {b"Authorization": sent.encode("latin-1")}
    assert on_sqlite.client.get(ME, headers=headers).status_code == 401


def test_whoever_is_signed_in_on_a_browser_is_a_stranger_here(on_sqlite: Bench) -> None:
    person = add_staff(on_sqlite.engine, StaffRole.ADMINISTRATOR)
    sent = cookies(signed_in(on_sqlite.engine, person))
    cookie = "; ".join(f"{name}={value}" for name, value in sent.items())
    for method, address, _ in on_sqlite.operations():
        answer = on_sqlite.client.request(method, address, headers={"Cookie": cookie})
        assert answer.status_code == 401, address


def test_a_stranger_makes_no_writer_wait_and_waits_for_none(on_sqlite: Bench) -> None:
    with writing(on_sqlite.engine):
        assert on_sqlite.client.post(PROPOSALS, json=NEW).status_code == 401


def test_a_token_does_only_what_its_scopes_say(bench: Bench) -> None:
    author = add_staff(bench.engine, StaffRole.EDITOR).number
    (waiting,) = bench.keep(row(State.SUBMITTED, {author}))
    tools = {one: bench.tool(StaffRole.ADMINISTRATOR, one) for one in ALL}
    for method, address, operation in bench.operations(waiting):
        (needed,) = operation["security"][0]["token"] or [None]
        for scope, tool in tools.items():
            answer = tool.ask(method, address)
            is_refused = needed not in {None, scope}
            assert (answer.status_code == 403) is is_refused, (address, scope)
            if is_refused:
                assert f"one with the scope '{needed}'" in answer.json()["detail"]


def test_every_verb_asks_for_the_scope_that_the_table_names(on_sqlite: Bench) -> None:
    named = {
        operation["operationId"]: operation["security"][0]["token"]
        for _, _, operation in on_sqlite.operations()
    }
    assert named["publish_proposal"] == [RULES[Verb.PUBLISH].scope] == ["publish"]
    assert named["send_proposal_back"] == ["publish"]
    assert named["look_at_commitment"] == named["make_proposal"] == ["propose"]
    assert named["check_proposal"] == named["show_proposal"] == ["read"]
    assert named["show_token"] == []


def test_a_token_says_for_whom_it_acts_and_what_for(bench: Bench) -> None:
    tool = bench.tool(StaffRole.REVIEWER, Scope.PUBLISH, Scope.READ)
    expected = {"number": tool.person.number, "role": "reviewer", "scopes": ["publish", "read"]}
    assert tool.get(ME).json() == expected


def test_reading_with_a_token_is_noted(bench: Bench) -> None:
    tool = bench.tool()
    tool.get(ME)
    with reading(bench.engine) as session:
        (listed,) = list_tokens(session, tool.person)
    assert listed.last_used_at is not None


def test_an_ended_token_is_none(bench: Bench) -> None:
    tool = bench.tool()
    with writing(bench.engine) as session:
        (listed,) = list_tokens(session, tool.person)
        end_token(session, tool.person.number, listed.id, tool.person.actor)
    assert tool.get(ME).status_code == 401
    assert tool.post(PROPOSALS, NEW).status_code == 401


def test_a_token_that_is_ended_while_it_sends_writes_nothing(bench: Bench) -> None:
    tool = bench.tool()

    def sending() -> Iterator[bytes]:
        with writing(bench.engine) as session:
            (listed,) = list_tokens(session, tool.person)
            end_token(session, tool.person.number, listed.id, tool.person.actor)
        yield json.dumps(NEW).encode()

    headers = bearer(tool.token) | {"Content-Type": "application/json"}
    answer = tool.client.post(PROPOSALS, content=sending(), headers=headers)
    assert answer.status_code == 401
    assert tool.person.number not in {
        number
        for one in bench.tool().get(f"{PROPOSALS}?limit=200").json()["items"]
        for number in one["authors"]
    }


def test_an_expired_token_is_none(bench: Bench) -> None:
    tool = bench.tool()
    with writing(bench.engine) as session:
        mine = col(ApiToken.account) == tool.person.number
        past = text_of(now(), -timedelta(seconds=1))
        session.execute(update(ApiToken).where(mine).values(expires_at=past))
    assert tool.get(ME).status_code == 401


def test_the_token_of_somebody_who_was_shut_out_is_none(bench: Bench) -> None:
    tool = bench.tool(StaffRole.ADMINISTRATOR)
    change_account(bench, tool, disabled_at=text_of(now()))
    assert tool.get(ME).status_code == 401
    assert tool.post(PROPOSALS, NEW).status_code == 401


def test_a_token_does_no_more_than_its_owner_may_now(bench: Bench) -> None:
    author, tool = bench.tool(), bench.tool(StaffRole.REVIEWER)
    address = author.make()
    author.post(f"{address}/submit", If_Match='"1"')
    change_account(bench, tool, role=StaffRole.EDITOR.value)
    assert tool.get(ME).json()["scopes"] == ["propose", "read"]
    refused = tool.post(f"{address}/publish", If_Match='"2"')
    assert refused.status_code == 403
    assert "Reviewer" in refused.json()["detail"]


def test_whoever_has_to_set_up_a_second_factor_first_has_no_use_of_tokens(
    on_sqlite: Bench, sqlite_databases: Databases
) -> None:
    tool = on_sqlite.tool(StaffRole.REVIEWER)
    change_account(on_sqlite, tool, totp_secret=None)
    refused = tool.get(PROPOSALS)
    assert refused.status_code == 403
    assert "needs a second factor first" in refused.json()["detail"]
    with opened_bench(sqlite_databases, second_factor="optional") as bench:
        free = bench.tool_of(add_staff(bench.engine, StaffRole.REVIEWER, with_factor=False), ALL)
        assert free.get(PROPOSALS).status_code == 200


def test_nothing_private_is_kept_or_read_by_another_site(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool(StaffRole.ADMINISTRATOR)
    seen = set()
    origin = {"Origin": "https://elsewhere.example"}
    for headers in (origin, origin | bearer(tool.token)):
        for asked, address, _ in on_sqlite.operations():
            for method in (asked, "OPTIONS", "DELETE"):
                answer = on_sqlite.client.request(method, address, headers=headers)
                seen.add(answer.status_code)
                assert answer.headers["cache-control"] == "no-store", (method, address)
                assert answer.headers["cross-origin-resource-policy"] == "same-origin"
                assert not [name for name in answer.headers if name.startswith("access-control")]
                assert "set-cookie" not in answer.headers
    assert seen >= {200, 401, 404, 405, 415, 428}


def test_our_own_fault_is_as_private_as_any_answer(sqlite_databases: Databases) -> None:
    with opened_bench(sqlite_databases) as bench:
        tool = bench.tool()
        broken = row(State.DRAFT, {tool.person.number})
        broken.content = {"secret": "leakmark"}
        (name,) = bench.keep(broken)
        answer = tool.get(f"{PROPOSALS}/{name}")
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers
    assert "leakmark" not in answer.text


def test_no_answer_names_anybody(on_sqlite: Bench) -> None:
    editor = on_sqlite.tool_of(
        add_staff(on_sqlite.engine, StaffRole.EDITOR, name="Leakmark"), [Scope.READ, Scope.PROPOSE]
    )
    address = editor.make()
    editor.post(f"{address}/submit", If_Match='"1"')
    told = [
        editor.get(ME).text,
        editor.get(address).text,
        editor.get(f"{address}/history").text,
        editor.get(f"{PROPOSALS}?mine=true").text,
        editor.post(f"{address}/publish", If_Match='"2"').text,
        editor.post(f"{address}/submit", If_Match='"1"').text,
    ]
    for text in told:
        assert "leakmark" not in text.lower()
        assert editor.person.login not in text


def test_a_token_is_in_no_ledger(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    tool.make()
    assert tool.token not in on_sqlite.everything_recorded()
