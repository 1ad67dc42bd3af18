"""What holds of the rule whatever the evidence is."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.domain.readings import Bearing, Terms, derive_spans, open_contests, read_commitment
from app.domain.vocabulary import Extent, Role, Stage, Status
from tests.domain.builders import (
    REPEATABLE,
    Link,
    any_terms,
    bearings_of,
    days,
    some_bearings,
)


def happened(facts: list[Bearing], day: date) -> list[Bearing]:
    return [one for one in facts if one.first_day <= day]


@REPEATABLE
@given(any_terms, some_bearings(), days)
def test_a_commitment_is_contested_exactly_when_a_contest_has_no_named_answer(
    promised: Terms, facts: list[Bearing], day: date
) -> None:
    known = happened(facts, day)
    unanswered = {
        one.evidence
        for one in known
        if one.status is Status.CONTESTED
        and not any(
            other.evidence in one.answered_by for other in known if other.evidence != one.evidence
        )
    }
    reading = read_commitment(promised, facts, day)
    assert (reading.status is Status.CONTESTED) is bool(unanswered)
    assert reading.open_contests == len(unanswered)
    assert {one.evidence for one in open_contests(known)} == unanswered


@REPEATABLE
@given(any_terms, some_bearings(), some_bearings(), days)
def test_nothing_but_a_named_answer_ends_a_contest(
    promised: Terms, facts: list[Bearing], more: list[Bearing], day: date
) -> None:
    named = {answer for one in facts for answer in one.answered_by}
    unnamed = [one for one in more if one.evidence not in named]
    before = read_commitment(promised, facts, day)
    after = read_commitment(promised, facts + unnamed, day)
    assert after.open_contests >= before.open_contests
    if before.status is Status.CONTESTED:
        assert after.status is Status.CONTESTED


@REPEATABLE
@given(any_terms, some_bearings(), some_bearings(), days)
def test_context_changes_nothing(
    promised: Terms, facts: list[Bearing], context: list[Bearing], day: date
) -> None:
    bearing = [Link(Role.BEARS, one) for one in facts]
    links = [Link(Role.CONTEXT, one) for one in context] + bearing
    read = read_commitment(promised, bearings_of(links), day)
    assert read == read_commitment(promised, bearings_of(bearing), day)


@REPEATABLE
@given(any_terms, some_bearings(), st.randoms(use_true_random=False))
def test_the_order_of_links_changes_nothing(
    promised: Terms, facts: list[Bearing], chance: Random
) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert derive_spans(promised, shuffled) == derive_spans(promised, facts)


@REPEATABLE
@given(any_terms, some_bearings(), days)
def test_a_reading_ignores_all_that_happened_later(
    promised: Terms, facts: list[Bearing], day: date
) -> None:
    early = happened(facts, day)
    assert read_commitment(promised, facts, day) == read_commitment(promised, early, day)


@REPEATABLE
@given(any_terms, some_bearings(), days)
def test_a_stage_never_goes_back(promised: Terms, facts: list[Bearing], day: date) -> None:
    order = list(Stage)
    stages = [order.index(span.reading.stage) for span in derive_spans(promised, facts)]
    assert stages == sorted(stages)
    assert order.index(read_commitment(promised, facts, day).stage) <= stages[-1]


@REPEATABLE
@given(any_terms, some_bearings(), days)
def test_every_status_names_evidence_that_says_so(
    promised: Terms, facts: list[Bearing], day: date
) -> None:
    reading = read_commitment(promised, facts, day)
    saying = {one.evidence: one.status for one in happened(facts, day)}
    named = saying[reading.deciding] if reading.deciding else None
    assert named == reading.status
    assert (reading.deciding_count == 0) is (reading.status is None)


@REPEATABLE
@given(any_terms, some_bearings(), days)
def test_extent_and_corroboration_belong_to_an_enacted_stage(
    promised: Terms, facts: list[Bearing], day: date
) -> None:
    reading = read_commitment(promised, facts, day)
    enacted = reading.stage is Stage.ENACTED
    assert (reading.extent is not None) is enacted
    assert (reading.corroboration is not None) is enacted


@REPEATABLE
@given(any_terms, some_bearings(), days)
def test_nothing_enacted_in_whole_or_inferred_is_past_due(
    promised: Terms, facts: list[Bearing], day: date
) -> None:
    reading = read_commitment(promised, facts, day)
    if promised.due_inferred or promised.due_last is None or reading.extent is Extent.WHOLE:
        assert not reading.overdue
