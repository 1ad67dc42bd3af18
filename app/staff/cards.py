"""What is written, as readers would see it, and what it would change: for previews and reviews.

A draft may be unfinished or wrong; whatever of it can be shown is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from app.domain.dates import parse_partial_date
from app.domain.identifiers import is_identifier
from app.domain.messages import message
from app.domain.readings import Reading
from app.domain.vocabulary import Consulted, DocumentKind, Origin, Role, Subject
from app.domain.workflow import Proposed
from app.editing.drafts import Draft, DraftAnswer, DraftConcern, DraftDocument
from app.editing.effects import Effect
from app.editing.standing import draft_of
from app.pages.figures import Standing, standing, tags_of
from app.queries.languages import Tongue, Words
from app.queries.names import names_of
from app.queries.shapes import ReadingShape
from app.queries.view import View
from app.staff.stances import shown_standing

W = TypeVar("W", bound=StrEnum)

NOW_DISPUTED = message("Disputes that nothing answers: {before} now, {after} then.")
TAG_COMES = message("It would then also be marked: {tag}.")
TAG_GOES = message("It would no longer be marked: {tag}.")


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A document as it is cited; `words` are its voice, its kind and how much was read."""

    publisher: str
    title: str
    url: str | None
    language: str
    date: str | None
    words: Sequence[StrEnum]
    mirror: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConcernShown:
    """A commitment and how the evidence stands to it; without either, nothing is chosen yet."""

    commitment: str
    title: Words
    standing: Standing | None
    word: Role | None


@dataclass(frozen=True, slots=True)
class AnsweredShown:
    """A contest that the evidence settles: what it says, and for which commitment."""

    summary: Words
    commitment: Words


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of evidence as readers would see it; `answers` are the contests it settles."""

    summary: str
    locator: str
    note: str
    date: str | None
    day_known: bool
    source: SourceShown | None
    concerns: Sequence[ConcernShown]
    answers: Sequence[AnsweredShown]


@dataclass(frozen=True, slots=True)
class EffectShown:
    """How one commitment reads now and would read then, and what else of it changes."""

    commitment: str
    title: Words
    before: Standing
    after: Standing
    is_changed: bool
    sentences: Sequence[str]


def card_of(view: View, draft: Draft) -> Card:
    """Show evidence as readers would see it."""
    date = possible_date(draft.date)
    return Card(
        summary=draft.summary,
        locator=draft.locator,
        note=draft.note,
        date=date,
        day_known=date is not None and parse_partial_date(date).is_exact,
        source=source_of(view, draft),
        concerns=_concerns(view, draft.concerns),
        answers=_answered(view, draft.answers),
    )


def source_of(view: View, draft: Draft) -> SourceShown | None:
    """Show the document a draft names or describes; None where it does neither."""
    if draft.written_document is not None:
        return described(draft.written_document)
    if not is_identifier(draft.document):
        return None
    named = draft_of(view.session, Proposed.DOCUMENT, draft.document, view.tongue.language)
    document = named.new_document
    # The note on a document stands on its own page, not beside each piece of evidence.
    return replace(described(document), note="") if document else None


def described(document: DraftDocument) -> SourceShown:
    """Show a document, as far as it is described."""
    words = (
        _word(Origin, document.origin),
        _word(DocumentKind, document.kind),
        _word(Consulted, document.consulted),
    )
    return SourceShown(
        publisher=document.publisher,
        title=document.title or document.url,
        # Anything else might be a script.
        url=document.url if document.url.startswith(("https://", "http://")) else None,
        language=document.language,
        date=possible_date(document.date),
        words=[word for word in words if word is not None],
        mirror=document.mirror,
        note=document.note,
    )


def effects_shown(tongue: Tongue, effects: Iterable[Effect]) -> list[EffectShown]:
    """Show how readings change."""
    return [
        EffectShown(
            commitment=one.commitment_id,
            title=tongue.pick(one.title),
            before=_standing(one.before),
            after=_standing(one.after),
            is_changed=_standing(one.before) != _standing(one.after),
            sentences=list(_sentences(tongue, one)),
        )
        for one in effects
    ]


def possible_date(text: str) -> str | None:
    """Give a partial date if it is one."""
    try:
        return parse_partial_date(text.strip()).text
    except ValueError:
        return None


def _standing(reading: Reading) -> Standing:
    return standing(reading.status, reading.extent)


def _sentences(tongue: Tongue, effect: Effect) -> Iterable[str]:
    before, after = effect.before, effect.after
    if before.open_contests != after.open_contests:
        yield tongue.say(NOW_DISPUTED, before=before.open_contests, after=after.open_contests)
    had, has = _tags(before), _tags(after)
    for sentence, tags in ((TAG_COMES, has - had), (TAG_GOES, had - has)):
        for tag in sorted(tags):
            yield tongue.say(sentence, tag=tongue.say(tag))


def _tags(reading: Reading) -> set[str]:
    shape = ReadingShape(
        status=reading.status,
        stage=reading.stage,
        extent=reading.extent,
        corroboration=reading.corroboration,
        overdue=reading.overdue,
        open_contests=reading.open_contests,
    )
    return {one.label.name for one in tags_of(shape)}


def _concerns(view: View, concerns: Sequence[DraftConcern]) -> list[ConcernShown]:
    named = [one for one in concerns if one.commitment]
    titles = titles_of(view, Subject.COMMITMENT, [one.commitment for one in named])
    return [
        ConcernShown(
            one.commitment,
            titles.get(one.commitment) or Words(text=one.commitment, language="en"),
            shown_standing(one),
            Role.CONTEXT if one.role == Role.CONTEXT else None,
        )
        for one in named
    ]


def _answered(view: View, answers: Sequence[DraftAnswer]) -> list[AnsweredShown]:
    contests = titles_of(view, Subject.EVIDENCE, [one.contest for one in answers])
    of = titles_of(view, Subject.COMMITMENT, [one.commitment for one in answers])
    return [
        AnsweredShown(contests[one.contest], of[one.commitment])
        for one in answers
        if one.contest in contests and one.commitment in of
    ]


def titles_of(view: View, kind: Subject, ids: Iterable[str]) -> dict[str, Words]:
    """Give the titles of those of these ids that are there; impossible ids are not asked for."""
    possible = [one for one in ids if is_identifier(one)]
    found = names_of(view, [(kind.value, one) for one in possible])
    return {name: words for (_, name), words in found.items()}


def _word(kind: type[W], code: str) -> W | None:
    return kind(code) if code in set(kind) else None
