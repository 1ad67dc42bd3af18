"""Beginning a correction from what stands, and keeping what it does not change."""

import json

import pytest

from app.domain.vocabulary import Language
from app.domain.workflow import Intent, Proposed
from app.editing.checking import CHANGES_NOTHING, check
from app.editing.drafts import Draft, DraftConcern
from app.editing.standing import draft_of
from app.editing.wishes import NewWish
from app.editing.written import document_entry, evidence_entry
from app.registry.rows import entries_in
from app.store.engine import reading
from tests.conftest import TODAY
from tests.editing.offices import CONTEST, REPORT, Office, bearing, described, document, evidence

BOTH = {"en": "first paragraph", "kk": "бірінші абзац"}


@pytest.mark.parametrize(
    ("subject", "name"), [(Proposed.EVIDENCE, "ev-un-opcrpd"), (Proposed.DOCUMENT, REPORT)]
)
def test_a_draft_of_what_stands_says_what_stands(
    still_office: Office, subject: Proposed, name: str
) -> None:
    section = "evidence" if subject is Proposed.EVIDENCE else "documents"
    with reading(still_office.engine) as session:
        begun = draft_of(session, subject, name, Language.ENGLISH)
        wish = NewWish(Intent.REPLACE, subject, begun.model_copy(update={"reason": "x"}), name)
        stands = entries_in(session, section, [name])[name]
        checked = check(session, wish, TODAY)
    assert [one.sentence for one in checked.findings] == [CHANGES_NOTHING]
    written = json.loads(checked.evidence or checked.document or b"{}")
    assert {**written, "id": name} == {**stands, "replaces": name}


def test_every_entry_of_the_registry_can_be_begun_from(still_office: Office) -> None:
    with reading(still_office.engine) as session:
        begun = draft_of(session, Proposed.EVIDENCE, CONTEST, Language.KAZAKH)
        nothing = draft_of(session, Proposed.EVIDENCE, "ev-nowhere", Language.KAZAKH)
    assert (begun.language, begun.concerns[0].status) == ("en", "contested")
    assert nothing == Draft(language="kk")


def test_a_text_that_stays_keeps_its_other_languages() -> None:
    wish = NewWish(Intent.REPLACE, Proposed.EVIDENCE, evidence(), "ev-old")
    replaced = {
        "id": "ev-old",
        "locator": BOTH,
        "summary": {"en": "Old.", "ru": "Старое."},
        "translated": ["kk", "ru"],
    }
    entry = evidence_entry(wish, REPORT, replaced)
    assert entry["locator"] == BOTH
    assert entry["summary"] == {"en": "What a test says that happened."}
    assert entry["translated"] == ["kk"]


def test_a_title_that_stays_keeps_its_other_languages() -> None:
    title = {"en": "A report of tests", "kk": "Сынақ есебі"}
    wish = NewWish(Intent.REPLACE, Proposed.DOCUMENT, document(), "doc-old")
    assert document_entry(wish, {"id": "doc-old", "title": title})["title"] == title
    other = Draft(new_document=described(title="Another"))
    wish = NewWish(Intent.REPLACE, Proposed.DOCUMENT, other, "doc-old")
    assert document_entry(wish, {"id": "doc-old", "title": title})["title"] == "Another"


def test_only_lines_that_name_a_commitment_for_the_first_time_are_written() -> None:
    concerns = (bearing(), bearing(status="enacted"), bearing(""), DraftConcern(role="context"))
    wish = NewWish(Intent.ADD, Proposed.EVIDENCE, evidence(concerns=concerns))
    entry = evidence_entry(wish, REPORT, {})
    assert entry["bears_on"] == {bearing().commitment: {"status": "pledged"}}
    assert "context_for" not in entry
