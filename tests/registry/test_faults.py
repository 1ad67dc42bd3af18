"""Collecting faults: in the order of the file, and not without end."""

from app.errors import Fault
from app.registry.faults import MOST_COUNTED, MOST_SHOWN, Faults


def faults(count: int) -> Faults:
    """So many faults, one on each line, the last line first."""
    collected = Faults()
    collected.add(Fault(line, "wrong") for line in range(count, 0, -1))
    return collected


def test_faults_are_told_in_the_order_of_the_file() -> None:
    assert faults(2).as_error("a.yaml").lines() == ["a.yaml:1: wrong", "a.yaml:2: wrong"]


def test_as_many_as_are_shown_are_shown_without_more() -> None:
    assert len(faults(MOST_SHOWN).as_error("a.yaml").lines()) == MOST_SHOWN


def test_those_beyond_are_counted_in_a_last_line() -> None:
    lines = faults(MOST_SHOWN + 1).as_error("a.yaml").lines()
    assert lines[MOST_SHOWN:] == [
        "a.yaml:1001: … and 1 more fault from here on: mend those above, and check again"
    ]


def test_counting_ends_somewhere() -> None:
    lines = faults(10 * MOST_COUNTED).as_error("a.yaml").lines()
    assert "and at least 19,000 more faults" in lines[-1]


def test_the_last_line_stays_last_when_everything_is_on_one_line() -> None:
    collected = Faults()
    collected.add(Fault(1, "zzz") for _ in range(MOST_SHOWN + 5))
    assert "5 more faults" in collected.as_error("a.yaml").lines()[-1]
