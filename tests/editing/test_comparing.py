"""Differences between texts, by field and by word, and to what stands."""

from app.domain.wording import Mark
from app.domain.workflow import Intent, Proposed
from app.editing.comparing import FieldDifference, between, differences
from app.editing.drafts import Draft
from app.editing.wishes import NewWish
from app.store.engine import reading
from tests.editing.offices import (
    CONTEST,
    DISABILITY,
    REPORT,
    WOMEN,
    WRONG_YEAR,
    Office,
    answer,
    bearing,
    described,
    document,
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


def test_a_correction_is_compared_with_what_stands(still_office: Office) -> None:
    wish = NewWish(Intent.REPLACE, Proposed.DOCUMENT, document(url="https://example.org/"), REPORT)
    with reading(still_office.engine) as session:
        found = {one.field: one.old for one in differences(session, wish)}
    assert found["new_document.publisher"] == "Foreign Policy Centre"
    assert "new_document.language" not in found


def test_a_withdrawal_takes_all_words_away(still_office: Office) -> None:
    wish = NewWish(Intent.WITHDRAW, Proposed.EVIDENCE, WRONG_YEAR, CONTEST)
    with reading(still_office.engine) as session:
        found = {one.field: one for one in differences(session, wish)}
    assert found["document"].old == "hrw-crpd-2024"
    assert {one.new for name, one in found.items() if name != "reason"} == {""}
    assert found["reason"].new == "It gave the wrong year."


def test_something_new_is_compared_with_nothing(still_office: Office) -> None:
    wish = NewWish(Intent.ADD, Proposed.EVIDENCE, Draft(summary="New."))
    with reading(still_office.engine) as session:
        assert [(one.field, one.old) for one in differences(session, wish)] == [("summary", "")]
