"""A file read as two halves: the same entries, and nothing taken for sound that is not."""

import tomllib

import pytest

from app.registry.halves import Entries, cut, joined, read_half, read_halves
from app.registry.references import References
from app.registry.source import clean
from tests.conftest import SHIPPED, TODAY
from tests.registry.registries import FAULTY, SOUND, read_text, sound_but

_TABLE = tomllib.loads((FAULTY / "messages.toml").read_text(encoding="utf-8"))
_FAULTY_INSIDE = [name for name in _TABLE["messages"] if name not in _TABLE["parameters"]]


def in_halves(text: str, before: str) -> Entries | None:
    """Read a text cut before an entry, by one process; None when it is to be read as one."""
    halves = cut(text.encode(), text.encode().index(before.encode()) - 1)
    first, second = (read_half(half) for half in halves) if halves else (None, None)
    return joined(first, second) if first and second else None


def test_two_processes_read_what_one_reads() -> None:
    content, steps = SHIPPED.read_bytes(), list[int]()
    entries = read_halves(cut(content, len(content) // 2), steps.append)
    as_one = read_text(content).entries
    assert entries == as_one
    assert [list(section) for section in entries.values()] == list(map(list, as_one.values()))
    assert sum(steps) == sum(map(len, as_one.values()))


def test_any_entry_that_is_not_the_first_of_its_section_can_begin_the_second_half() -> None:
    entries = read_text(SOUND).entries
    for names in entries.values():
        for name in list(names)[1:]:
            assert in_halves(SOUND, f"- id: {name}\n") == entries


@pytest.mark.parametrize("name", _FAULTY_INSIDE)
def test_no_half_of_a_faulty_file_hides_its_fault(name: str) -> None:
    text, hidden = clean((FAULTY / name).read_bytes())
    halves = [] if hidden else cut(text, len(text) // 2)
    first, second = (read_half(half) for half in halves) if halves else (None, None)
    entries = joined(first, second) if first and second else None
    assert entries is None or list(References(entries, TODAY).misfits())


@pytest.mark.parametrize("ending", ["...\n", "---\n"])
def test_the_end_of_a_document_is_not_lost_between_the_halves(ending: str) -> None:
    first = "- id: trafficking\n"
    assert in_halves(sound_but((first, ending + first)), first) is None


def test_a_quoted_text_that_looks_like_an_entry_is_not_cut() -> None:
    text = sound_but(("\nevidence:", "\n- id: x\n  title: 'a\n- id: b'\nevidence:"))
    assert in_halves(text, "- id: b'") is None
