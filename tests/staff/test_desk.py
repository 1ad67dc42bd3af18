"""The first page of the desk: what waits for whoever reads it."""

from app.domain.workflow import StaffRole
from app.staff.links import link
from app.store.engine import writing
from app.store.tables import RegistryState
from tests.pages.markup import Element
from tests.staff.drafting import LAW, act, drafted, published, submitted
from tests.staff.visiting import Visit, Visits


def part(page: Element, name: str) -> Element:
    """A section of the desk by its heading's id."""
    return page.one("section", **{"aria-labelledby": f"desk_{name}"})


def desk_of(visit: Visit) -> Element:
    """The desk as somebody sees it."""
    return visit.page(link("desk"))


def test_drafts_are_shown_to_those_who_wrote_in_them_and_to_nobody_else(
    lonely_visits: Visits,
) -> None:
    editor, other = lonely_visits.at_work(), lonely_visits.at_work()
    drafted(editor, summary="Half a thought.")
    assert "Half a thought." in part(desk_of(editor), "drafts").text
    assert "Half a thought." not in desk_of(other).text


def test_the_longest_waiting_comes_first_and_ones_own_says_why_it_waits(
    lonely_visits: Visits,
) -> None:
    editor, reviewer = lonely_visits.at_work(), lonely_visits.at_work(StaffRole.REVIEWER)
    submitted(editor, summary="Waited longest.")
    submitted(reviewer, summary="By the reviewer.")
    lines = list(part(desk_of(reviewer), "waiting").all("li", class_="line"))
    assert ["Waited longest." in lines[0].text, "By the reviewer." in lines[1].text] == [True] * 2
    assert "somebody else has to publish it" not in lines[0].text
    assert "somebody else has to publish it" in lines[1].text
    assert "somebody else has to publish it" not in desk_of(editor).text


def test_what_was_sent_back_comes_first_with_its_comment(lonely_visits: Visits) -> None:
    editor, reviewer = lonely_visits.at_work(), lonely_visits.at_work(StaffRole.REVIEWER)
    act(reviewer, submitted(editor), "send_back", 2, comment="Which of the three laws?")
    assert "Which of the three laws?" in part(desk_of(editor), "returned").text


def test_the_desk_says_what_nobody_looked_at_what_is_due_and_what_is_disputed(
    lonely_visits: Visits,
) -> None:
    page = desk_of(lonely_visits.at_work())
    assert "no look recorded" in part(page, "neglected").text
    assert len(list(part(page, "overdue").all("li"))) == 4
    assert "open dispute" in part(page, "contested").text


def test_what_was_published_lately_is_on_the_desk(lonely_visits: Visits) -> None:
    editor, reviewer = lonely_visits.at_work(), lonely_visits.at_work(StaffRole.REVIEWER)
    published(editor, reviewer)
    assert "Asked again" in part(desk_of(editor), "recent").text


def test_faults_of_the_registry_file_are_told_until_they_are_mended(lonely_visits: Visits) -> None:
    with writing(lonely_visits.engine) as session:
        state = session.get_one(RegistryState, 1)
        state.faults = ["data/commitments.yaml:12: 'pledgd' is no status: write pledged"]
    told = part(desk_of(lonely_visits.at_work()), "faults").text
    assert "data/commitments.yaml:12" in told


def test_the_queue_comes_in_pages(lonely_visits: Visits) -> None:
    editor = lonely_visits.at_work()
    for number in range(27):
        submitted(editor, summary=f"Number {number:02}.")
    first, second = (editor.page(link("queue", begin=begin)) for begin in (0, 25))
    assert len(list(first.all("li", class_="line"))) == 25
    links = [next(line.all("a")).text for line in second.all("li", class_="line")]
    assert links == ["Number 25.", "Number 26."]
    assert link("queue", begin=25) in {one.attributes["href"] for one in first.all("a")}


def test_a_commitment_is_found_from_the_desk(lonely_visits: Visits) -> None:
    found = lonely_visits.at_work().page(link("commitments", q="domestic violence law"))
    assert link("commitment", id=LAW) in {one.attributes["href"] for one in found.all("a")}
