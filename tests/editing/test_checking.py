"""What keeps a draft from being published: each fault named by its field, in a sentence."""

from typing import Any

import pytest

from app.domain.workflow import Intent, Proposed
from app.editing.checking import faults_of
from app.editing.drafts import Draft, DraftAnswer, DraftConcern, DraftDocument
from app.editing.wishes import NewWish
from app.store.engine import reading
from tests.conftest import TODAY
from tests.editing.offices import (
    CONTEST,
    DISABILITY,
    ENGLISH,
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

FPC = "https://fpc.org.uk/retreating-rights-kazakhstan-conclusions-and-recommendations/"


def faults(office: Office, draft: Draft, **wish: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - parts of a wish
    """Give what is wrong with a draft of new evidence, or of what else is said."""
    wanted = {"intent": Intent.ADD, "subject": Proposed.EVIDENCE} | wish
    with reading(office.engine) as session:
        return faults_of(session, NewWish(draft=draft, **wanted), TODAY, ENGLISH)


def test_a_sound_draft_has_no_faults(still_office: Office) -> None:
    assert faults(still_office, evidence()) == []
    assert faults(still_office, document(), subject=Proposed.DOCUMENT) == []
    assert (
        faults(still_office, evidence(document="", new_document=described(), date="2024-05")) == []
    )


def test_an_empty_draft_is_told_what_it_needs(still_office: Office) -> None:
    needed = [name for name, _ in faults(still_office, Draft())]
    assert needed == ["document", "locator", "date", "summary", "concerns"]
    of_document = faults(still_office, Draft(), subject=Proposed.DOCUMENT)
    assert [name for name, _ in of_document] == [
        f"new_document.{key}"
        for key in ("publisher", "language", "title", "kind", "origin", "consulted")
    ]
    assert faults(still_office, Draft(), intent=Intent.WITHDRAW, target=CONTEST) == [
        ("reason", "This is needed: fill it in.")
    ]


@pytest.mark.parametrize(
    ("written", "field", "says"),
    [
        ({"date": "11.04.2023"}, "date", "'11.04.2023' is not a date"),
        ({"date": "2023-02-30"}, "date", "'2023-02-30' is not a date"),
        ({"date": "1812"}, "date", "between 1900 and 2100"),
        ({"date": "2027"}, "date", "'2027' is in the future"),
        ({"date": "2021-08"}, "date", "after the document was published, on 2021-07-22"),
        ({"summary": "x" * 10_001}, "summary", "more than 10,000 characters"),
        ({"locator": "x" * 501}, "locator", "more than 500 characters"),
        ({"locator": "one\ntwo"}, "locator", "a line break"),
        ({"note": "a\u200bb"}, "note", "nobody can see (U+200B), after 'a'"),
        ({"summary": "a\u202eb"}, "summary", "(U+202E)"),
        ({"language": "de"}, "language", "choose en, ru, kk"),
        ({"document": "fpc-retreating-rights-2020"}, "document", f"Did you mean '{REPORT}'"),
        ({"document": "Ünknown"}, "document", "cannot be an id"),
        ({"document": "nowhere"}, "document", "choose one from the list"),
        ({"new_document": described()}, "document", "not both"),
        ({"concerns": ()}, "concerns", "at least one commitment"),
        ({"concerns": (DraftConcern(),)}, "concerns", "at least one commitment"),
        ({"concerns": (bearing("nowhere"),)}, "concerns.0.commitment", "There is no commitment"),
        ({"concerns": (bearing(""),)}, "concerns.0.commitment", "needed"),
        ({"concerns": (bearing("A B"),)}, "concerns.0.commitment", "cannot be an id"),
        ({"concerns": (bearing(status=""),)}, "concerns.0.status", "needed"),
        (
            {"concerns": (bearing(status="done"),)},
            "concerns.0.status",
            "choose pledged, enacted, contested",
        ),
        ({"concerns": (bearing(extent="part"),)}, "concerns.0.extent", "Only an enactment"),
        ({"concerns": (bearing(status="enacted", extent="half"),)}, "concerns.0.extent", "choose"),
        ({"concerns": (bearing(), bearing())}, "concerns.1.commitment", "stands here twice"),
    ],
)
def test_each_fault_of_evidence_is_told_at_its_field(
    still_office: Office, written: dict[str, Any], field: str, says: str
) -> None:
    found = dict(faults(still_office, evidence(**written)))
    assert says.replace("'", "") in found[field].replace("'", "")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("concern", "field"),
    [
        (DraftConcern(commitment=WOMEN, role="context", status="pledged"), "concerns.1.status"),
        (DraftConcern(commitment=WOMEN, role="context", extent="part"), "concerns.1.extent"),
        (DraftConcern(commitment="nowhere", role="context"), "concerns.1.commitment"),
        (DraftConcern(commitment=DISABILITY, role="context"), "concerns.1.commitment"),
        (DraftConcern(commitment=WOMEN, role="answers"), "concerns.1.role"),
    ],
)
def test_each_fault_of_a_context_is_told_at_its_field(
    still_office: Office, concern: DraftConcern, field: str
) -> None:
    assert [name for name, _ in faults(still_office, evidence(concerns=(bearing(), concern)))] == [
        field
    ]


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ((answer("ev-decree-03-fpc"),), "answers.0.contest", "is no open dispute"),
        ((answer("nowhere"),), "answers.0.contest", "is no open dispute"),
        ((answer(""),), "answers.0.contest", "needed"),
        ((answer(commitment=""),), "answers.0.commitment", "needed"),
        ((answer("ev-wom-dv-hrw", WOMEN),), "answers.0.commitment", "bears on the same"),
        ((answer(), answer()), "answers.1.contest", "stands here twice"),
        ((DraftAnswer(), answer(CONTEST, WOMEN)), "answers.1.contest", "is no open dispute"),
    ],
)
def test_only_open_contests_of_the_same_commitment_are_answered(
    still_office: Office, answers: tuple[DraftAnswer, ...], field: str, says: str
) -> None:
    [(name, sentence)] = faults(still_office, evidence(answers=answers))
    assert name == field
    assert says in sentence


@pytest.mark.parametrize(
    ("written", "field", "says"),
    [
        ({"url": "fpc.org.uk"}, "url", "full web address"),
        ({"url": "javascript:alert(1)"}, "url", "full web address"),
        ({"url": "https://example.org/" + "x" * 2000}, "url", "at most 2,000 characters"),
        ({"url": FPC}, "url", f"as the document '{REPORT}'"),
        ({"url": "http://WWW.FPC.org.uk/" + FPC[19:-1]}, "url", f"as the document '{REPORT}'"),
        ({"language": "English"}, "language", "not a language code"),
        ({"date": "2027-01"}, "date", "in the future"),
        ({"date": "yesterday"}, "date", "not a date"),
        ({"kind": "blog"}, "kind", "choose government"),
        ({"origin": "mine"}, "origin", "choose official"),
        ({"consulted": "half"}, "consulted", "choose full, extract"),
        ({"title": "one\ntwo"}, "title", "a line break"),
        ({"publisher": "a\u00adb"}, "publisher", "(U+00AD)"),
    ],
)
def test_each_fault_of_a_document_is_told_at_its_field(
    still_office: Office, written: dict[str, Any], field: str, says: str
) -> None:
    alone = faults(still_office, document(**written), subject=Proposed.DOCUMENT)
    assert [name for name, _ in alone] == [f"new_document.{field}"]
    assert says in alone[0][1]
    draft = evidence(document="", new_document=described(**written), date="2024-05")
    assert (f"new_document.{field}", alone[0][1]) in faults(still_office, draft)


def test_a_correction_may_keep_the_address_of_what_it_corrects(still_office: Office) -> None:
    wish = {"intent": Intent.REPLACE, "subject": Proposed.DOCUMENT, "target": REPORT}
    assert faults(still_office, document("Its title.", url=FPC, date="2021-07-22"), **wish) == []
    early = document("Its day.", url=FPC, date="2021-06")
    [(name, sentence)] = faults(still_office, early, **wish)
    assert name == "new_document.date"
    assert "'ev-asm-fpc' was taken from this document and happened on 2021-07-22" in sentence


def test_a_correction_that_corrects_nothing_is_told_so(still_office: Office) -> None:
    same = DraftDocument(
        url=FPC,
        publisher="Foreign Policy Centre",
        title="Retreating Rights - Kazakhstan: Conclusions and Recommendations",
        date="2021-07-22",
        language="en",
        kind="ngo",
        origin="independent",
        consulted="full",
    )
    wish = {"intent": Intent.REPLACE, "subject": Proposed.DOCUMENT, "target": REPORT}
    [(name, sentence)] = faults(still_office, Draft(new_document=same, reason="None."), **wish)
    assert name == "reason"
    assert "says the same" in sentence


def test_what_was_withdrawn_is_no_longer_referred_to(office: Office) -> None:
    office.published(WRONG_YEAR, Intent.WITHDRAW, Proposed.DOCUMENT, REPORT)
    [(name, sentence)] = faults(office, evidence())
    assert name == "document"
    assert "was withdrawn or replaced" in sentence


def test_a_lone_reason_is_checked_like_any_text(still_office: Office) -> None:
    wish = {"intent": Intent.WITHDRAW, "target": CONTEST}
    assert faults(still_office, Draft(reason="Зачем", language="ru"), **wish) == []
    found = [name for name, _ in faults(still_office, Draft(reason="a\u200b"), **wish)]
    assert found == ["reason"]
    assert [name for name, _ in faults(still_office, Draft(reason="x" * 10_001), **wish)] == [
        "reason"
    ]


def test_a_text_in_cyrillic_is_not_taken_for_english(still_office: Office) -> None:
    russian = "Сенат принял закон о бытовом насилии."
    mixed = f"The Senate passed a law ({russian[:12]}), says the ministry."
    with reading(still_office.engine) as session:
        found = {
            (language, text): [
                name
                for name, _ in faults_of(
                    session,
                    NewWish(
                        Intent.ADD,
                        Proposed.EVIDENCE,
                        evidence(summary=text, language=language),
                    ),
                    TODAY,
                    ENGLISH,
                )
            ]
            for language, text in (("en", russian), ("ru", russian), ("en", mixed))
        }
    assert found == {("en", russian): ["language"], ("ru", russian): [], ("en", mixed): []}
