"""Labels of the words of the vocabulary."""

from enum import StrEnum

import pytest

from app.domain import vocabulary
from app.domain.labels import (
    ENACTED_IN_PART,
    LANGUAGE_NAMES,
    NO_EVIDENCE,
    OVERDUE,
    label_of,
    words_of,
)
from app.domain.vocabulary import (
    CommitmentKind,
    Extent,
    InstrumentKind,
    Language,
    Origin,
    Owner,
    Side,
    Stage,
    Status,
)

UNSEEN = {Owner, Language}
"""Owners are never shown; languages carry their own names."""

KINDS = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind not in {StrEnum, *UNSEEN}
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_that_a_reader_meets_has_a_label(kind: type[StrEnum]) -> None:
    assert list(words_of(kind)) == list(kind)
    assert all(label_of(word).name for word in kind)


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_words_of_a_kind_share_a_label(kind: type[StrEnum]) -> None:
    names = [label.name for label in words_of(kind).values()]
    assert len(set(names)) == len(names)


def test_words_of_different_kinds_with_the_same_code_keep_their_own_labels() -> None:
    assert label_of(Status.ENACTED).meaning
    assert not label_of(Stage.ENACTED).meaning
    assert label_of(Origin.OFFICIAL) != label_of(Side.OFFICIAL)
    assert label_of(InstrumentKind.RECOMMENDATION) != label_of(CommitmentKind.RECOMMENDATION)


def test_every_status_and_extent_has_a_meaning_in_a_sentence() -> None:
    labels = [NO_EVIDENCE, ENACTED_IN_PART, OVERDUE]
    labels += [label_of(word) for word in (*Status, *Extent)]
    assert [label.name for label in labels if not label.meaning.endswith(".")] == []


def test_no_evidence_is_never_called_not_done() -> None:
    assert NO_EVIDENCE.name == "No evidence yet"
    assert "not a finding" in NO_EVIDENCE.meaning


def test_past_due_is_named_as_the_design_says() -> None:
    assert OVERDUE.name == "Past due, no full enactment on record"


def test_every_language_has_its_own_name() -> None:
    assert list(LANGUAGE_NAMES) == list(Language)
    assert len(set(LANGUAGE_NAMES.values())) == len(Language)
