"""Clause 7: which evidence a reading names, and how many more say the same."""

import pytest

from app.domain.readings import Bearing, read_commitment
from app.domain.vocabulary import Extent
from tests.domain.builders import (
    ACT,
    ANSWER,
    CONTEST,
    OTHER_ACT,
    OTHER_CONTEST,
    PLEDGE,
    act,
    contest,
    on,
    pledge,
    terms,
)

LATER = on("2026-11-21")
PART = Extent.PART


@pytest.mark.parametrize(
    ("bearings", "deciding", "count"),
    [
        pytest.param([], None, 0, id="no evidence"),
        pytest.param([pledge()], PLEDGE, 1, id="one pledge"),
        pytest.param([pledge(), act()], ACT, 1, id="an act before a pledge"),
        pytest.param([act(), pledge("2024-01-12")], ACT, 1, id="an act before a newer pledge"),
        pytest.param([act("2024-04-15"), contest()], CONTEST, 1, id="a contest before a newer act"),
        pytest.param(
            [act("2021-10-12"), act("2021-10", evidence=OTHER_ACT)],
            ACT,
            2,
            id="newest by first day",
        ),
        pytest.param(
            [act("2021-10-01"), act("2021-10", evidence=OTHER_ACT)],
            OTHER_ACT,
            2,
            id="same first day, then by id",
        ),
        pytest.param(
            [act("2021-10-12"), act("2024-04-15", evidence=OTHER_ACT, extent=PART)],
            ACT,
            1,
            id="the whole act, not the newer part",
        ),
        pytest.param(
            [act(extent=PART), act("2024-04-15", evidence=OTHER_ACT, extent=PART)],
            OTHER_ACT,
            2,
            id="parts among themselves",
        ),
        pytest.param(
            [
                contest("2022-10"),
                contest("2024", evidence=OTHER_CONTEST, answered_by=[ANSWER]),
                act("2024-04-15", evidence=ANSWER),
            ],
            CONTEST,
            1,
            id="the open contest, not the newer answered one",
        ),
    ],
)
def test_the_newest_of_what_decided_is_named_with_how_many_say_so(
    bearings: list[Bearing], deciding: str | None, count: int
) -> None:
    reading = read_commitment(terms(), bearings, LATER)
    assert (reading.deciding, reading.deciding_count) == (deciding, count)


@pytest.mark.parametrize(
    ("bearings", "newest"),
    [
        pytest.param([], None, id="no evidence"),
        pytest.param([act(), pledge("2024-01-12")], PLEDGE, id="a pledge that decides nothing"),
        pytest.param([act(), contest("2030")], ACT, id="what has not happened is not newest"),
        pytest.param(
            [act("2022-10-01", evidence=OTHER_ACT), contest("2022-10")],
            OTHER_ACT,
            id="same first day, then by id",
        ),
    ],
)
def test_the_newest_evidence_is_named_whether_it_decided_or_not(
    bearings: list[Bearing], newest: str | None
) -> None:
    assert read_commitment(terms(), bearings, LATER).newest == newest
