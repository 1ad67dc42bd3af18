"""Reasons: the code of what decided, and its sentence."""

from string import Formatter

import pytest

from app.domain.readings import Bearing, read_commitment
from app.domain.reasons import SENTENCES, ReasonCode, reason_code
from app.domain.vocabulary import Extent
from tests.domain.builders import ANSWER, act, contest, on, pledge, terms

REACHED = [
    pytest.param([], ReasonCode.NO_EVIDENCE, id="nothing bears on it"),
    pytest.param([pledge()], ReasonCode.PLEDGED, id="pledged"),
    pytest.param([act()], ReasonCode.ENACTED_WHOLE, id="enacted in whole"),
    pytest.param([act(extent=Extent.PART)], ReasonCode.ENACTED_PART, id="enacted in part"),
    pytest.param([act(), contest()], ReasonCode.OPEN_CONTEST, id="disputed act"),
    pytest.param(
        [contest(answered_by=[ANSWER]), pledge(evidence=ANSWER)],
        ReasonCode.PLEDGED,
        id="answered by a pledge",
    ),
]


def placeholders(sentence: str) -> set[str]:
    """Give the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(("bearings", "code"), REACHED)
def test_a_reading_has_the_reason_of_the_clause_that_decided(
    bearings: list[Bearing], code: ReasonCode
) -> None:
    assert reason_code(read_commitment(terms(), bearings, on("2026-11-21"))) is code


def test_every_code_is_reached_by_a_reading() -> None:
    assert {row.values[1] for row in REACHED} == set(ReasonCode)


def test_every_code_has_its_sentences() -> None:
    assert list(SENTENCES) == list(ReasonCode)


@pytest.mark.parametrize("code", [code for code in ReasonCode if code != ReasonCode.NO_EVIDENCE])
def test_a_sentence_names_publisher_and_date_and_several_say_how_many_more(
    code: ReasonCode,
) -> None:
    assert placeholders(SENTENCES[code].one) == {"publisher", "date"}
    assert placeholders(SENTENCES[code].several) == {"publisher", "date", "more"}


def test_no_evidence_names_nobody() -> None:
    sentences = SENTENCES[ReasonCode.NO_EVIDENCE]
    assert placeholders(sentences.one) | placeholders(sentences.several) == set()
