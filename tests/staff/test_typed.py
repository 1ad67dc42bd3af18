"""What stands in a form: from the request to a draft and back, and nothing on the way is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.vocabulary import Language
from app.domain.workflow import Intent, Proposed
from app.editing.drafts import LONGEST_TYPED, MOST_CONCERNS, Draft, DraftConcern, DraftDocument
from app.errors import FaultyDraftError
from app.queries.languages import Tongue
from app.staff.stances import Stance, concern_of, stance_of
from app.staff.typed import Row, Typed, draft_of, typed_from, typed_in, with_commitment, without_row
from tests.staff.drafting import CONTEST, LAW, WOMEN, form

ENGLISH = Tongue(Language.ENGLISH)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=60)


def evidence_in(typed: Typed) -> Draft:
    return draft_of(typed, Intent.ADD, Proposed.EVIDENCE, ENGLISH)


def posted(**changes: str) -> Typed:
    return typed_in(form(**changes).items())


@given(words, words, words)
@settings(max_examples=40)
def test_what_is_typed_comes_back_as_it_was(summary: str, locator: str, title: str) -> None:
    typed = posted(summary=summary, locator=locator, document="", new_document__title=title)
    draft = evidence_in(typed)
    assert (draft.summary, draft.locator) == (summary, locator)
    again = typed_from(draft)
    assert again.text("summary") == summary
    if title.strip():
        assert again.text("new_document.title") == title


@pytest.mark.parametrize("stance", Stance)
def test_each_choice_is_read_back_from_the_draft_it_makes(stance: Stance) -> None:
    assert stance_of(DraftConcern(**concern_of(LAW, stance))) == stance


@pytest.mark.parametrize(
    "concern",
    [
        DraftConcern(commitment=LAW),
        DraftConcern(commitment=LAW, status="praised"),
        DraftConcern(commitment=LAW, status="context"),
    ],
)
def test_what_is_no_choice_is_left_to_be_chosen(concern: DraftConcern) -> None:
    assert stance_of(concern) == ""


def test_nothing_can_be_set_that_is_not_in_the_form() -> None:
    fields = form() | {
        "state": "published",
        "authors": "[]",
        "entry_id": "ev-x",
        "owner": "registry",
    }
    assert evidence_in(typed_in(fields.items())) == evidence_in(posted())


def test_the_address_of_a_commitment_may_be_pasted() -> None:
    address = f"https://scorecard.example/en/commitments/{LAW}?as_of=2024-01-01#ev-one"
    assert posted(concerns__0__commitment=address).rows == (Row(LAW, "contested"),)


def test_rows_keep_their_order_and_empty_ones_are_left_out() -> None:
    fields = {
        "concerns.10.commitment": WOMEN,
        "concerns.2.commitment": LAW,
        "concerns.3.stands": "",
    }
    assert typed_in(fields.items()).rows == (Row(LAW), Row(WOMEN))


def test_a_row_is_added_once_and_taken_out() -> None:
    typed = with_commitment(with_commitment(posted(), LAW), WOMEN)
    assert [row.commitment for row in typed.rows] == [LAW, WOMEN]
    assert without_row(typed, 0).rows == (Row(WOMEN),)
    assert without_row(typed, 9).rows == typed.rows


def test_answers_are_pairs_and_each_counts_once() -> None:
    pairs = [("answers", f"{CONTEST} {LAW}"), ("answers", f"{CONTEST} {LAW}"), ("answers", "x")]
    assert typed_in(pairs).answers == ((CONTEST, LAW),)


def test_a_document_of_the_registry_takes_the_place_of_one_described() -> None:
    draft = evidence_in(posted(new_document__title="Half a title"))
    assert draft.document
    assert draft.new_document is None


def test_a_proposal_about_a_document_holds_nothing_of_evidence() -> None:
    typed = posted(new_document__title="A title", new_document__mirror="true", reason="Misspelt.")
    draft = draft_of(typed, Intent.REPLACE, Proposed.DOCUMENT, ENGLISH)
    assert draft == Draft(
        new_document=DraftDocument(title="A title", mirror=True), reason="Misspelt."
    )


def test_a_withdrawal_holds_its_reason_alone() -> None:
    draft = draft_of(posted(reason="A wish."), Intent.WITHDRAW, Proposed.EVIDENCE, ENGLISH)
    assert draft == Draft(reason="A wish.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"summary": "a" * (LONGEST_TYPED + 1)}, "summary"),
        ({"document": "", "new_document__url": "a" * (LONGEST_TYPED + 1)}, "new_document.url"),
        ({"concerns__0__commitment": "a" * (LONGEST_TYPED + 1)}, "concerns.0.commitment"),
        ({f"concerns__{place}__commitment": "x" for place in range(MOST_CONCERNS + 1)}, "concerns"),
    ],
)
def test_what_cannot_be_kept_is_named_by_its_field(changes: dict[str, str], field: str) -> None:
    with pytest.raises(FaultyDraftError) as error:
        evidence_in(posted(**changes))
    assert [name for name, _ in error.value.wrong] == [field]
