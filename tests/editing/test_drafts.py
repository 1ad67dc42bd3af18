"""Drafts keep what was typed; only white space around a text, and line ends, are put in order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.editing.drafts import LONGEST_TYPED, MOST_CONCERNS, Draft, DraftDocument, tidied, tidy
from tests.editing.offices import bearing

ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


@settings(max_examples=50)
@given(ANY_TEXT)
def test_every_text_that_can_be_stored_is_taken_as_it_is(text: str) -> None:
    draft = Draft(summary=text)
    assert draft.summary == text
    assert tidied(tidied(draft)) == tidied(draft)
    assert tidied(draft).summary.split() == text.split()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a  b \n", "a  b"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("é decomposed, ﬁ, ＡＢＣ, Ә", "é decomposed, ﬁ, ＡＢＣ, Ә"),
        ("\u00a0 «Елді» \u2003", "«Елді»"),
    ],
)
def test_signs_stay_as_they_were_typed(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "x" * (LONGEST_TYPED + 1)])
def test_what_no_database_takes_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValidationError):
        Draft(summary=text)


def test_there_is_an_end_to_concerns() -> None:
    with pytest.raises(ValidationError):
        Draft(concerns=(bearing(),) * (MOST_CONCERNS + 1))


def test_an_empty_form_of_a_document_writes_none() -> None:
    assert Draft(new_document=DraftDocument()).written_document is None
    assert Draft(new_document=DraftDocument(title="A title")).written_document is not None


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        Draft.model_validate({"summary": "", "state": "published"})
