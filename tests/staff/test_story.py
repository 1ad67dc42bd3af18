"""The whole story without a browser: proposed, returned, mended, published, and seen by all."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.domain.workflow import StaffRole, State
from app.staff.links import link
from tests.conftest import Databases
from tests.pages.markup import read
from tests.staff.drafting import (
    CONTEST,
    LAW,
    act,
    drafted,
    fields_in,
    form,
    published,
    stored,
    submitted,
)
from tests.staff.visiting import Visits, opened_desk, seen

KETTLING = "fpc-2021-g06-kettling"
WITHDRAW = link("new-proposal", intent="withdraw", subject="evidence", target=CONTEST)
REPLACE = link("new-proposal", intent="replace", subject="evidence", target="ev-wom-dv-law")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_desk(request: pytest.FixtureRequest) -> Iterator[Visits]:
    """A desk of this test's own on either database."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with opened_desk(databases) as opened:
        yield opened
        opened.engine.dispose()


@pytest.fixture
def desk(sqlite_databases: Databases) -> Iterator[Visits]:
    """A desk of this test's own."""
    with opened_desk(sqlite_databases) as opened:
        yield opened


def public(desk: Visits, path: str) -> str:
    """The text of a public page, as anybody reads it."""
    answer = TestClient(desk.app, base_url="https://testserver").get(path)
    assert answer.status_code == 200, path
    return read(answer.text).one("main").text


def test_what_was_proposed_is_sent_back_mended_published_and_public(any_desk: Visits) -> None:
    desk = any_desk
    editor = desk.at_work(name="Aliya")
    reviewer = desk.at_work(StaffRole.REVIEWER, name="Nurlan")
    proposal = submitted(editor, concerns__0__commitment=KETTLING)
    assert "Asked again" in reviewer.page(link("queue")).text
    asked = act(reviewer, proposal, "send_back", 2, comment="Which paragraph?")
    assert asked.status_code == 303
    assert "Which paragraph?" in editor.page(link("desk")).text
    path = link("proposal-edit", id=proposal)
    shown = fields_in(editor.get(path))
    sent = shown | {"press": "submit", "locator": "para. 3"}
    assert editor.post(path, sent).status_code == 303
    assert "Asked again" not in public(desk, f"/en/commitments/{KETTLING}")
    review = reviewer.page(link("proposal", id=proposal)).text
    assert "Aliya" in review
    assert "No evidence yet" in review
    version = stored(desk, proposal).version
    assert act(reviewer, proposal, "publish", version).status_code == 422
    assert act(reviewer, proposal, "publish", version, opened="yes").status_code == 303
    page = public(desk, f"/en/commitments/{KETTLING}")
    assert "Asked again" in page
    assert "Contested" in page
    for name in ("Aliya", "Nurlan", "Which paragraph?"):
        assert name not in page
        assert name not in public(desk, "/en/revisions")
    history = editor.page(link("history", subject="commitment", id=KETTLING)).text
    assert "Nurlan" in history


def test_a_correction_shows_what_differs_and_takes_the_place(desk: Visits) -> None:
    editor, reviewer = desk.at_work(), desk.at_work(StaffRole.REVIEWER)
    shown = fields_in(editor.get(REPLACE))
    changed = shown | {
        "summary": shown["summary"].replace("minor", "light"),
        "reason": "Closer to the text of the law.",
        "press": "submit",
    }
    answer = editor.post(REPLACE, changed)
    assert answer.status_code == 303, answer.text
    proposal = answer.headers["location"].split("/")[3].split("?")[0]
    page = reviewer.page(link("proposal", id=proposal))
    assert [one.text for one in page.all("del")] == ["minor"]
    assert [one.text for one in page.all("ins")] == ["light"]
    assert act(reviewer, proposal, "publish", 2, opened="yes").status_code == 303
    text = public(desk, f"/en/commitments/{LAW}")
    assert "light bodily harm" in text
    assert editor.get(REPLACE).status_code == 409


def test_a_withdrawal_is_reviewed_with_its_effect_and_leaves_the_text_struck(desk: Visits) -> None:
    editor, reviewer = desk.at_work(), desk.at_work(StaffRole.REVIEWER)
    proposal = submitted(editor, WITHDRAW, reason="A wish for the future contests nothing.")
    page = reviewer.page(link("proposal", id=proposal)).text
    assert "important step that falls short" in page
    assert "A wish for the future" in page
    assert "2 now, 1 then" in page
    assert act(reviewer, proposal, "publish", 2, opened="yes").status_code == 303
    assert stored(desk, proposal).state is State.PUBLISHED
    assert "A wish for the future" in public(desk, f"/en/commitments/{LAW}")
    assert "Withdrawn or replaced" in editor.page(link("commitment", id=LAW)).text


def test_a_contest_is_answered_by_what_says_so(desk: Visits) -> None:
    editor, reviewer = desk.at_work(), desk.at_work(StaffRole.REVIEWER)
    box = f"{CONTEST} {LAW}"
    proposal = published(editor, reviewer, concerns__0__stands="enacted", answers=box)
    assert "Answers the dispute:" in editor.page(link("proposal", id=proposal)).text
    offered = editor.page(link("new-proposal", commitment=LAW))
    assert not list(offered.all("input", value=box))


def test_what_was_published_and_then_replaced_says_so(desk: Visits) -> None:
    editor, reviewer = desk.at_work(), desk.at_work(StaffRole.REVIEWER)
    first = published(editor, reviewer)
    entry = stored(desk, first).entry_id
    path = link("new-proposal", intent="withdraw", subject="evidence", target=entry)
    published(editor, reviewer, path, reason="Recorded twice.")
    assert stored(desk, first).state is State.WITHDRAWN
    assert "later withdrawn" in editor.page(link("proposal", id=first)).text


def test_what_was_set_aside_is_taken_up_again_with_every_version(desk: Visits) -> None:
    editor = desk.at_work()
    proposal = drafted(editor)
    path = link("proposal-edit", id=proposal)
    editor.post(path, form(summary="Asked a second time.") | {"press": "save", "version": "1"})
    assert act(editor, proposal, "set_aside", 2).status_code == 303
    assert "Set aside by you" in editor.page(link("desk")).text
    assert act(editor, proposal, "reopen", 3).status_code == 303
    second = editor.page(link("proposal-version", id=proposal, number=2))
    assert " ".join(one.text for one in second.all("ins")) == "a second time"
    assert editor.get(link("proposal-version", id=proposal, number=99)).status_code == 404
    assert act(editor, proposal, "submit", 4).status_code == 303
    assert act(editor, proposal, "take_back", 5).status_code == 303
    assert act(editor, proposal, "take_back", 5).status_code == 412


def test_what_a_button_did_not_do_is_said_beside_it_too(desk: Visits) -> None:
    editor, reviewer = desk.at_work(), desk.at_work(StaffRole.REVIEWER)
    proposal = submitted(editor)
    for verb in ("publish", "send_back"):
        page = seen(act(reviewer, proposal, verb, 2))
        told = page.one("p", id=f"error_{verb}").text
        assert told == page.one("div", class_="faults").text
    act(reviewer, proposal, "send_back", 2, comment="Name the paragraph.")
    act(editor, proposal, "submit", 3)
    assert "Name the paragraph." not in editor.page(link("desk")).text
    act(editor, proposal, "take_back", 4)
    assert "Name the paragraph." in editor.page(link("desk")).text
    act(editor, proposal, "submit", 5)
    seen_by_editor = editor.page(link("proposal", id=proposal)).text
    assert "Your role does not allow this" not in seen_by_editor
    assert "Take back" in seen_by_editor
