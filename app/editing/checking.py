"""Whether what is written could be published: by the models and checks of the registry itself.

What the desk publishes is exported into a registry file one day, so that it must be as sound as
if it had come from there.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from app.domain.folding import fold_words, is_cyrillic
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.domain.workflow import Intent, Proposed
from app.editing.document_checks import HERE_ALREADY, examine_document, same_document
from app.editing.drafts import Draft, DraftAnswer
from app.editing.evidence_checks import NewDocument, examine_evidence
from app.editing.examining import Examined, examine_reason
from app.editing.in_force import entry_in_force, why_not_in_force
from app.editing.sentences import CHOOSE, Finding
from app.editing.wishes import NewWish, Wish, tidied_wish
from app.editing.written import language_of
from app.errors import ConflictError, FaultyDraftError, Wrong
from app.queries.languages import Tongue
from app.registry.scalars import quote

ONE_DOCUMENT = message("Choose a document that is here, or describe a new one: not both.")
CHANGES_NOTHING = message(
    "This says the same as the entry it would replace: correct something, or withdraw the entry."
)
OTHER_LANGUAGE = message(
    "This reads as Russian or Kazakh, and is marked as English: choose the language you write in."
)
_TARGET = "target"
_CLEARLY = 2


@dataclass(slots=True)
class Checked:
    """What a draft would make: canonical entries, where they are sound, and all that is wrong.

    `reason` is why an entry is replaced or withdrawn, by language.
    """

    document: bytes | None = None
    evidence: bytes | None = None
    reason: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, tongue: Tongue) -> list[Wrong]:
        """Give each field that is wrong once, with the first thing that is wrong with it."""
        told: dict[str, Finding] = {}
        for finding in self.findings:
            told.setdefault(finding.field, finding)
        return [finding.said(tongue) for finding in told.values()]

    def demand_sound(self, tongue: Tongue) -> None:
        """Go on only if nothing is wrong.

        Raises:
            ConflictError: when the entry to be replaced or withdrawn is not in force.
            FaultyDraftError: with every field that is wrong.

        """
        wrong = self.wrong(tongue)
        for name, sentence in wrong:
            if name == _TARGET:
                raise ConflictError(sentence)
        if wrong:
            raise FaultyDraftError(wrong)


def faults_of(session: Session, wish: Wish, today: date, tongue: Tongue) -> list[Wrong]:
    """Give every field that keeps a wish from being published, and what to do about it."""
    return check(session, wish, today).wrong(tongue)


def check(session: Session, wish: Wish, today: date) -> Checked:
    """Check all of a wish against what stands now."""
    tidy = tidied_wish(wish)
    checked = Checked()
    if tidy.draft.language not in set(Language):
        given = {"given": quote(tidy.draft.language), "allowed": ", ".join(Language)}
        checked.findings.append(Finding("language", CHOOSE, given))
    elif tidy.draft.language == Language.ENGLISH and _is_mostly_cyrillic(tidy.draft):
        checked.findings.append(Finding("language", OTHER_LANGUAGE, {}))
    replaced = _end_of_target(session, tidy, today, checked)
    if tidy.intent is not Intent.WITHDRAW:
        _check_entries(session, tidy, (today, replaced), checked)
    return checked


def _is_mostly_cyrillic(draft: Draft) -> bool:
    """Say whether most of a text is in Cyrillic; a quoted word or a name is not most of it."""
    words = [word for word in fold_words(f"{draft.summary} {draft.reason}") if word.isalpha()]
    cyrillic = sum(is_cyrillic(word) for word in words)
    return cyrillic > _CLEARLY * (len(words) - cyrillic)


def _end_of_target(
    session: Session, wish: NewWish, today: date, checked: Checked
) -> dict[str, Any]:
    """Check target and reason of a replacement or a withdrawal; give the entry it is about."""
    if wish.intent is Intent.ADD:
        return {}
    target = wish.target or ""
    why_not = why_not_in_force(session, wish.subject.value, target, _TARGET)
    checked.findings += [] if why_not is None else [why_not]
    checked.reason = {language_of(wish.draft): wish.draft.reason}
    checked.findings += examine_reason(today, checked.reason)
    section = "documents" if wish.subject is Proposed.DOCUMENT else "evidence"
    return entry_in_force(session, section, target) if why_not is None else {}


def _check_entries(
    session: Session, wish: NewWish, known: tuple[date, dict[str, Any]], checked: Checked
) -> None:
    today, replaced = known
    if wish.subject is Proposed.DOCUMENT:
        document = examine_document(session, wish, today, replaced)
        checked.findings += document.findings
        checked.document = _sound(document)
        checked.findings += _changes_nothing(wish, document, replaced)
        return
    new = _check_new_document(session, wish, today, checked)
    evidence = examine_evidence(session, wish, today, replaced, new)
    checked.findings += evidence.findings
    checked.evidence = _sound(evidence)
    checked.findings += _changes_nothing(wish, evidence, replaced)


def _check_new_document(
    session: Session, wish: NewWish, today: date, checked: Checked
) -> NewDocument:
    """Check the document that a piece of evidence adds, if any; one that is here is not added."""
    if wish.draft.written_document is None:
        return {}
    if wish.draft.document:
        checked.findings.append(Finding("document", ONE_DOCUMENT))
    document = examine_document(session, wish, today, {})
    here = same_document(session, wish, document)
    if here is not None:
        checked.findings += [one for one in document.findings if one.sentence != HERE_ALREADY]
        return {here: document.packed}
    checked.findings += document.findings
    checked.document = _sound(document)
    return {wish.document_id: document.packed}


def _sound(examined: Examined) -> bytes | None:
    return None if examined.findings else examined.packed


def _changes_nothing(wish: NewWish, examined: Examined, replaced: dict[str, Any]) -> list[Finding]:
    answers = [one for one in wish.draft.answers if one != DraftAnswer()]
    if not replaced or examined.findings or answers:
        return []
    is_same = _what_it_says(examined.content) == _what_it_says(replaced)
    return [Finding("reason", CHANGES_NOTHING)] if is_same else []


def _what_it_says(entry: dict[str, Any]) -> dict[str, Any]:
    """Give an entry without its id, what it replaces, and the answers it was given."""
    said = {key: value for key, value in entry.items() if key not in {"id", "replaces"}}
    if "bears_on" in said:
        said["bears_on"] = {
            commitment: {key: value for key, value in one.items() if key != "answered_by"}
            for commitment, one in said["bears_on"].items()
        }
    return said
