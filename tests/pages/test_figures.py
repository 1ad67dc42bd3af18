"""How statuses and totals are shown."""

import pytest

from app.domain.labels import ENACTED_IN_PART, NO_EVIDENCE
from app.domain.vocabulary import Corroboration, Extent, Stage, Status
from app.pages.figures import bar, formally_done, main_figures, standing, tags_of
from app.queries.shapes import ReadingShape, Totals

TOTALS = Totals(
    pledged=3,
    enacted=4,
    contested=2,
    none=1,
    commitments=10,
    enacted_in_part=1,
    self_reported=2,
    overdue=5,
)
NOTHING = Totals(**dict.fromkeys(Totals.model_fields, 0))


def reading(status: Status | None, **others: object) -> ReadingShape:
    fields = {"stage": Stage.ENACTED, "extent": None, "corroboration": None, "overdue": False}
    return ReadingShape.model_validate(fields | others | {"status": status, "open_contests": 0})


def test_every_status_has_a_mark_of_its_own() -> None:
    shown = [standing(None), standing(Status.ENACTED, Extent.PART), *map(standing, Status)]
    assert len({one.mark for one in shown}) == len({one.label for one in shown}) == 5


def test_no_status_is_shown_as_missing_evidence() -> None:
    assert standing(None).label is NO_EVIDENCE


def test_what_is_disputed_is_not_shown_as_enacted_in_part() -> None:
    assert standing(Status.CONTESTED, Extent.PART).mark == "contested"
    assert formally_done(reading(Status.CONTESTED, extent=Extent.PART)) is ENACTED_IN_PART


@pytest.mark.parametrize(
    ("shown", "marks"),
    [
        (reading(Status.ENACTED, corroboration=Corroboration.SELF_REPORTED), ["self-reported"]),
        (reading(Status.ENACTED, corroboration=Corroboration.CORROBORATED), []),
        (reading(Status.CONTESTED, corroboration=Corroboration.SELF_REPORTED), []),
        (reading(Status.PLEDGED, overdue=True), ["overdue"]),
        (reading(None, stage=Stage.NONE, overdue=True), ["overdue"]),
    ],
)
def test_tags_say_what_totals_count(shown: ReadingShape, marks: list[str]) -> None:
    assert [one.mark for one in tags_of(shown)] == marks


def test_the_main_numbers_add_up_to_all() -> None:
    assert sum(one.number for one in main_figures(TOTALS)) == TOTALS.commitments


def test_a_bar_is_filled_without_gaps() -> None:
    stretches = bar(TOTALS)
    assert [one.width for one in stretches] == [20, 30, 10, 30, 10]
    ends = [one.start + one.width for one in stretches]
    assert [0, *ends] == [*(one.start for one in stretches), 100]


def test_a_bar_beside_a_longer_one_is_shorter() -> None:
    assert [one.width for one in bar(TOTALS, most=20)] == [10, 15, 5, 15, 5]


def test_a_bar_of_nothing_is_empty() -> None:
    assert bar(NOTHING) == []
