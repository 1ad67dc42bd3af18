"""From a draft to entries as the registry file would have them, right or wrong.

Fields left empty are left out. Where a correction leaves a text as it was, its other languages
stay.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.vocabulary import Language, Role, Status
from app.editing.drafts import Draft, DraftConcern, DraftDocument, tidied
from app.editing.wishes import Wish
from app.registry.texts import languages_of

Entry = dict[str, Any]


def language_of(draft: Draft) -> str:
    """Give the language a draft is written in; English where it names none that we have."""
    return draft.language if draft.language in set(Language) else Language.ENGLISH.value


def document_entry(wish: Wish, replaced: Mapping[str, Any]) -> Entry:
    """Write the new document as an entry; `replaced` is the entry it corrects, or empty."""
    language = language_of(wish.draft)
    written = wish.draft.written_document or DraftDocument()
    title = _with_others(replaced.get("title"), written.language, written.title)
    entry = {
        "id": wish.document_id,
        "publisher": _text(replaced.get("publisher"), language, written.publisher),
        "language": written.language,
        "title": title or written.title,
        "date": written.date,
        "url": written.url,
        "kind": written.kind,
        "origin": written.origin,
        "consulted": written.consulted,
        "mirror": written.mirror,
        "note": _text(replaced.get("note"), language, written.note),
        "replaces": replaced.get("id"),
    }
    return _finished(entry, replaced)


def evidence_entry(wish: Wish, document: str, replaced: Mapping[str, Any]) -> Entry:
    """Write the evidence as an entry of `document`; `replaced` is what it corrects, or empty."""
    draft, language = wish.draft, language_of(wish.draft)
    entry = {
        "id": wish.entry_id,
        "document": document,
        "locator": _text(replaced.get("locator"), language, draft.locator),
        "date": draft.date,
        "summary": _text(replaced.get("summary"), language, draft.summary),
        "note": _text(replaced.get("note"), language, draft.note),
        "bears_on": {
            one.commitment: _filled({"status": one.status, "extent": one.extent})
            for _, one in usable_concerns(draft)
            if one.role == Role.BEARS
        },
        "context_for": [
            one.commitment for _, one in usable_concerns(draft) if one.role == Role.CONTEXT
        ],
        "replaces": replaced.get("id"),
    }
    return _finished(entry, replaced)


def concerns_in(draft: Draft) -> Iterator[tuple[int, DraftConcern]]:
    """Yield the concerns in which anything is written, each with its place in the form."""
    for place, one in enumerate(draft.concerns):
        if one.commitment or one.status or one.extent:
            yield place, one


def usable_concerns(draft: Draft) -> Iterator[tuple[int, DraftConcern]]:
    """Yield those that name a commitment for the first time."""
    seen: set[str] = set()
    for place, one in concerns_in(draft):
        if one.commitment and one.commitment not in seen:
            seen.add(one.commitment)
            yield place, one


def contested_by(draft: Draft) -> list[str]:
    """Give the commitments that a draft says are contested."""
    return [
        one.commitment
        for _, one in usable_concerns(tidied(draft))
        if one.role == Role.BEARS and one.status == Status.CONTESTED
    ]


def _text(replaced: Mapping[str, str] | None, language: str, text: str) -> dict[str, str] | None:
    if not text:
        return None
    return _with_others(replaced, language, text) or {language: text}


def _with_others(
    replaced: Mapping[str, str] | None, language: str, text: str
) -> dict[str, str] | None:
    """Give a text with its other languages, if it says what it said before."""
    same = replaced is not None and text and replaced.get(language) == text
    return dict(replaced or {}) if same else None


def _finished(entry: Entry, replaced: Mapping[str, Any]) -> Entry:
    filled = _filled(entry)
    languages = languages_of(filled)
    kept = [name for name in replaced.get("translated") or () if name in languages]
    return filled | ({"translated": kept} if kept else {})


def _filled(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if value}
