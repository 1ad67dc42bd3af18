"""Tokens for tools: shown once, never able to do more than whoever made them."""

from typing import Any

import pytest

from app.accounts.moments import now
from app.accounts.tokens import find_token
from app.domain.workflow import StaffRole
from app.staff.links import link
from app.store.engine import reading
from tests.staff.visiting import Visits, seen

WISH: dict[str, Any] = {"name": "Жүктеу құралы <b>", "scopes": ["read", "propose"], "days": "30"}


def test_a_token_is_shown_once_and_works_until_it_is_ended(visits: Visits) -> None:
    visit = visits.at_work()
    page = seen(visit.post(link("tokens"), WISH))
    token = page.one("code", class_="secret").text
    listed = visit.page(link("tokens"))
    assert token not in str(listed)
    assert WISH["name"] in listed.one("table").text
    with reading(visits.engine) as session:
        use = find_token(session, token, now())
    assert use
    assert use.scopes == {"read", "propose"}
    visit.post(listed.one("table").one("form").attributes["action"])
    with reading(visits.engine) as session:
        assert find_token(session, token, now()) is None
    assert "Ended" in visit.page(link("tokens")).one("table").text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["publish"]}, "scopes"),
        ({"scopes": ["administer"]}, "scopes"),
        ({"days": "0"}, "days"),
        ({"days": "366"}, "days"),
        ({"days": "-1"}, "days"),
        ({"days": "٣"}, "days"),
        ({"days": "9" * 5000}, "days"),
    ],
)
def test_a_wish_that_cannot_be_is_told_and_kept(
    change: dict[str, object], field: str, visits: Visits
) -> None:
    answer = visits.at_work().post(link("tokens"), WISH | change)
    assert answer.status_code == 422
    page = seen(answer)
    assert page.one(id="form_faults").one("a").attributes["href"] == f"#field_{field}"
    assert any(page.all(id=f"field_{field}"))
    assert not any(page.all("code", class_="secret"))


def test_an_editor_is_not_offered_what_reviewers_do(visits: Visits) -> None:
    offered = {
        role: [one.attributes["value"] for one in page.all("input", name="scopes")]
        for role in (StaffRole.EDITOR, StaffRole.REVIEWER)
        for page in [visits.at_work(role).page(link("tokens"))]
    }
    assert offered == {
        StaffRole.EDITOR: ["read", "propose"],
        StaffRole.REVIEWER: ["read", "propose", "publish"],
    }


def test_nobody_ends_a_token_of_somebody_else(visits: Visits) -> None:
    theirs = visits.at_work()
    page = seen(theirs.post(link("tokens"), WISH))
    action = page.one("table").one("form").attributes["action"]
    assert visits.at_work(StaffRole.ADMINISTRATOR).post(action).status_code == 404
    assert "Ended" not in theirs.page(link("tokens")).one("table").text
