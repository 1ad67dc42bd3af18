"""Proposals by API: the same verbs as at the desk, by token."""

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.domain.workflow import StaffRole
from app.store.engine import writing
from app.store.tables.accounts import Account
from app.writing.examples import DRAFT
from tests.writing.bench import API, NEW, PROPOSALS, Bench

COMMITMENT = "decree-2021-06-expression"
CORRECTED = {"draft": DRAFT | {"note": "Read in an extract."}}


def test_a_proposal_is_made_returned_corrected_and_published(bench: Bench) -> None:
    editor, reviewer = bench.tool(), bench.tool(StaffRole.REVIEWER)
    address = editor.make()
    assert editor.post(f"{address}/submit", If_Match='"1"').json()["state"] == "submitted"
    comment = {"comment": "Say that only an extract was read."}
    returned = reviewer.post(f"{address}/send-back", comment, If_Match='"2"')
    assert returned.json()["possible"] == ["edit", "submit", "set_aside"]
    editor.ask("PUT", address, CORRECTED, If_Match='"3"')
    waiting = editor.post(f"{address}/submit", If_Match='"4"')
    assert waiting.json()["possible"] == ["take_back"]
    published = reviewer.post(f"{address}/publish", If_Match='"5"').json()
    assert (published["state"], published["decided_by"]) == ("published", reviewer.person.number)
    public = bench.client.get(f"{API}/evidence/{published['entry_id']}").json()
    assert public["note"] == CORRECTED["draft"]["note"]
    steps = reviewer.get(f"{address}/history").json()["items"]
    acts = ["propose", "submit", "send_back", "edit", "submit", "publish"]
    assert [one["action"] for one in steps] == acts
    names = [editor.person.actor.name] * 2 + [reviewer.person.actor.name]
    assert [one["actor"] for one in steps] == names + names
    assert [one["version"] for one in steps] == [1, 2, 3, 4, 5, 6]


def test_what_is_taken_back_set_aside_and_reopened_is_a_draft_again(bench: Bench) -> None:
    tool = bench.tool()
    address = tool.make()
    states = [
        tool.post(f"{address}/{step}", If_Match=f'"{version}"').json()["state"]
        for version, step in enumerate(("submit", "take-back", "set-aside", "reopen"), 1)
    ]
    assert states == ["submitted", "draft", "set_aside", "draft"]


def test_a_faulty_draft_is_kept_and_every_fault_is_named_at_the_end(bench: Bench) -> None:
    tool = bench.tool()
    address = tool.make(draft={"date": "tomorrow", "concerns": [{"commitment": COMMITMENT}]})
    assert tool.get(address).json()["draft"]["date"] == "tomorrow"
    refused = tool.post(f"{address}/submit", If_Match='"1"')
    assert refused.status_code == 422
    fields = {one["parameter"] for one in refused.json()["errors"]}
    assert fields >= {"date", "document", "summary", "concerns.0.status"}
    checked = tool.post(f"{PROPOSALS}/check", {"draft": {"date": "tomorrow"}}).json()
    assert "date" in {one["parameter"] for one in checked["faults"]}


def test_a_check_tells_what_would_change_and_saves_nothing(bench: Bench) -> None:
    tool, before = bench.tool(), bench.recorded()
    target = {"intent": "withdraw", "target": "ev-exp-media-law", "draft": {"reason": "x"}}
    for body in (NEW, target):
        answer = tool.post(f"{PROPOSALS}/check", body)
        assert answer.status_code == 200
        assert answer.json()["faults"] == []
        named = {one["commitment"]["id"] for one in answer.json()["effects"]}
        assert COMMITMENT in named
    assert bench.recorded() == before


def test_the_effects_of_a_proposal_are_those_of_its_draft(bench: Bench) -> None:
    tool = bench.tool()
    shown = tool.get(f"{tool.make()}/effects").json()
    checked = tool.post(f"{PROPOSALS}/check", NEW).json()
    assert shown["items"] == checked["effects"]
    (effect,) = shown["items"]
    assert effect["before"]["status"] == effect["after"]["status"] == "contested"
    assert effect["after"]["open_contests"] == effect["before"]["open_contests"] + 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"intent": "replace", "target": "ev-exp-orda-2025", "draft": DRAFT}, 201),
        ({"intent": "replace", "draft": DRAFT}, 409),
        ({"intent": "withdraw", "target": "no-such-thing", "draft": {}}, 409),
        ({"intent": "withdraw", "target": "Nothing\x01 like'; an id", "draft": {}}, 409),
        ({"intent": "add", "target": "ev-exp-orda-2025", "draft": DRAFT}, 409),
        ({"intent": "withdraw", "subject": "document", "target": "orda-2025-12", "draft": {}}, 201),
    ],
)
def test_a_replacement_or_a_withdrawal_names_what_is_in_force(
    bench: Bench, body: dict[str, object], status: int
) -> None:
    answer = bench.tool().post(PROPOSALS, body)
    assert answer.status_code == status, answer.text


def test_a_list_is_read_page_by_page_and_narrowed(bench: Bench) -> None:
    tool = bench.tool()
    made = [tool.make().rpartition("/")[2] for _ in range(3)]
    tool.post(f"{PROPOSALS}/{made[0]}/submit", If_Match='"1"')
    page = tool.get(f"{PROPOSALS}?mine=true&limit=2").json()
    assert (len(page["items"]), page["total"]) == (2, 3)
    rest = tool.get(f"{PROPOSALS}?mine=true&limit=2&cursor={page['next']}").json()
    assert rest["next"] is None
    found = [one["id"] for one in [*page["items"], *rest["items"]]]
    assert found[0] == made[0]
    assert set(found) == set(made)
    drafts = tool.get(f"{PROPOSALS}?mine=true&state=draft").json()
    assert {one["id"] for one in drafts["items"]} == set(made[1:])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=1_0", "limit"),
        ("mine=yes", "mine"),
        ("state=gone", "state"),
        ("cursor=0", "cursor"),
        ("cursor=x", "cursor"),
        ("cursor=99999999", "cursor"),
        ("offset=1", "offset"),
        ("mine=true&mine=true", "mine"),
        ("state=", "state"),
    ],
)
def test_a_list_takes_only_what_it_knows(on_sqlite: Bench, query: str, parameter: str) -> None:
    answer = on_sqlite.tool().get(f"{PROPOSALS}?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (422, parameter)


@pytest.mark.parametrize("name", ["p-none", "check", "P-1", "a%00b", "%ff", "a'--", "a" * 300])
def test_a_proposal_that_nobody_made_is_not_found(bench: Bench, name: str) -> None:
    tool = bench.tool()
    assert tool.get(f"{PROPOSALS}/{name}").status_code == 404
    assert tool.get(f"{PROPOSALS}/{name}/history").status_code == 404
    assert tool.post(f"{PROPOSALS}/{name}/submit", If_Match='"1"').status_code == 404


def test_an_answer_says_in_which_languages_its_texts_came(on_sqlite: Bench) -> None:
    tool = on_sqlite.tool()
    with writing(on_sqlite.engine) as session:
        mine = col(Account.number) == tool.person.number
        session.execute(update(Account).where(mine).values(language="ru"))
    effects = tool.get(f"{tool.make()}/effects")
    assert effects.headers["content-language"] == "ru"
    assert "en" in tool.post(PROPOSALS, []).headers["content-language"]
