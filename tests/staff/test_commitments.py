"""A commitment and a document at the desk: what they say, and what can be done about them."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from app.domain.workflow import StaffRole
from app.staff.links import link
from tests.pages.markup import Element, read
from tests.staff.drafting import LAW, drafted
from tests.staff.visiting import Visits


def targets(page: Element) -> set[str]:
    """Where the links of a page lead."""
    return {one.attributes["href"] for one in page.all("a")}


def test_every_piece_of_evidence_can_be_replaced_withdrawn_and_looked_up(visits: Visits) -> None:
    page = visits.at_work().page(link("commitment", id=LAW))
    cards = [one.attributes["id"] for one in page.all("li", class_="card")]
    assert "ev-wom-dv-law" in cards
    for name in cards:
        asked = {"subject": "evidence", "target": name}
        assert link("new-proposal", intent="replace", **asked) in targets(page)
        assert link("new-proposal", intent="withdraw", **asked) in targets(page)
        assert link("history", subject="evidence", id=name) in targets(page)
    assert link("new-proposal", commitment=LAW) in targets(page)


@pytest.mark.parametrize("role", StaffRole)
def test_only_administrators_are_led_to_redaction(visits: Visits, role: StaffRole) -> None:
    page = visits.at_work(role).page(link("commitment", id=LAW))
    is_led = any(one.startswith(link("redaction")) for one in targets(page))
    assert is_led is (role is StaffRole.ADMINISTRATOR)


def test_a_look_that_found_nothing_is_public_as_a_date(lonely_visits: Visits) -> None:
    editor = lonely_visits.at_work(name="Aliya")
    path = link("looked-at", id="fs2024-torture-law")
    assert editor.post(path).headers["location"].startswith("/staff/commitments/fs2024-torture-law")
    assert editor.post(path).status_code == 303
    today = lonely_visits.app.state.settings.today()
    assert isinstance(today, date)
    public = TestClient(lonely_visits.app).get("/en/commitments/fs2024-torture-law").text
    assert f'<time datetime="{today}">' in public
    assert "Aliya" not in public
    page = editor.page(link("commitment", id="fs2024-torture-law"))
    assert not [one for one in page.all("form") if one.attributes["action"] == path]


def test_what_somebody_else_prepares_about_it_is_seen_before_it_is_done_twice(
    lonely_visits: Visits,
) -> None:
    proposal = drafted(lonely_visits.at_work(name="Aliya"), summary="Begun by Aliya.")
    page = lonely_visits.at_work().page(link("commitment", id=LAW))
    around = page.one("section", **{"aria-labelledby": "desk_prepared"})
    assert targets(around) == {link("proposal", id=proposal)}
    assert "Aliya" in around.text


def test_what_is_not_there_cannot_be_looked_at(visits: Visits) -> None:
    editor = visits.at_work()
    assert editor.post(link("looked-at", id="fs2024-torture-laws")).status_code == 409
    assert editor.get(link("commitment", id="fs2024-torture-laws")).status_code == 404


def test_a_document_leads_to_its_correction_and_its_withdrawal(visits: Visits) -> None:
    page = visits.at_work().page(link("document", id="loc-2024-07-22"))
    asked = {"subject": "document", "target": "loc-2024-07-22"}
    for intent in ("replace", "withdraw"):
        assert link("new-proposal", intent=intent, **asked) in targets(page)
    assert "Law No. 72-VIII" in page.text


def test_a_search_for_anything_at_all_is_answered(visits: Visits) -> None:
    editor = visits.at_work()
    for asked in ("", "?!", "%", "xyzzy", "a" * 200, "\u202e", "\x00"):
        assert editor.get(link("commitments", q=asked)).status_code == 200
    assert editor.get(link("commitments", q="a" * 201)).status_code == 404
    assert "try fewer" in editor.page(link("commitments", q="xyzzy")).text
    found = read(editor.get(link("commitments")).text)
    assert link("commitments", cursor="")[:-1].split("?")[0] in " ".join(targets(found))
