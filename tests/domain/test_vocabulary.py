"""The words themselves."""

from app.domain.vocabulary import NO_STATUS, SIDE_OF_ORIGIN, Origin, Side, Stage, Status


def test_there_are_three_statuses_and_none_is_not_one_of_them() -> None:
    assert [status.value for status in Status] == ["pledged", "enacted", "contested"]
    assert NO_STATUS not in set(Status)


def test_every_stage_with_something_on_record_is_a_status() -> None:
    assert {stage.value for stage in Stage} - {NO_STATUS} < {status.value for status in Status}


def test_the_state_and_its_law_stand_on_one_side_and_everybody_else_on_the_other() -> None:
    assert {origin for origin in Origin if SIDE_OF_ORIGIN[origin] is Side.OFFICIAL} == {
        Origin.OFFICIAL,
        Origin.LEGAL_TEXT,
    }
    assert set(SIDE_OF_ORIGIN) == set(Origin)
