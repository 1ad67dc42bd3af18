"""Importing in a browser: nothing before it was shown, all of it or nothing, and back again."""

import csv
import io
import re

import pytest
from httpx2 import Response

from app.domain.workflow import StaffRole, State
from app.editing.imports.imports import find_import, proposals_of
from app.editing.proposals import save
from app.editing.publishing import publish
from app.staff.forms import UPLOADS
from app.staff.links import link
from app.store.engine import reading, writing
from tests.editing.imports.files import as_csv, as_xlsx
from tests.editing.imports.rows_of import TONGUE, Cells, desk_in, new_row, row, table
from tests.staff.visiting import FROM_HERE, Visit, Visits, seen


def sent(visit: Visit, content: bytes, name: str = "list.csv") -> Response:
    """Send a file from the page of imports."""
    return visit.client.post(
        link("imports"), files={"file": (name, content)}, headers=FROM_HERE, data={}
    )


def looked_through(visit: Visit, *rows: Cells) -> dict[str, str]:
    """Send rows, and give the hidden fields of the dry run."""
    page = seen(sent(visit, as_csv(table(rows))))
    form = page.one("form", action=link("import-take-in"))
    hidden = [
        field.attributes for field in form.all("input") if field.attributes["type"] == "hidden"
    ]
    return {one["name"]: one["value"] for one in hidden}


def taken_in(visit: Visit, *rows: Cells, then: str = "drafts") -> str:
    """Import rows, and give the id of the import."""
    answer = visit.post(link("import-take-in"), looked_through(visit, *rows) | {"then": then})
    assert answer.status_code == 303, answer.text
    found = re.fullmatch(r"/staff/imports/([a-z0-9-]+)\?notice=import", answer.headers["location"])
    assert found
    return found[1]


def unlike(text: str) -> Cells:
    """Make a row that no other test has."""
    return row(summary=f"{text} was heard.")


def test_the_page_leads_to_both_templates(visits: Visits) -> None:
    visit = visits.at_work()
    page = visit.page(link("imports"))
    for kind, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfexample,")):
        address = link("import-template", kind=kind)
        assert page.one("a", href=address)
        answer = visit.get(address)
        assert answer.content.startswith(start)
        assert answer.headers["content-disposition"].endswith(f'template.{kind}"')
        assert answer.headers["cache-control"] == "no-store"
    assert visit.get(link("import-template", kind="doc")).status_code == 404


def test_a_file_is_looked_through_and_nothing_is_written(visits: Visits) -> None:
    visit = visits.at_work()
    before = visit.page(link("imports")).text
    content = as_xlsx(table([unlike("First"), new_row(summary="<b>Second</b> was heard.")]))
    answer = sent(visit, content, "list.xlsx")
    text = seen(answer).text
    assert "2 rows are new" in text
    assert "<b>Second</b> was heard." in text
    assert "Take in 2 proposals" in text
    assert visit.page(link("imports")).text == before


def test_faults_are_shown_by_row_and_column_and_can_be_downloaded(visits: Visits) -> None:
    visit = visits.at_work()
    page = seen(sent(visit, as_csv(table([unlike("Third"), row(date="never", summary="=x")]))))
    assert "Row 3, date: 'never' is not a date" in page.text
    assert not list(page.all("form", action=link("import-take-in")))
    form = page.one("form", action=link("import-faults"))
    sheet = form.one("input", name="sheet").attributes["value"]
    answer = visit.post(link("import-faults"), {"sheet": sheet})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[:2] for line in lines[1:]] == [["3", "date"]]


def test_all_rows_become_proposals_of_their_import(visits: Visits) -> None:
    visit = visits.at_work(name="Aru")
    taken = taken_in(visit, unlike("Fourth"), unlike("Fifth"))
    text = visit.page(link("import", id=taken)).text
    assert "list.csv" in text
    assert "Taken in by Aru" in text
    assert "Draft (2)" in text
    assert "Fourth was heard." in text
    assert "Fourth was heard." in visit.page(link("desk")).text


def test_all_are_submitted_at_once_where_that_is_chosen(visits: Visits) -> None:
    visit = visits.at_work()
    taken = taken_in(visit, unlike("Sixth"), then="review")
    page = visit.page(link("import", id=taken, state=State.SUBMITTED.value))
    assert "Waiting for review (1)" in page.text
    assert "None in this state." in visit.page(link("import", id=taken, state="draft")).text


def test_drafts_are_submitted_together_later(visits: Visits) -> None:
    visit = visits.at_work()
    taken = taken_in(visit, unlike("Seventh"), unlike("Eighth"))
    answer = visit.post(link("import-act", id=taken, act="hand-in"))
    assert answer.headers["location"] == link("import", id=taken, notice="handed-in")
    assert "Waiting for review (2)" in visit.page(link("import", id=taken)).text


def test_drafts_that_cannot_be_submitted_are_named_with_what_keeps_them(visits: Visits) -> None:
    editor = visits.somebody()
    visit = visits.of(editor)
    taken = taken_in(visit, unlike("Fifteenth"), unlike("Sixteenth"))
    with writing(visits.engine) as session:
        one = proposals_of(session, taken)[0]
        spoiled = one.draft.model_copy(update={"date": "never"})
        save(desk_in(session, editor.actor), one.id, one.version, spoiled)
    answer = visit.post(link("import-act", id=taken, act="hand-in"))
    assert answer.status_code == 422
    page = seen(answer)
    assert "1 were submitted. 1 could not be" in page.text
    assert one.id in {found.text for found in page.all("a", href=link("proposal", id=one.id))}
    assert "'never' is not a date" in page.text


def test_a_file_that_says_nothing_new_cannot_be_taken_in(visits: Visits) -> None:
    visit = visits.at_work()
    taken_in(visit, unlike("Seventeenth"))
    text = seen(sent(visit, as_csv(table([unlike("Seventeenth")])))).text
    assert "0 rows are new, 1 says what is said already" in text
    assert "Send another file" in text


def test_drafts_are_set_aside_together(visits: Visits) -> None:
    visit = visits.at_work()
    taken = taken_in(visit, unlike("Ninth"))
    assert visit.post(link("import-act", id=taken, act="set-all-aside")).status_code == 303
    assert "Set aside (1)" in visit.page(link("import", id=taken)).text
    assert visit.post(link("import-act", id=taken, act="burn")).status_code == 404


def test_what_changed_since_the_dry_run_is_shown_instead_of_taken_in(visits: Visits) -> None:
    visit, reviewer = visits.at_work(), visits.somebody(StaffRole.REVIEWER)
    url = "https://example.org/changed"
    fields = looked_through(visit, new_row(document_url=url, summary="Tenth was heard."))
    other = new_row(document_url=url, document_title="Other", summary="Eleventh was heard.")
    taken = taken_in(visit, other, then="review")
    with writing(visits.engine) as session:
        (proposal,) = proposals_of(session, taken)
        publish(desk_in(session, reviewer.actor), proposal.id, proposal.version)
    answer = visit.post(link("import-take-in"), fields | {"then": "review"})
    assert answer.status_code == 422
    text = seen(answer).text
    assert "Nothing was taken in" in text
    assert "document_url" in text


def test_an_import_is_taken_back_with_a_reason(visits: Visits) -> None:
    visit, reviewer = visits.at_work(), visits.somebody(StaffRole.REVIEWER)
    taken = taken_in(visit, unlike("Twelfth"), unlike("Thirteenth"), then="review")
    with writing(visits.engine) as session:
        first = proposals_of(session, taken)[0]
        publish(desk_in(session, reviewer.actor), first.id, first.version)
    address = link("import-retract", id=taken)
    assert "1 that is published" in visit.page(address).text
    refused = visit.post(address, {"language": "en", "reason": " "})
    assert refused.status_code == 422
    assert "Say why the import is taken back" in seen(refused).text
    done = visit.post(address, {"language": "en", "reason": "The rows name the wrong year."})
    assert done.headers["location"] == link("import", id=taken, notice="retract")
    text = visit.page(link("import", id=taken)).text
    assert "Proposed to be withdrawn" in text
    with reading(visits.engine) as session:
        states = find_import(session, TONGUE, taken).states
    assert states == {State.SET_ASIDE: 1, State.PUBLISHED: 1}


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        pytest.param(b"PK\x03\x04", 422, "cannot be read", id="broken"),
        pytest.param("сводка".encode("cp1251"), 422, "windows-1251", id="other letters"),
        pytest.param(b"x" * 5_000_001, 413, "more than can be sent", id="too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_what_to_do(
    visits: Visits, content: bytes, status: int, told: str
) -> None:
    answer = sent(visits.at_work(), content)
    assert answer.status_code == status
    assert told in seen(answer).text


def test_sending_no_file_says_so(visits: Visits) -> None:
    answer = visits.at_work().post(link("imports"))
    assert answer.status_code == 422
    assert "Choose the file" in seen(answer).text


@pytest.mark.parametrize("name", ["import-take-in", "import-faults"])
def test_a_sheet_that_no_page_made_is_refused(visits: Visits, name: str) -> None:
    answer = visits.at_work().post(link(name), {"sheet": "abc", "name": "x"})
    assert answer.status_code == 422
    assert "upload the file once more" in seen(answer).text


def test_a_stranger_imports_nothing(visits: Visits) -> None:
    stranger = visits.stranger()
    assert sent(stranger, as_csv(table([unlike("Fourteenth")]))).status_code == 401
    assert link("imports") in UPLOADS
    assert stranger.get(link("imports")).status_code == 303


def test_an_import_that_is_not_there_is_not_found(visits: Visits) -> None:
    visit = visits.at_work()
    assert visit.get(link("import", id="im-nothing")).status_code == 404
    assert visit.post(link("import-retract", id="im-nothing"), {"reason": "x"}).status_code == 404
