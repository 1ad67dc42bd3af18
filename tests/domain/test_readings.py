"""The rule, clause by clause and boundary day by boundary day."""

import pytest

from app.domain.readings import Bearing, Terms, open_contests, read_commitment
from app.domain.vocabulary import Corroboration, Extent, Origin, Stage, Status
from tests.domain.builders import (
    ACT,
    ANSWER,
    CONTEST,
    OTHER_ACT,
    OTHER_ANSWER,
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
WHOLE = Extent.WHOLE


@pytest.mark.parametrize(
    ("bearings", "stage"),
    [
        pytest.param([], Stage.NONE, id="nothing bears on it"),
        pytest.param([contest()], Stage.NONE, id="only disputed"),
        pytest.param([pledge()], Stage.PLEDGED, id="pledged"),
        pytest.param([pledge(), contest()], Stage.PLEDGED, id="pledged and disputed"),
        pytest.param([act()], Stage.ENACTED, id="enacted without a pledge"),
        pytest.param([act(extent=PART)], Stage.ENACTED, id="enacted in part"),
        pytest.param([act(), pledge("2024-01-12")], Stage.ENACTED, id="pledged again afterwards"),
        pytest.param([act(), contest()], Stage.ENACTED, id="enacted and disputed"),
    ],
)
def test_the_stage_is_the_furthest_that_any_link_says(
    bearings: list[Bearing], stage: Stage
) -> None:
    assert read_commitment(terms(), bearings, LATER).stage is stage


@pytest.mark.parametrize(
    ("bearings", "extent"),
    [
        pytest.param([], None, id="no evidence"),
        pytest.param([pledge()], None, id="pledged"),
        pytest.param([contest()], None, id="only disputed"),
        pytest.param([act()], WHOLE, id="one whole act"),
        pytest.param([act(extent=PART)], PART, id="one act in part"),
        pytest.param(
            [act(extent=PART), act(evidence=OTHER_ACT, extent=PART)],
            PART,
            id="two parts make no whole",
        ),
        pytest.param(
            [act("2021-10"), act("2024-04-15", evidence=OTHER_ACT, extent=PART)],
            WHOLE,
            id="a part after the whole",
        ),
        pytest.param([act(extent=PART), contest()], PART, id="in part and disputed"),
    ],
)
def test_one_whole_act_makes_an_enactment_whole(
    bearings: list[Bearing], extent: Extent | None
) -> None:
    assert read_commitment(terms(), bearings, LATER).extent is extent


@pytest.mark.parametrize(
    ("origins", "corroboration"),
    [
        pytest.param([], None, id="not enacted"),
        pytest.param([Origin.OFFICIAL], Corroboration.SELF_REPORTED, id="official"),
        pytest.param([Origin.UNCLEAR], Corroboration.SELF_REPORTED, id="unclear"),
        pytest.param([Origin.LEGAL_TEXT], Corroboration.CORROBORATED, id="legal text"),
        pytest.param([Origin.INDEPENDENT], Corroboration.CORROBORATED, id="independent"),
        pytest.param(
            [Origin.OFFICIAL, Origin.UNCLEAR],
            Corroboration.SELF_REPORTED,
            id="official and unclear",
        ),
        pytest.param(
            [Origin.OFFICIAL, Origin.INDEPENDENT],
            Corroboration.CORROBORATED,
            id="official and independent",
        ),
    ],
)
def test_an_independent_source_or_a_legal_text_corroborates(
    origins: list[Origin], corroboration: Corroboration | None
) -> None:
    acts = [act(evidence=f"{ACT}-{origin}", origin=origin) for origin in origins]
    assert read_commitment(terms(), [pledge(), *acts], LATER).corroboration is corroboration


def test_an_independent_source_that_only_disputes_corroborates_nothing() -> None:
    reading = read_commitment(terms(), [act(), contest()], LATER)
    assert reading.corroboration is Corroboration.SELF_REPORTED


def test_an_act_in_part_corroborates_too() -> None:
    part = act(evidence=OTHER_ACT, origin=Origin.LEGAL_TEXT, extent=PART)
    reading = read_commitment(terms(), [act(), part], LATER)
    assert (reading.extent, reading.corroboration) == (WHOLE, Corroboration.CORROBORATED)


def answer(day: str, evidence: str = ANSWER) -> Bearing:
    """Build an act that a contest may name."""
    return act(day, evidence=evidence)


ANSWERED = contest("2022-10", answered_by=[ANSWER])


@pytest.mark.parametrize(
    ("bearings", "day", "still_open"),
    [
        pytest.param([contest()], "2022-10-01", [CONTEST], id="nothing named"),
        pytest.param([contest(), answer("2024-04-15")], "2026-01-01", [CONTEST], id="only newer"),
        pytest.param(
            [ANSWERED, answer("2024-04-15")], "2024-04-14", [CONTEST], id="the day before"
        ),
        pytest.param([ANSWERED, answer("2024-04-15")], "2024-04-15", [], id="the day of it"),
        pytest.param([ANSWERED, answer("2024-04-15")], "2024-04-16", [], id="the day after"),
        pytest.param([ANSWERED, answer("2021-10-12")], "2022-10-01", [], id="an older answer"),
        pytest.param([ANSWERED, answer("2022-10")], "2022-10-01", [], id="on the same day"),
        pytest.param([ANSWERED, answer("2024")], "2023-12-31", [CONTEST], id="before its year"),
        pytest.param([ANSWERED, answer("2024")], "2024-01-01", [], id="first day of its year"),
        pytest.param([ANSWERED], "2026-01-01", [CONTEST], id="retired, or bears on another"),
        pytest.param([ANSWERED, pledge(evidence=ANSWER)], "2026-01-01", [], id="a pledge"),
        pytest.param(
            [ANSWERED, contest("2023", evidence=ANSWER)],
            "2026-01-01",
            [ANSWER],
            id="by a contest, which stays open itself",
        ),
        pytest.param(
            [contest(answered_by=[CONTEST])], "2026-01-01", [CONTEST], id="names only itself"
        ),
        pytest.param(
            [contest(answered_by=[CONTEST, ANSWER]), answer("2024-04-15")],
            "2024-04-15",
            [],
            id="names itself and another",
        ),
        pytest.param(
            [contest(answered_by=[OTHER_ANSWER, ANSWER]), answer("2024-04-15")],
            "2024-04-15",
            [],
            id="two named and one counts",
        ),
        pytest.param(
            [
                contest(answered_by=[OTHER_ANSWER, ANSWER]),
                answer("2024-04-15"),
                answer("2022-11", OTHER_ANSWER),
            ],
            "2022-11-01",
            [],
            id="two named and one has happened",
        ),
        pytest.param(
            [ANSWERED, contest("2024", evidence=OTHER_CONTEST), answer("2024-04-15")],
            "2026-01-01",
            [OTHER_CONTEST],
            id="one of two contests",
        ),
    ],
)
def test_only_named_evidence_that_has_happened_answers_a_contest(
    bearings: list[Bearing], day: str, still_open: list[str]
) -> None:
    known = [one for one in bearings if one.first_day <= on(day)]
    reading = read_commitment(terms(), bearings, on(day))
    assert [one.evidence for one in open_contests(known)] == still_open
    assert reading.open_contests == len(still_open)
    assert (reading.status is Status.CONTESTED) is bool(still_open)


def test_open_contests_come_newest_first() -> None:
    known = [contest("2022-10"), contest("2024-04-23", evidence=OTHER_CONTEST)]
    assert [one.evidence for one in open_contests(known)] == [OTHER_CONTEST, CONTEST]


@pytest.mark.parametrize(
    ("bearings", "status"),
    [
        pytest.param([], None, id="no evidence is no status"),
        pytest.param([pledge()], Status.PLEDGED, id="pledged"),
        pytest.param([pledge(), act()], Status.ENACTED, id="enacted"),
        pytest.param([act(extent=PART)], Status.ENACTED, id="enacted in part"),
        pytest.param([contest()], Status.CONTESTED, id="disputed alone"),
        pytest.param([pledge(), contest()], Status.CONTESTED, id="disputed pledge"),
        pytest.param([act(), contest()], Status.CONTESTED, id="disputed act"),
        pytest.param([contest(), act("2024-04-15")], Status.CONTESTED, id="older dispute"),
        pytest.param([ANSWERED, pledge(evidence=ANSWER)], Status.PLEDGED, id="answered, pledged"),
        pytest.param([ANSWERED, answer("2024-04-15")], Status.ENACTED, id="answered, enacted"),
    ],
)
def test_an_open_contest_comes_before_the_stage(
    bearings: list[Bearing], status: Status | None
) -> None:
    assert read_commitment(terms(), bearings, LATER).status is status


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param("2023-04-10", None, id="the day before"),
        pytest.param("2023-04-11", Status.ENACTED, id="the day of it"),
        pytest.param("2023-04-12", Status.ENACTED, id="the day after"),
    ],
)
def test_evidence_counts_from_its_day(day: str, status: Status | None) -> None:
    assert read_commitment(terms(), [act("2023-04-11")], on(day)).status is status


@pytest.mark.parametrize(
    ("written", "day", "counts"),
    [
        pytest.param("2024-02", "2024-01-31", False, id="month, the day before"),
        pytest.param("2024-02", "2024-02-01", True, id="month, first day"),
        pytest.param("2024-02", "2024-02-29", True, id="month, last day"),
        pytest.param("2024", "2023-12-31", False, id="year, the day before"),
        pytest.param("2024", "2024-01-01", True, id="year, first day"),
        pytest.param("2024", "2024-12-31", True, id="year, last day"),
    ],
)
def test_a_partial_date_counts_from_the_first_day_it_may_mean(
    written: str, day: str, counts: bool
) -> None:
    reading = read_commitment(terms(), [pledge(written)], on(day))
    assert (reading.newest == PLEDGE) is counts


NEVER = terms()
EXACT = terms("2023-03-31")
MONTH = terms("2022-08")
YEAR = terms("2025")
INFERRED = terms("2025", inferred=True)


@pytest.mark.parametrize(
    ("due", "bearings", "day", "overdue"),
    [
        pytest.param(NEVER, [pledge()], "2026-11-21", False, id="never due"),
        pytest.param(EXACT, [pledge()], "2023-03-30", False, id="due tomorrow"),
        pytest.param(EXACT, [pledge()], "2023-03-31", False, id="due today"),
        pytest.param(EXACT, [pledge()], "2023-04-01", True, id="due yesterday"),
        pytest.param(MONTH, [pledge()], "2022-08-31", False, id="last day of the month due"),
        pytest.param(MONTH, [pledge()], "2022-09-01", True, id="month due is over"),
        pytest.param(YEAR, [pledge()], "2025-12-31", False, id="last day of the year due"),
        pytest.param(YEAR, [pledge()], "2026-01-01", True, id="year due is over"),
        pytest.param(INFERRED, [pledge()], "2026-11-21", False, id="inferred and over"),
        pytest.param(EXACT, [], "2023-04-01", True, id="no evidence"),
        pytest.param(EXACT, [act(extent=PART)], "2023-04-01", True, id="enacted in part"),
        pytest.param(EXACT, [act()], "2023-04-01", False, id="enacted in whole"),
        pytest.param(EXACT, [act(), contest()], "2023-04-01", False, id="whole but disputed"),
        pytest.param(EXACT, [contest()], "2023-04-01", True, id="disputed, nothing enacted"),
        pytest.param(EXACT, [act("2024-04-15")], "2024-04-14", True, id="enacted tomorrow"),
        pytest.param(EXACT, [act("2024-04-15")], "2024-04-15", False, id="enacted late"),
    ],
)
def test_past_due_is_after_the_last_due_day_without_a_whole_act(
    due: Terms, bearings: list[Bearing], day: str, overdue: bool
) -> None:
    assert read_commitment(due, bearings, on(day)).overdue is overdue
