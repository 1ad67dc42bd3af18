"""One commitment with its evidence, what is drawn of it, and the history of its readings."""

from datetime import date

from starlette.testclient import TestClient

from app.domain.vocabulary import Corroboration, Extent, Language, Stage, Status
from app.pages.commitment import disagreement_of, history_of
from app.queries.languages import catalogue
from app.queries.shapes import ReadingSpan
from tests.pages.markup import Element, read
from tests.pages.pictures.linked import evidence
from tests.queries.deskwork import DISPUTE, LAW, LAW_AGAIN, OTHER_DISPUTE, WHY

ONE = "/commitments/decree-2021-06-expression"


def page_of(client: TestClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read(answer.text)


def test_evidence_stands_on_the_side_of_its_source(client: TestClient) -> None:
    page, api = page_of(client, f"/en{ONE}"), client.get(f"/api/v1{ONE}").json()
    for side in ("official", "other"):
        column = page.one("section", **{"aria-labelledby": f"page_side_{side}"})
        assert [one.attributes["id"] for one in column.all("li", class_="card")] == [
            one["id"]
            for one in api["evidence"]
            if one["role"] == "bears" and one["document"]["side"] == side
        ]


def test_a_card_says_all_that_is_known_of_its_evidence(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, f"/en{ONE}")
    for one in shipped_client.get(f"/api/v1{ONE}").json()["evidence"]:
        text = page.one("li", id=one["id"]).text
        document = one["document"]
        for part in (one["summary"], one["locator"], document["publisher"], document["title"]):
            assert " ".join(part.split()) in text
        assert ("day not known" in text) is not one["day_known"]
        assert ("Read in extract" in text) is (document["consulted"] == "extract")
        assert ("another host" in text) is document["mirror"]


def test_a_title_in_another_language_is_marked_as_such(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments/decree-2021-op-oversight")
    assert "Il presidente Tokayev" in page.one("span", lang="it").text


def test_context_stands_apart_and_moves_nothing(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, f"/en{ONE}")
    context = page.one("section", **{"aria-labelledby": "page_context"})
    assert "moves its status in no way" in context.text
    assert not any(context.all(class_="badge"))


def test_older_cards_are_lines_that_open_with_their_ids_outside(
    shipped_client: TestClient,
) -> None:
    page = page_of(shipped_client, f"/en{ONE}")
    other = page.one("section", **{"aria-labelledby": "page_side_other"})
    cards = list(other.all("li", class_="card"))
    assert [one.has({"class_": "folded"}) for one in cards] == [False] * 6 + [True] * 13
    for one in cards[6:]:
        assert next(one.all()).tag == "details"
        assert one.one(class_="badge").text in next(one.all("summary")).text
        assert any(one.all("p", class_="summary"))


def test_every_piece_that_bears_is_on_each_drawing_and_in_its_table(
    shipped_client: TestClient,
) -> None:
    page, api = page_of(shipped_client, f"/en{ONE}"), shipped_client.get(f"/api/v1{ONE}").json()
    picture = page.one("figure", class_="in-time")
    bearing = {f"/en{ONE}#{one['id']}" for one in api["evidence"] if one["role"] == "bears"}
    for drawing in picture.all("svg", role="group"):
        marks = list(drawing.all("a"))
        assert {one.attributes["href"] for one in marks} == bearing
        assert all(one.one("title").text for one in marks)
        assert "Other voices: 19" in drawing.one("desc").text
    assert {one.attributes["href"] for one in picture.one("table").all("a")} == bearing


def test_a_past_day_draws_what_had_happened_by_then(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, f"/en{ONE}?as_of=2021-12-31")
    drawing = page.one("svg", class_="roomy")
    assert "to 31 December 2021" in drawing.one("desc").text
    assert all("as_of=2021-12-31#" in one.attributes["href"] for one in drawing.all("a"))


def test_the_newest_of_both_sides_stand_where_sources_disagree(shipped_client: TestClient) -> None:
    panel = page_of(shipped_client, f"/en{ONE}").one(
        "section", **{"aria-labelledby": "page_disagreement"}
    )
    said, disputed = panel.all("div", class_="card")
    assert said.one("a").attributes["href"].endswith("#ev-exp-media-law")
    assert said.text.endswith("and 2 more")
    assert disputed.one("a").attributes["href"].endswith("#ev-exp-orda-2025")
    assert disputed.text.endswith("and 17 more")
    assert "is answered by" not in panel.text


def test_an_answered_dispute_is_told_where_sources_disagree(busy_client: TestClient) -> None:
    panel = page_of(busy_client, f"/en{ONE}").one(
        "section", **{"aria-labelledby": "page_disagreement"}
    )
    assert "The dispute of Orda.kz, 1 December 2025, is answered by: Kazakhstan Today" in panel.text


def test_where_sources_agree_nothing_is_said_of_it(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments/decree-2021-op-oversight")
    assert not any(page.all(id="page_disagreement"))
    assert any(page.all("figure", class_="in-time"))


def test_without_evidence_there_is_no_picture(shipped_client: TestClient) -> None:
    name = shipped_client.get("/api/v1/commitments?status=none").json()["items"][0]["id"]
    assert not any(page_of(shipped_client, f"/en/commitments/{name}").all("figure"))


def test_who_says_so_is_told_of_what_bears_and_of_what_enacts(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, f"/en{ONE}")
    assert [one.text for one in page.all("figcaption")] == [
        "Whose evidence bears on it 21",
        "Who says that it was enacted 1",
    ]


def test_a_title_that_this_project_translated_says_so(shipped_client: TestClient) -> None:
    note = "Title translated by this project."
    assert note not in page_of(shipped_client, f"/en{ONE}").text
    in_russian = catalogue(Language.RUSSIAN).gettext(note)
    assert in_russian in page_of(shipped_client, f"/ru{ONE}").text


def test_what_was_never_looked_at_is_said_to_be_not_recorded(shipped_client: TestClient) -> None:
    assert "Last looked at not recorded" in page_of(shipped_client, f"/en{ONE}").text


def test_withdrawn_evidence_stands_apart_struck_through(busy_client: TestClient) -> None:
    page = page_of(busy_client, f"/en{ONE}")
    section = page.one("section", **{"aria-labelledby": "page_withdrawn"})
    assert "Counts for nothing on any day" in section.text
    gone = section.one("li", id=LAW)
    assert f"/en/evidence/{LAW}/history" in [one.attributes["href"] for one in gone.all("a")]
    assert f"Replaced on 21 November 2026 19 June 2024 {WHY['en']}" in gone.text
    assert "Withdrawn:" in gone.one("del").text
    assert gone.one("del").attributes["datetime"] == "2026-11-21"
    assert "It had counted as: Enacted in part" in gone.text
    assert not any(section.all(class_="badge"))
    hrefs = [one.attributes["href"] for one in gone.all("a")]
    assert f"/en/evidence/{LAW_AGAIN}" in hrefs
    in_columns = [one.attributes["id"] for one in page.one(class_="sides").all("li", class_="card")]
    assert LAW_AGAIN in in_columns
    assert not {LAW, DISPUTE} & set(in_columns)


def test_withdrawn_evidence_of_a_past_day_is_struck_through_as_well(
    busy_client: TestClient,
) -> None:
    page = page_of(busy_client, f"/en{ONE}?as_of=2025-06-30")
    section = page.one("section", **{"aria-labelledby": "page_withdrawn"})
    shown = [one.attributes["id"] for one in section.all("li", class_="card")]
    assert LAW in shown
    assert DISPUTE not in shown


def test_where_nothing_was_withdrawn_nothing_is_said_of_it(shipped_client: TestClient) -> None:
    assert not any(page_of(shipped_client, f"/en{ONE}").all(id="page_withdrawn"))


def test_a_look_is_told_as_a_day(busy_client: TestClient) -> None:
    assert "Last looked at 21 November 2026" in page_of(busy_client, f"/en{ONE}").text


def test_an_answer_of_the_desk_is_told_as_one_of_the_file(busy_client: TestClient) -> None:
    contest = page_of(busy_client, f"/en{ONE}").one("li", id=OTHER_DISPUTE)
    assert "Answered by: Kazakhstan Today" in contest.text


def test_a_commitment_is_not_there_before_its_instrument(shipped_client: TestClient) -> None:
    answer = shipped_client.get(f"/en{ONE}?as_of=2020-01-01")
    assert answer.status_code == 404
    assert "did not exist" in read(answer.text).one("main").text


def span(first: date, last: date | None, status: Status, **others: object) -> ReadingSpan:
    """A reading over some days, pledged in stage unless said otherwise."""
    fields: dict[str, object] = {
        "stage": Stage.PLEDGED,
        "extent": None,
        "corroboration": None,
        "overdue": False,
        "open_contests": 0,
        "deciding": "ev-one",
    }
    return ReadingSpan.model_validate(
        fields | others | {"first_day": first, "last_day": last, "status": status}
    )


A, B = date(2022, 1, 1), date(2023, 1, 1)


def test_neighbours_that_show_the_same_are_one_line_of_history() -> None:
    newer = span(B, None, Status.CONTESTED, stage=Stage.ENACTED, extent=Extent.PART)
    older = span(A, date(2022, 12, 31), Status.CONTESTED, deciding="ev-first")
    (line,) = history_of([newer, older])
    assert (line.began_with.deciding, line.until) == ("ev-first", None)


def test_a_reading_that_only_the_state_reports_is_a_line_of_its_own() -> None:
    enacted = {"stage": Stage.ENACTED, "extent": Extent.WHOLE}
    newer = span(B, None, Status.ENACTED, corroboration=Corroboration.CORROBORATED, **enacted)
    older = span(
        A, date(2022, 12, 31), Status.ENACTED, corroboration=Corroboration.SELF_REPORTED, **enacted
    )
    assert [one.until for one in history_of([newer, older])] == [None, date(2022, 12, 31)]


def test_sources_disagree_only_where_one_disputes_what_another_says() -> None:
    pledge, dispute = evidence("2022"), evidence("2023", Status.CONTESTED)
    for agreeing in ([], [pledge], [dispute]):
        assert disagreement_of(agreeing) is None
    found = disagreement_of([dispute, pledge])
    assert found is not None
    assert (found.said, found.disputed, found.answered) == (pledge, dispute, [])


def test_of_disputes_the_newest_open_one_stands_against_the_rest() -> None:
    answered = evidence("2024", Status.CONTESTED, is_open=False, answered_by=["ev-2025"])
    law, dispute = evidence("2025", Status.ENACTED), evidence("2023", Status.CONTESTED)
    found = disagreement_of([law, answered, dispute, evidence("2022")])
    assert found is not None
    assert (found.said, found.said_more) == (law, 1)
    assert (found.disputed, found.disputed_more) == (dispute, 0)
    assert found.answered == [answered]
    only = disagreement_of([law, answered])
    assert only is not None
    assert only.disputed == answered
