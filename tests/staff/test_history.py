"""The history at the desk: as the public one, but with names."""

from starlette.testclient import TestClient

from app.domain.workflow import StaffRole
from app.staff.links import link
from tests.staff.drafting import LAW, published, stored
from tests.staff.visiting import Visits


def test_staff_see_names_where_the_public_sees_numbers(lonely_visits: Visits) -> None:
    editor = lonely_visits.at_work(name="Aliya Writes")
    reviewer = lonely_visits.at_work(StaffRole.REVIEWER, name="Nurlan Publishes")
    entry = stored(lonely_visits, published(editor, reviewer)).entry_id
    for subject, name in (("commitment", LAW), ("evidence", entry)):
        page = editor.page(link("history", subject=subject, id=name)).text
        assert "Nurlan Publishes" in page
        public = TestClient(lonely_visits.app).get(f"/en/{_noun(subject)}/{name}/history").text
        assert "Nurlan" not in public
        assert "Reviewer" in public
    assert "Aliya Writes" in editor.page(link("history", subject="evidence", id=entry)).text


def _noun(subject: str) -> str:
    return "commitments" if subject == "commitment" else subject


def test_the_registry_file_is_nobody(visits: Visits) -> None:
    page = visits.at_work().page(link("history", subject="evidence", id="ev-wom-dv-law"))
    assert "Registry file" in page.text
    assert "The whole entry" in page.text


def test_there_is_no_history_of_anything_else(visits: Visits) -> None:
    editor = visits.at_work()
    for subject, name in (("theme", "assembly"), ("evidence", "ev-none"), ("commitment", "no id")):
        assert editor.get(link("history", subject=subject, id=name)).status_code == 404
