"""Totals of readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tally import Tally, TallyRow, tally_of
from app.domain.vocabulary import Corroboration, Extent, Status
from tests.domain.builders import REPEATABLE

rows = st.lists(
    st.tuples(
        st.none() | st.sampled_from(Status),
        st.none() | st.sampled_from(Extent),
        st.none() | st.sampled_from(Corroboration),
        st.booleans(),
        st.integers(0, 100_000),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("row", "tally"),
    [
        pytest.param((None, None, None, False, 3), Tally(none=3), id="no evidence"),
        pytest.param((None, None, None, True, 3), Tally(none=3, overdue=3), id="none, past due"),
        pytest.param(("pledged", None, None, False, 3), Tally(pledged=3), id="pledged"),
        pytest.param(
            ("enacted", "whole", "corroborated", False, 3), Tally(enacted=3), id="enacted in whole"
        ),
        pytest.param(
            ("enacted", "part", "corroborated", True, 3),
            Tally(enacted=3, enacted_in_part=3, overdue=3),
            id="enacted in part, past due",
        ),
        pytest.param(
            ("enacted", "whole", "self-reported", False, 3),
            Tally(enacted=3, self_reported=3),
            id="self-reported",
        ),
        pytest.param(
            ("contested", "part", "self-reported", False, 3),
            Tally(contested=3),
            id="disputed, whatever its stage",
        ),
        pytest.param(
            (Status.ENACTED, Extent.PART, Corroboration.SELF_REPORTED, False, 3),
            Tally(enacted=3, enacted_in_part=3, self_reported=3),
            id="words in place of codes",
        ),
    ],
)
def test_a_group_is_counted_by_its_status(row: TallyRow, tally: Tally) -> None:
    assert tally_of([row]) == tally


def test_no_rows_are_an_empty_tally() -> None:
    assert tally_of([]) == Tally()
    assert Tally().total == 0


def test_the_total_holds_every_status_once_and_the_parts_not_again() -> None:
    tally = Tally(
        pledged=13, enacted=22, contested=41, none=1, enacted_in_part=7, self_reported=5, overdue=4
    )
    assert (tally.total, tally.enacted_in_whole) == (77, 15)


def test_a_word_that_is_no_status_is_refused() -> None:
    with pytest.raises(ValueError, match="done"):
        tally_of([("done", None, None, False, 1)])


@REPEATABLE
@given(rows, rows)
def test_tallies_of_two_groups_add_up_to_the_tally_of_both(
    some: list[TallyRow], others: list[TallyRow]
) -> None:
    assert tally_of(some) + tally_of(others) == tally_of(some + others)


@REPEATABLE
@given(rows)
def test_every_commitment_is_counted_and_no_part_exceeds_its_whole(counts: list[TallyRow]) -> None:
    tally = tally_of(counts)
    assert tally.total == sum(row[-1] for row in counts)
    assert tally.enacted_in_part <= tally.enacted
    assert tally.self_reported <= tally.enacted
    assert tally.overdue <= tally.total
