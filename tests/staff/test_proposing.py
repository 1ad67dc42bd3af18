"""The form: every button sends all of it, and every answer that is no redirect shows it again."""

import pytest

from app.domain.workflow import StaffRole
from app.staff.links import link
from tests.staff.drafting import (
    CONTEST,
    LAW,
    NEW,
    WOMEN,
    act,
    drafted,
    fields_in,
    form,
    id_in,
    pressed,
    stored,
    submitted,
)
from tests.staff.visiting import Visit, Visits, seen

REPLACE = link("new-proposal", intent="replace", subject="evidence", target="ev-wom-dv-law")
BUTTONS = ["again", "preview", "find-document", "find-commitments", "row", "nonsense"]


@pytest.fixture(scope="module")
def editor(visits: Visits) -> Visit:
    """An editor at work."""
    return visits.at_work()


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_that_saves_nothing_loses_nothing(editor: Visit, button: str) -> None:
    sent = form(date="perhaps in July", note="Two\n\nlines ", reason="")
    answer = editor.post(NEW, sent | {"press": button})
    assert answer.status_code == 200
    shown = fields_in(answer)
    assert {name: shown[name] for name in sent if name != "reason"} == {
        name: text for name, text in sent.items() if name != "reason"
    }


def test_an_empty_form_begins_with_the_commitment_it_came_from(editor: Visit) -> None:
    shown = fields_in(editor.get(link("new-proposal", commitment=LAW)))
    assert shown["concerns.0.commitment"] == LAW
    assert shown["concerns.0.stands"] == ""
    assert shown["summary"] == ""


def test_every_field_says_what_it_wants(editor: Visit) -> None:
    page = editor.page(NEW).one("form", id="page_form")
    for tag in ("input", "textarea", "select"):
        for one in page.all(tag):
            attributes = one.attributes
            if attributes.get("type") == "hidden":
                continue
            labels = list(page.all("label", **{"for": attributes["id"]}))
            assert len(labels) == 1, attributes["id"]
            assert labels[0].text
            helps = attributes["aria-describedby"].split()[0]
            assert page.one("p", id=helps).text
    assert "72-VIII" in page.text


def test_a_document_is_found_by_address_and_by_title_and_taken(editor: Visit) -> None:
    address = "http://loc.gov/item/global-legal-monitor/2024-07-22/kazakhstan-new-law-criminalizes-domestic-violence"
    for asked in (address, "new law criminalizes domestic violence"):
        answer = pressed(editor, "find-document", document="", seek_document=asked)
        assert "choose-document:loc-2024-07-22" in answer.text, asked
    taken = pressed(editor, "choose-document:loc-2024-07-22", document="")
    assert fields_in(taken)["document"] == "loc-2024-07-22"
    assert "Library of Congress" in seen(taken).one("main").text
    dropped = fields_in(pressed(editor, "drop-document"))
    assert dropped["document" if "document" in dropped else "seek_document"] == ""


def test_what_was_typed_of_a_new_document_survives_a_glance_at_an_old_one(editor: Visit) -> None:
    typed = {"new_document__title": "Отчёт о насилии", "document": ""}
    taken = fields_in(pressed(editor, "choose-document:loc-2024-07-22", **typed))
    assert taken["new_document.title"] == "Отчёт о насилии"


def test_commitments_are_found_and_become_rows(editor: Visit) -> None:
    found = pressed(editor, "find-commitments", seek_commitment="discrimination women")
    assert f"take:{WOMEN}" in found.text
    taken = pressed(editor, f"take:{WOMEN}")
    assert fields_in(taken)["concerns.1.commitment"] == WOMEN
    removed = pressed(editor, "drop-row:0", concerns__1__commitment=WOMEN)
    assert fields_in(removed)["concerns.0.commitment"] == WOMEN
    assert "concerns.1.commitment" in fields_in(pressed(editor, "row"))


def test_a_commitment_that_has_a_row_is_not_offered_again(editor: Visit) -> None:
    found = pressed(editor, "find-commitments", seek_commitment="domestic violence")
    assert "take:" in found.text
    assert f"take:{LAW}" not in found.text


def test_open_contests_of_the_chosen_commitments_are_offered_and_stay_ticked(
    editor: Visit,
) -> None:
    box = f"{CONTEST} {LAW}"
    page = seen(pressed(editor, "again", answers=box))
    ticked = page.one("input", value=box)
    assert "checked" in ticked.attributes
    labels = [one.text for one in page.all("label", **{"for": ticked.attributes["id"]})]
    assert "Human Rights Watch" in labels[0]
    assert "23 April 2024" in labels[0]


def test_contests_are_folded_away_unless_one_is_ticked(editor: Visit) -> None:
    box = f"{CONTEST} {LAW}"

    def folds(**changes: str) -> list[bool]:
        page = seen(pressed(editor, "again", **changes))
        around = page.one("fieldset", id="field_answers").all("details")
        return ["open" in one.attributes for one in around]

    assert folds() == [False]
    assert folds(concerns__1__commitment=WOMEN, answers=box) == [True, False]
    assert folds(concerns__0__stands="context") == [], "context answers nothing"
    assert folds(concerns__0__stands="context", answers=box) == [True], "what is ticked is shown"


def test_a_preview_shows_the_card_and_each_reading_before_and_after(editor: Visit) -> None:
    answer = pressed(
        editor,
        "preview",
        concerns__0__commitment="fpc-2021-g06-kettling",
        concerns__1__commitment=WOMEN,
        concerns__1__stands="context",
    )
    preview = seen(answer).one("section", id="page_preview")
    assert "Asked again that domestic violence" in preview.text
    effect = preview.one("li", class_="effect")
    assert "No evidence yet" in effect.text
    assert "Contested" in effect.text
    sends = {one.attributes["value"]: one.attributes["form"] for one in preview.all("button")}
    assert sends == {"submit": "page_form", "save": "page_form"}


def test_looking_at_a_preview_saves_nothing(visits: Visits) -> None:
    editor = visits.at_work()
    pressed(editor, "preview")
    assert "You have no draft." in editor.page(link("desk")).text


def test_a_draft_may_be_saved_however_unfinished(visits: Visits, editor: Visit) -> None:
    proposal = drafted(editor, document="", date="soon", locator="", concerns__0__stands="")
    draft = stored(visits, proposal).draft
    assert (draft.date, draft.concerns[0].commitment) == ("soon", LAW)
    assert fields_in(editor.get(link("proposal-edit", id=proposal)))["date"] == "soon"


def test_what_cannot_be_submitted_is_kept_and_every_fault_leads_to_its_field(
    visits: Visits, editor: Visit
) -> None:
    sent = {"date": "2099", "locator": "", "concerns__0__commitment": "ap2023-law-domestic"}
    answer = pressed(editor, "submit", **sent)
    assert answer.status_code == 422
    page = seen(answer)
    faults = page.one("div", id="form_faults")
    anchors = {one.attributes["href"] for one in faults.all("a")}
    assert anchors == {"#field_date", "#field_locator", "#field_concerns_0"}
    ids = {one.attributes.get("id") for one in page.all()}
    assert {anchor[1:] for anchor in anchors} <= ids
    assert fields_in(answer)["date"] == "2099"
    kept = page.one("form", id="page_form").attributes["action"]
    others = [
        one.attributes["formaction"] for one in page.all("button") if "formaction" in one.attributes
    ]
    assert {one.partition("#")[0] for one in others} == {kept}
    proposal = kept.split("/")[3]
    assert stored(visits, proposal).draft.date == "2099"
    mended = editor.post(
        kept, form() | {"press": "submit", "version": fields_in(answer)["version"]}
    )
    assert id_in(mended) == proposal


def test_a_correction_begins_with_all_that_stands(editor: Visit) -> None:
    shown = fields_in(editor.get(REPLACE))
    assert shown["summary"].startswith("Law No. 72-VIII")
    assert shown["document"] == "loc-2024-07-22"
    stands = {
        shown[f"concerns.{place}.commitment"]: shown[f"concerns.{place}.stands"]
        for place in range(4)
    }
    assert stands[LAW] == "enacted"
    assert stands[WOMEN] == "enacted-part"


def test_a_correction_of_a_document_begins_with_all_that_stands(editor: Visit) -> None:
    path = link("new-proposal", intent="replace", subject="document", target="law-trafficking-2024")
    shown = fields_in(editor.get(path))
    assert shown["new_document.note"] == "Unofficial translation."
    assert shown["new_document.origin"] == "legal_text"
    assert shown["new_document.date"] == "2024-07-05"


@pytest.mark.parametrize("intent", ["replace", "withdraw"])
def test_what_is_not_there_cannot_be_corrected_or_withdrawn(editor: Visit, intent: str) -> None:
    for target in ("ev-wom-dv-laws", "no id", "ev-" + "x" * 200, None):
        path = link("new-proposal", intent=intent, subject="evidence", target=target)
        assert editor.get(path).status_code == 409
        answer = editor.post(path, form(reason="It is wrong.") | {"press": "save"})
        assert answer.status_code == 409
        assert fields_in(answer)["reason"] == "It is wrong."


def test_two_who_save_at_once_lose_neither_text(visits: Visits, editor: Visit) -> None:
    other = visits.at_work(name="Gulnara")
    proposal = drafted(editor)
    path = link("proposal-edit", id=proposal)
    first = other.post(
        path, form(summary="Theirs: the third time.") | {"press": "save", "version": "1"}
    )
    assert first.status_code == 303
    mine = form(summary="Mine: the third time.", note="Mine.")
    answer = editor.post(path, mine | {"press": "save", "version": "1"})
    assert answer.status_code == 412
    page = seen(answer)
    assert [one.text for one in page.all("del")] == ["Theirs"]
    assert [one.text for one in page.all("ins")] == ["Mine", "Mine."]
    assert "Gulnara" in page.one("section", class_="stale").text
    shown = fields_in(answer)
    assert {name: shown[name] for name in mine} == mine
    assert stored(visits, proposal).draft.summary == "Theirs: the third time."
    kept = editor.post(path, shown | {"press": "save"})
    assert kept.status_code == 303
    assert stored(visits, proposal).draft.summary == "Mine: the third time."
    earlier = editor.page(link("proposal-version", id=proposal, number=2))
    assert "Theirs: the third time." in earlier.text


def test_a_text_for_what_was_submitted_meanwhile_is_shown_again(editor: Visit) -> None:
    proposal = submitted(editor)
    sent = form(summary="Written too late.") | {"press": "save", "version": "2"}
    answer = editor.post(link("proposal-edit", id=proposal), sent)
    assert answer.status_code == 403
    assert fields_in(answer)["summary"] == "Written too late."


def test_a_sign_in_that_ended_gives_the_form_back(visits: Visits) -> None:
    stranger = visits.stranger()
    answer = stranger.post(NEW, form(summary="Ұмытылмасын") | {"press": "save"})
    assert answer.status_code == 401
    assert "Ұмытылмасын" in answer.text


def test_whoever_edits_becomes_an_author_and_does_not_publish_it(
    visits: Visits, editor: Visit
) -> None:
    reviewer = visits.at_work(StaffRole.REVIEWER)
    proposal = drafted(editor)
    path = link("proposal-edit", id=proposal)
    reviewer.post(path, form(summary="Said better.") | {"press": "submit", "version": "1"})
    assert act(reviewer, proposal, "publish", 3, opened="yes").status_code == 403
