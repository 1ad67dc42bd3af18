"""What became of an entry, value by value, out of entries and payloads alone."""

from typing import Any

import pytest

from app.domain.labels import FIELDS
from app.queries.differences import Altered, Place, altered, entry_after, refers_to, sides
from app.registry.entries import ENTRIES

EVIDENCE: dict[str, Any] = {
    "id": "ev-one",
    "document": "source",
    "date": "2023-04",
    "summary": {"en": "One", "ru": "Один"},
    "bears_on": {"c-one": {"status": "enacted", "extent": "part"}},
    "context_for": ["c-two"],
}


def told(changes: list[Altered]) -> list[tuple[object, ...]]:
    return [
        (one.place.field, one.place.language or one.place.commitment, one.old, one.new)
        for one in changes
    ]


def test_a_new_entry_is_every_value_of_it_in_the_order_a_reader_wants() -> None:
    assert told(altered({}, EVIDENCE)) == [
        ("summary", "en", None, "One"),
        ("summary", "ru", None, "Один"),
        ("role", "c-two", None, "context"),
        ("status", "c-one", None, "enacted"),
        ("extent", "c-one", None, "part"),
        ("date", None, None, "2023-04"),
        ("document", None, None, "source"),
    ]


def test_an_entry_that_says_the_same_is_no_difference() -> None:
    assert altered(EVIDENCE, dict(EVIDENCE)) == []


def test_a_link_that_becomes_another_is_told_by_its_commitment() -> None:
    contested = {"c-one": {"status": "contested", "answered_by": ["ev-two"]}}
    assert told(altered(EVIDENCE, EVIDENCE | {"bears_on": contested})) == [
        ("status", "c-one", "enacted", "contested"),
        ("extent", "c-one", "part", None),
        ("answered_by", "c-one", None, "ev-two"),
    ]


def test_lists_are_compared_member_by_member() -> None:
    old, new = {"themes": ["a", "b"]}, {"themes": ["b", "c"]}
    assert told(altered(old, new)) == [("themes", None, "a", None), ("themes", None, None, "c")]


def test_truth_and_numbers_are_written_as_in_the_file() -> None:
    assert told(altered({"due_inferred": False, "tasks_stated": 0}, {"due_inferred": True})) == [
        ("due_inferred", None, "false", "true"),
        ("tasks_stated", None, "0", None),
    ]


@pytest.mark.parametrize(
    ("action", "payload", "wanted"),
    [
        (
            "changed",
            {"changes": [{"key": "date", "old": "2023", "new": None}], "entry_sha256": "0"},
            [("date", None, "2023", None)],
        ),
        (
            "replaced",
            {"on": "2026-11-21", "reason": {"en": "Wrong"}, "by": "ev-two"},
            [
                ("on", None, None, "2026-11-21"),
                ("reason", "en", None, "Wrong"),
                ("by", None, None, "ev-two"),
            ],
        ),
        (
            "answered",
            {"commitment": "c-one", "answer": "ev-two"},
            [("answered_by", "c-one", None, "ev-two")],
        ),
        ("looked_at", {"on": "2026-11-21"}, [("looked_at", None, None, "2026-11-21")]),
        ("retired", {"retired_on": "2026-11-21"}, [("retired_on", None, None, "2026-11-21")]),
        ("redacted", {"revisions": [7], "entry_sha256": "0"}, [("revisions", None, None, "7")]),
        ("adopted", {"entry_sha256": "0"}, []),
    ],
)
def test_every_action_says_what_is_new(
    action: str, payload: dict[str, Any], wanted: list[tuple[object, ...]]
) -> None:
    assert told(altered(*sides(action, payload, None))) == wanted


def test_a_whole_entry_is_compared_with_what_stood_before() -> None:
    before = EVIDENCE | {"date": "2023-05"}
    assert told(altered(*sides("published", EVIDENCE, before))) == [
        ("date", None, "2023-05", "2023-04")
    ]


def test_an_entry_is_what_its_revisions_made_of_it() -> None:
    change = {"changes": [{"key": "date", "old": "2023-04", "new": "2024"}]}
    assert entry_after([("added", EVIDENCE), ("changed", change)]) == EVIDENCE | {"date": "2024"}


def test_an_entry_whose_revisions_were_redacted_is_not_known() -> None:
    assert entry_after([("added", None), ("changed", {"changes": []})]) is None
    assert entry_after([("added", EVIDENCE), ("changed", None)]) is None
    assert entry_after([("added", EVIDENCE), ("changed", None), ("restored", EVIDENCE)]) == EVIDENCE


def test_ids_are_known_for_what_they_are() -> None:
    assert refers_to("document", "evidence") == "document"
    assert refers_to("by", "document") == "document"
    assert refers_to("summary", "evidence") is None


def test_every_key_of_the_registry_has_a_name_for_readers() -> None:
    keys = {key for entry in ENTRIES for key in entry.model_fields}
    told_apart = {"id", "bears_on", "context_for", "withdrawn"}
    assert keys - told_apart - FIELDS.keys() == set()


def test_values_without_a_known_name_come_last() -> None:
    places = [one.place for one in altered({}, {"unheard_of": "x", "date": "2023"})]
    assert places == [Place("date"), Place("unheard_of")]
