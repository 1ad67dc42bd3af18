"""The guide at the desk: the one text of docs/evidence-guide.md, whole and safe."""

from app.settings import bundled
from app.staff.links import link
from tests.staff.visiting import Visits

SOURCE = bundled("docs") / "evidence-guide.md"


def test_the_guide_at_the_desk_is_the_guide_of_the_documentation(visits: Visits) -> None:
    page = visits.at_work().page(link("guide"))
    written = SOURCE.read_text(encoding="utf-8")
    headings = [line.lstrip("# ") for line in written.splitlines() if line.startswith("#")]
    assert [one.text for one in page.all() if one.tag in {"h1", "h2", "h3"}] == headings
    assert len(list(page.all("table"))) == 1


def test_the_guide_is_led_to_from_every_page_and_from_the_form(visits: Visits) -> None:
    page = visits.at_work().page(link("new-proposal"))
    assert len([one for one in page.all("a") if one.attributes["href"] == link("guide")]) == 2


def test_the_example_of_the_guide_stands_in_the_registry(visits: Visits) -> None:
    editor = visits.at_work()
    rows = {
        next(row.all("td")).text: list(row.all("td"))[1].text
        for row in editor.page(link("guide")).one("tbody").all("tr")
    }
    document = editor.page(link("document", id="loc-2024-07-22")).text
    assert rows["What happened"] in document
    assert rows["Where in the document"] in document
    assert rows["When it happened"] == "2024-04-15"
    assert "15 April 2024" in document
