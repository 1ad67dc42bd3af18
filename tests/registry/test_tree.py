"""The sections and entries of a YAML text, and what is refused on the way."""

import pytest

from app.registry.entries import BY_SECTION
from app.registry.tree import Tree


def tree_of(text: str) -> tuple[Tree, list[object]]:
    """Read a text to its end: the tree, and the values of its entries."""
    tree = Tree(text.encode(), BY_SECTION)
    return tree, [raw.value for raw in tree.entries()]


def test_scalars_stay_as_they_were_written() -> None:
    _, values = tree_of("themes: [{a: NO, b: 012, c: 1_000, d: 2021-06-09, e: yes, f: 'null'}]")
    assert values == [
        {"a": "NO", "b": "012", "c": "1_000", "d": "2021-06-09", "e": "yes", "f": "null"}
    ]


def test_every_key_and_item_knows_its_line() -> None:
    text = (
        "themes:\n- id: trafficking\n  title:\n    en: Human trafficking\n  list:\n  - a\n  - b\n"
    )
    raw = next(Tree(text.encode(), BY_SECTION).entries())
    assert raw.lines == {
        ("id",): 2,
        ("title",): 3,
        ("title", "en"): 4,
        ("list",): 5,
        ("list", 0): 6,
        ("list", 1): 7,
    }
    assert raw.line_of(("title", "ru")) == 3
    assert raw.line_of(("missing",)) == 2


def test_a_misspelt_section_is_read_as_the_one_that_was_meant() -> None:
    tree, values = tree_of("theems:\n- id: trafficking\n")
    assert values == [{"id": "trafficking"}]
    assert [fault.message for fault in tree.faults] == [
        "there is no section 'theems'. Did you mean 'themes'?"
    ]


def test_an_unknown_section_may_be_any_that_is_not_there() -> None:
    tree, values = tree_of("themes: []\nsubjects:\n- id: trafficking\n")
    assert values == []
    assert tree.unread == set(BY_SECTION) - {"themes"}


def test_an_entry_cut_short_by_a_fault_of_yaml_is_left_out() -> None:
    tree, values = tree_of("themes:\n- id: a\n  title: A\n- id: b\n title: B\n")
    assert values == [{"id": "a", "title": "A"}]
    assert not tree.is_complete
    assert [fault.line for fault in tree.faults] == [5]


def test_faults_of_a_whole_entry_survive_a_fault_of_yaml_after_it() -> None:
    tree = Tree(b"themes:\n- id: a\n  title: *A\n- id: b\n  title: [", BY_SECTION)
    entries = list(tree.entries())
    assert [fault.line for raw in entries for fault in raw.faults] == [3]
    assert len(tree.faults) == 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "? ", "- "])
def test_nesting_without_end_is_left_early(opening: str) -> None:
    tree, _ = tree_of("themes:\n- id: x\n  title:\n   " + opening * 100_000)
    assert tree.faults
    assert not tree.is_complete


def test_an_entry_of_countless_values_is_left_early() -> None:
    tree, values = tree_of(f"themes:\n- id: x\n  title: [{'a,' * 20_000}]\n")
    assert values == []
    assert [fault.message for fault in tree.faults] == [
        "the entry has more than 10,000 values: split it"
    ]


def test_aliases_are_told_and_not_followed() -> None:
    tree = Tree(b"themes:\n- id: &a x\n  title: *a\n", BY_SECTION)
    raw = next(tree.entries())
    assert raw.value == {"id": "x", "title": None}
    assert raw.is_spoilt(("title", "en"))
    assert [fault.line for fault in raw.faults] == [2, 3]
