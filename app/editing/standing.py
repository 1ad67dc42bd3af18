"""What is published, as a draft would have it: to begin a correction from, and to compare with."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.vocabulary import Language
from app.domain.workflow import Proposed
from app.editing.contests import answered_with
from app.editing.drafts import Draft, DraftAnswer, DraftConcern, DraftDocument
from app.queries.languages import Tongue
from app.registry.rows import entries_in
from app.store.tables import Evidence

Entry = dict[str, Any]


def draft_of(session: Session, subject: Proposed, name: str, language: Language) -> Draft:
    """Write a published entry as a draft, in `language` if its main text is in it.

    An empty draft where there is no such entry.
    """
    section = "documents" if subject is Proposed.DOCUMENT else "evidence"
    entry = entries_in(session, section, [name]).get(name)
    if entry is None:
        return Draft(language=language.value)
    if subject is Proposed.DOCUMENT:
        return _document(entry, _spoken(entry["publisher"], language))
    return _evidence(session, entry, _spoken(entry["summary"], language))


def _spoken(texts: Mapping[str, str], language: Language) -> Language:
    """Give `language` if there is a text in it, else the first of ours that there is one in."""
    return Language(Tongue(language).pick(texts).language)


def _in(language: Language, texts: Mapping[str, str] | None) -> str:
    return Tongue(language).pick(texts).text if texts else ""


def _document(entry: Entry, language: Language) -> Draft:
    own = entry["language"]
    title = Tongue(language).pick(entry["title"]).text
    document = DraftDocument(
        url=entry.get("url", ""),
        publisher=_in(language, entry["publisher"]),
        title=entry["title"].get(own, title),
        date=entry.get("date", ""),
        language=own,
        kind=entry["kind"],
        origin=entry["origin"],
        consulted=entry["consulted"],
        mirror=entry.get("mirror", False),
        note=_in(language, entry.get("note")),
    )
    return Draft(language=language.value, new_document=document)


def _evidence(session: Session, entry: Entry, language: Language) -> Draft:
    source = select(col(Evidence.source)).where(col(Evidence.id) == entry["id"])
    bearing = [
        DraftConcern(
            commitment=commitment, status=one["status"], extent=one.get("extent", _whole(one))
        )
        for commitment, one in entry.get("bears_on", {}).items()
    ]
    context = [DraftConcern(commitment=one, role="context") for one in entry.get("context_for", ())]
    return Draft(
        language=language.value,
        document=session.execute(source).scalar_one(),
        locator=_in(language, entry["locator"]),
        date=entry["date"],
        summary=_in(language, entry["summary"]),
        note=_in(language, entry.get("note")),
        concerns=tuple(bearing + context),
        answers=tuple(
            DraftAnswer(contest=contest, commitment=commitment)
            for contest, commitment in answered_with(session, entry["id"])
        ),
    )


def _whole(standing: Mapping[str, str]) -> str:
    return "whole" if standing["status"] == "enacted" else ""
