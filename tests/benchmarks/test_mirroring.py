"""The benchmark of copies runs and finds what it is to measure; a small registry stands for all."""

from pathlib import Path

from tests.benchmarks.mirroring import measure, ordered

SMALLEST = 20


def test_one_change_makes_a_few_parts_of_a_copy_anew_and_none_makes_none(tmp_path: Path) -> None:
    found = measure(SMALLEST, ordered(tmp_path, 1, exports=False), alone=False)
    first, changed, again = (found[one] for one in ("first", "after one change", "after none"))
    # One piece of evidence more: a page and its JSON in three languages.
    assert first["files"] + 6 == changed["files"] == again["files"] > SMALLEST * 6
    assert 0 < changed["parts_made"] < first["parts_made"] / 2
    assert again["parts_made"] == 0
