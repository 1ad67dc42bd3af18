"""The list with its filters, and one commitment with its evidence and history."""

from datetime import date

from starlette.testclient import TestClient

from app.domain.vocabulary import Corroboration, Extent, Stage, Status
from app.pages.commitments import history_of
from app.queries.shapes import ReadingSpan
from tests.pages.markup import Element, read
from tests.queries.deskwork import DISPUTE, LAW, LAW_AGAIN, OTHER_DISPUTE, WHY

ONE = "/commitments/decree-2021-06-expression"


def page_of(client: TestClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read(answer.text)


QUERIES = [
    "",
    "?status=contested",
    "?status=none",
    "?stage=enacted&extent=part",
    "?corroboration=self-reported",
    "?overdue=true",
    "?instrument=fpc-2021&theme=assembly",
    "?q=media",
    "?sort=newest&limit=5",
    "?as_of=2023-06-30",
]


def test_the_list_shows_what_the_api_lists(client: TestClient) -> None:
    for query in QUERIES:
        page = page_of(client, f"/en/commitments{query}")
        api = client.get(f"/api/v1/commitments{query}").json()
        shown = [row.one("h2").one("a").attributes["href"] for row in page.all("li", class_="row")]
        assert [one.split("?")[0].rpartition("/")[2] for one in shown] == [
            one["id"] for one in api["items"]
        ], query
        assert page.one(class_="result").text.startswith(f"{api['total']} commitment"), query


def test_filters_stay_in_the_form_the_next_page_and_the_data(shipped_client: TestClient) -> None:
    page = page_of(
        shipped_client, "/en/commitments?status=contested&q=law&limit=3&as_of=2025-06-30"
    )
    chosen = [one for one in page.all("option") if "selected" in one.attributes]
    assert "Contested" in [one.text for one in chosen]
    assert page.one("input", id="page_q").attributes["value"] == "law"
    unseen = {one.attributes["name"]: one.attributes["value"] for one in page.all(type="hidden")}
    assert unseen == {"as_of": "2025-06-30", "limit": "3"}
    for part in (page.one("a", rel="next"), page.one("link", rel="alternate")):
        for given in ("status=contested", "q=law", "limit=3", "as_of=2025-06-30"):
            assert given in part.attributes["href"]


def test_pages_of_the_list_show_every_commitment_once(shipped_client: TestClient) -> None:
    address, seen = "/en/commitments?limit=20", list[str]()
    while address:
        page = page_of(shipped_client, address)
        seen += [one.one("h2").text for one in page.all("li", class_="row")]
        address = next((one.attributes["href"] for one in page.all("a", rel="next")), "")
    assert len(seen) == 77


def test_a_search_without_a_find_says_what_to_do(shipped_client: TestClient) -> None:
    page = page_of(shipped_client, "/en/commitments?q=zzzzz")
    assert page.one(class_="result").text.startswith("0 commitments")
    assert "Take away a filter" in page.text


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


def test_what_was_never_looked_at_is_said_to_be_not_recorded(shipped_client: TestClient) -> None:
    assert "Last looked at not recorded" in page_of(shipped_client, f"/en{ONE}").text


def test_withdrawn_evidence_stands_apart_struck_through(busy_client: TestClient) -> None:
    page = page_of(busy_client, f"/en{ONE}")
    section = page.one("section", **{"aria-labelledby": "page_withdrawn"})
    assert "Counts for nothing on any day" in section.text
    gone = section.one("li", id=LAW)
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
