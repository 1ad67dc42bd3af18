"""Hostile texts in every field of the forms: kept and shown as they are, and nothing more."""

import pytest

from app.domain.workflow import StaffRole
from app.staff.fields import FIELDS, PROSE
from app.staff.links import link
from tests.pages.markup import Element
from tests.staff.drafting import LAW, act, drafted, fields_in, form, stored, submitted
from tests.staff.visiting import Visits, seen

REPLACE = link("new-proposal", intent="replace", subject="evidence", target="ev-wom-dv-law")
SCRIPT = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>"
QUOTES = """'"><b onclick=alert(3)> '; DROP TABLE proposal; -- {{ 7*7 }} {% raw %} %(name)s {0}"""
ALPHABETS = "Заң Қазақша Ñandú 法律 \u202eدعا\u202c e\u0301 \U0001f5f3"
LONG = "Сөз " * 5_000
HOSTILE = [SCRIPT, QUOTES, ALPHABETS, LONG]


def typed_everywhere(text: str) -> dict[str, str]:
    """The form with one text in every field that takes any; a long one only where it is prose."""
    fields = {name for name in FIELDS if text is not LONG or FIELDS[name].most == PROSE}
    return dict.fromkeys(fields, text) | {
        "seek_document": text[:200],
        "seek_commitment": text[:200],
        "concerns.0.commitment": text[:2_000],
        "concerns.0.stands": text[:50],
        "concerns.1.commitment": LAW,
        "answers": f"{text[:50].replace(' ', '_')} {LAW}",
    }


def assert_harmless(page: Element) -> None:
    scripts = [one.attributes for one in page.all("script")]
    assert [one.get("src", "").split("?")[0].rsplit("/", 1)[-1][:5] for one in scripts] == ["staff"]
    assert not {one.tag for one in page.all("main")} & {"img", "iframe", "b"}
    names = {name for one in page.all() for name in one.attributes}
    assert not [name for name in names if name.startswith("on")]
    links = [one.attributes["href"] for one in page.all("a") if "href" in one.attributes]
    assert not [one for one in links if one.startswith("javascript:")]
    assert "49" not in page.one("title").text


@pytest.mark.parametrize("text", HOSTILE, ids=["script", "quotes", "alphabets", "long"])
@pytest.mark.parametrize("button", ["preview", "submit"])
def test_a_form_shows_hostile_texts_as_they_were_typed(
    visits: Visits, text: str, button: str
) -> None:
    sent = typed_everywhere(text)
    answer = visits.at_work().post(REPLACE, sent | {"press": button})
    assert answer.status_code in {200, 422}
    assert_harmless(seen(answer))
    shown = fields_in(answer)
    for name, typed in sent.items():
        if name not in {"answers", "concerns.0.stands", "new_document.mirror"}:
            assert " ".join(shown[name].split()) == " ".join(typed.split()), name


@pytest.mark.parametrize("text", [SCRIPT, QUOTES, ALPHABETS], ids=["script", "quotes", "alphabets"])
def test_the_pages_of_a_proposal_show_hostile_texts_as_they_were_typed(
    visits: Visits, text: str
) -> None:
    editor, reviewer = visits.at_work(), visits.at_work(StaffRole.REVIEWER)
    proposal = drafted(editor, summary=text, note=text, locator=text)
    for path in (
        link("proposal", id=proposal),
        link("proposal-version", id=proposal, number=1),
        link("desk"),
    ):
        page = editor.page(path)
        assert_harmless(page)
        assert " ".join(text.split())[:60] in page.text
    waiting = submitted(editor, summary="A sentence.")
    assert act(reviewer, waiting, "send_back", 2, comment=text).status_code == 303
    page = editor.page(link("proposal-edit", id=waiting))
    assert_harmless(page)
    assert text in page.text


def test_an_address_that_is_a_script_is_no_link(visits: Visits) -> None:
    sent = form(document="", new_document__url="javascript:alert(1)") | {"press": "preview"}
    assert_harmless(seen(visits.at_work().post(REPLACE, sent)))


def test_an_answer_cannot_be_set_by_fields_that_are_not_in_the_form(visits: Visits) -> None:
    editor, other = visits.somebody(), visits.somebody()
    proposal = drafted(visits.of(editor))
    sent = form(summary="Changed.") | {
        "press": "save",
        "version": "1",
        "state": "published",
        "authors": str(other.number),
        "created_by": str(other.number),
        "entry_id": "ev-wom-dv-law",
        "intent": "withdraw",
        "target": "ev-wom-dv-law",
        "id": "p-222222222222",
    }
    assert visits.of(editor).post(link("proposal-edit", id=proposal), sent).status_code == 303
    kept = stored(visits, proposal)
    assert (kept.state.value, kept.intent.value, kept.target) == ("draft", "add", None)
    assert (kept.authors, kept.created_by) == ((editor.number,), editor.number)
    assert kept.entry_id != "ev-wom-dv-law"
    assert kept.draft.summary == "Changed."


@pytest.mark.parametrize("version", ["", "0", "-1", "1e9", "٣", "9" * 30, "1; DROP TABLE proposal"])
def test_a_version_that_is_none_is_an_old_one(visits: Visits, version: str) -> None:
    editor = visits.at_work()
    proposal = drafted(editor)
    answer = editor.post(
        link("proposal-edit", id=proposal),
        form(summary="Mine.") | {"press": "save", "version": version},
    )
    assert answer.status_code == 412
    assert fields_in(answer)["summary"] == "Mine."


@pytest.mark.parametrize("name", ["p-%00", "p-'; --", "p-" + "x" * 300, "..%2f..%2fpeople", "p-22"])
def test_an_id_that_is_none_is_not_found(visits: Visits, name: str) -> None:
    editor = visits.at_work()
    for path in (f"/staff/proposals/{name}", f"/staff/proposals/{name}/edit"):
        assert editor.get(path).status_code == 404
    for path in (f"/staff/proposals/{name}/edit", f"/staff/proposals/{name}/submit"):
        assert editor.post(path, form() | {"press": "save"}).status_code == 404
    for room in ("commitments", "documents", "history/evidence"):
        assert editor.get(f"/staff/{room}/{name}").status_code == 404
