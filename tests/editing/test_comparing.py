"""Differences between texts, by field and by word, and to what stands."""

from app.domain.wording import Mark
from app.editing.comparing import FieldDifference, between
from tests.editing.offices import (
    CONTEST,
    DISABILITY,
    WOMEN,
    answer,
    bearing,
    described,
    evidence,
)


def test_equal_drafts_differ_in_nothing() -> None:
    assert between(evidence(answers=(answer(),)), evidence(answers=(answer(),))) == []


def test_each_field_that_differs_is_given_in_the_order_of_the_form() -> None:
    old = evidence(concerns=(bearing(),))
    new = evidence(
        new_document=described(mirror=True),
        summary="Another text.",
        concerns=(bearing(status="enacted"), bearing(WOMEN)),
        answers=(answer(),),
    )
    found = {one.field: (one.old, one.new) for one in between(old, new)}
    assert list(found)[:2] == ["new_document.url", "new_document.publisher"]
    assert found["new_document.mirror"] == ("", "true")
    assert found["summary"] == ("What a test says that happened.", "Another text.")
    assert found[f"concerns.{DISABILITY}.status"] == ("pledged", "enacted")
    assert found[f"concerns.{WOMEN}.commitment"] == ("", WOMEN)
    assert found[f"answers.{DISABILITY}.{CONTEST}"] == ("", CONTEST)
    assert list(found)[-1].startswith("answers.")


def test_words_are_told_apart_as_they_are_read() -> None:
    one = FieldDifference("summary", "Закон принят в 2023 году.", "Закон был принят в 2024 году.")
    assert one.pieces == [
        (Mark.KEPT, "Закон"),
        (Mark.ADDED, " был"),
        (Mark.KEPT, " принят в "),
        (Mark.REMOVED, "2023"),
        (Mark.ADDED, "2024"),
        (Mark.KEPT, " году."),
    ]
