"""Commitments as JSON: what each carries, and how a list is narrowed."""

import pytest
from starlette.testclient import TestClient

from tests.api.addresses import SEEN, get, pages

CONTESTED = "decree-2021-06-expression"
LINE = {
    *("id", "instrument", "number", "kind", "title", "text", "themes", "addressee", "due"),
    *("due_inferred", "status", "stage", "extent", "corroboration", "overdue", "open_contests"),
    *("reason", "deciding", "last_evidence", "newest_evidence", "looked_at", "retired_on"),
}
WHOLE = LINE | {
    *("as_of", "locator", "consulted", "expected_outcome", "due_note", "note", "evidence"),
    *("withdrawn", "readings"),
}
LINK = {
    *("id", "role", "status", "extent", "answered_by", "is_open", "is_deciding", "date"),
    *("day_known", "summary", "locator", "note", "document"),
    *("replaces", "withdrawn"),
}
SOURCE = {
    *("id", "publisher", "title", "date", "url", "language", "kind", "origin", "side"),
    *("consulted", "mirror"),
}


def test_a_list_answers_items_next_and_total(reader: TestClient) -> None:
    found = get(reader, f"commitments?{SEEN}")
    paged = {"items", "next", "total", "total_is_exact"}
    assert found.keys() == paged | {"elsewhere", "suggestions", "instead"}
    assert found["total"] == 77
    assert found["total_is_exact"] is True
    assert len(found["items"]) == 50
    assert all(one.keys() == LINE for one in found["items"])


def test_a_commitment_carries_its_whole_evidence(reader: TestClient) -> None:
    found = get(reader, f"commitments/{CONTESTED}?{SEEN}")
    assert found.keys() == WHOLE
    assert found["instrument"]["id"] == "decree-2021"
    assert found["themes"] == [
        {"id": "expression-media", "title": "Freedom of expression and media"}
    ]
    assert all(one.keys() == LINK for one in found["evidence"])
    assert all(one["document"].keys() == SOURCE for one in found["evidence"])
    dates = [one["date"] for one in found["evidence"]]
    assert dates[0] == found["last_evidence"]


def test_a_line_is_the_same_alone_and_in_a_list(on_sqlite: TestClient) -> None:
    for line in pages(on_sqlite, f"commitments?{SEEN}&limit=200"):
        whole = get(on_sqlite, f"commitments/{line['id']}?{SEEN}")
        assert {name: whole[name] for name in LINE} == line


def test_every_status_is_decided_by_evidence_that_is_shown(on_sqlite: TestClient) -> None:
    for line in pages(on_sqlite, f"commitments?{SEEN}&limit=200"):
        whole = get(on_sqlite, f"commitments/{line['id']}?{SEEN}")
        deciding = [one["id"] for one in whole["evidence"] if one["is_deciding"]]
        parameters = line["reason"]["parameters"]
        if line["status"] is None:
            assert (deciding, parameters, line["deciding"]) == ([], {}, None)
            continue
        assert deciding[0] == line["deciding"] == parameters["evidence"]
        assert len(deciding) == parameters["more"] + 1
        still_open = [one for one in whole["evidence"] if one["is_open"]]
        assert len(still_open) == line["open_contests"]


def test_context_has_no_status_and_decides_nothing(on_sqlite: TestClient) -> None:
    links = [
        link
        for line in pages(on_sqlite, f"commitments?{SEEN}&limit=200")
        for link in get(on_sqlite, f"commitments/{line['id']}?{SEEN}")["evidence"]
    ]
    context = [one for one in links if one["role"] == "context"]
    assert context
    for one in context:
        assert (one["status"], one["extent"], one["is_open"]) == (None, None, None)
        assert not one["is_deciding"]


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("status=pledged", "status", "pledged"),
        ("status=enacted", "status", "enacted"),
        ("status=contested", "status", "contested"),
        ("status=none", "status", None),
        ("stage=none", "stage", "none"),
        ("stage=enacted", "stage", "enacted"),
        ("extent=part", "extent", "part"),
        ("corroboration=self-reported", "corroboration", "self-reported"),
        ("overdue=true", "overdue", True),
        ("overdue=false", "overdue", False),
    ],
)
def test_a_filter_gives_those_and_only_those(
    reader: TestClient, query: str, field: str, value: object
) -> None:
    everything = list(pages(reader, f"commitments?{SEEN}&limit=200"))
    expected = [one for one in everything if one[field] == value]
    assert expected
    assert list(pages(reader, f"commitments?{SEEN}&limit=200&{query}")) == expected


@pytest.mark.parametrize("name", ["expression-media", "assembly"])
def test_a_theme_gives_its_own(reader: TestClient, name: str) -> None:
    everything = pages(reader, f"commitments?{SEEN}&limit=200")
    expected = [one for one in everything if name in [theme["id"] for theme in one["themes"]]]
    assert list(pages(reader, f"commitments?{SEEN}&theme={name}")) == expected
    assert get(reader, f"themes/{name}?{SEEN}")["commitments"] == expected


def test_filters_narrow_together(reader: TestClient) -> None:
    both = get(reader, f"commitments?{SEEN}&instrument=fpc-2021&status=contested")
    assert both["total"] == len(both["items"]) > 0
    for one in both["items"]:
        assert (one["instrument"]["id"], one["status"]) == ("fpc-2021", "contested")


def test_totals_are_what_the_list_counts(reader: TestClient) -> None:
    whole = get(reader, f"scorecard?{SEEN}")
    totals = whole["totals"]
    for status in ("pledged", "enacted", "contested", "none"):
        assert get(reader, f"commitments?{SEEN}&status={status}")["total"] == totals[status]
    assert get(reader, f"commitments?{SEEN}&overdue=true")["total"] == totals["overdue"]
    assert totals["commitments"] == get(reader, f"commitments?{SEEN}")["total"]
    in_part = get(reader, f"commitments?{SEEN}&status=enacted&extent=part")["total"]
    assert in_part == totals["enacted_in_part"]
    for instrument in whole["instruments"]:
        counted = get(reader, f"commitments?{SEEN}&instrument={instrument['id']}")["total"]
        assert counted == instrument["totals"]["commitments"]
    for theme in whole["themes"]:
        counted = get(reader, f"commitments?{SEEN}&theme={theme['id']}")["total"]
        assert counted == theme["totals"]["commitments"]


def test_the_numbers_of_the_scorecard_are_those_of_its_lists(reader: TestClient) -> None:
    whole = get(reader, f"scorecard?{SEEN}")
    assert whole["documents"] == get(reader, "documents")["total"]
    assert whole["evidence"] == get(reader, f"evidence?{SEEN}")["total"]
    assert whole["revision"] == get(reader, "revisions")["items"][0]["sequence"]
    listed = get(reader, f"instruments?{SEEN}")["items"]
    kept = [{name: one[name] for name in listed[0]} for one in whole["instruments"]]
    assert kept == listed
    assert whole["themes"] == get(reader, f"themes?{SEEN}")["items"]
