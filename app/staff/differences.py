"""Differences as a page shows them: field by field, in texts word by word, in the reader's words.

What evidence says of a commitment is one choice on the form, so it is one difference here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from app.domain.labels import LANGUAGE_NAMES, label_of
from app.domain.messages import message
from app.domain.vocabulary import Language, Subject
from app.domain.wording import Mark
from app.domain.workflow import Intent
from app.editing.comparing import FieldDifference, between
from app.editing.drafts import Draft
from app.editing.standing import draft_of
from app.editing.wishes import Wish
from app.editing.written import language_of
from app.queries.view import View
from app.staff.cards import titles_of
from app.staff.fields import ANSWERS, CONCERNS, DOCUMENT, FIELDS, label_of_field
from app.staff.stances import Stance, label_of_stance, stance_of

NOT_CHOSEN = message("not chosen yet")
YES = message("yes")
_MIRROR = "new_document.mirror"


@dataclass(frozen=True, slots=True)
class PieceShown:
    """A piece of text and what became of it."""

    text: str
    is_added: bool = False
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    """One field that says something else: `label` is a message id, `about` a commitment's title."""

    label: str
    about: str
    before: Sequence[PieceShown]
    after: Sequence[PieceShown]


def standing_draft(session: Session, wish: Wish) -> Draft:
    """Give what a proposal begins from: the entry it is about as a draft, or an empty one."""
    if wish.target is None:
        return Draft(language=wish.draft.language)
    return draft_of(session, wish.subject, wish.target, Language(language_of(wish.draft)))


def differences_to_what_stands(view: View, wish: Wish) -> list[DifferenceShown]:
    """Compare a correction with the entry it corrects; nothing else has anything to compare."""
    if wish.intent is not Intent.REPLACE:
        return []
    # Why it is corrected stands beside, and was never part of the entry.
    said = wish.draft.model_copy(update={"reason": ""})
    return differences_shown(view, standing_draft(view.session, wish), said)


def differences_shown(view: View, old: Draft, new: Draft) -> list[DifferenceShown]:
    """Give the fields in which two drafts differ, in the order of the form."""
    found = between(old, new)
    return [
        *(_plain(view, one) for one in found if _kind(one) not in {CONCERNS, ANSWERS}),
        *_concerns(view, old, new),
        *_answers(view, old, new),
    ]


def _kind(one: FieldDifference) -> str:
    return one.field.partition(".")[0]


def _plain(view: View, one: FieldDifference) -> DifferenceShown:
    label = label_of_field(one.field)
    field = FIELDS.get(one.field)
    if field is not None and field.words is None and one.field != _MIRROR:
        return DifferenceShown(label, "", *_sides(one.pieces))
    words = [_in_words(view, one.field, text) for text in (one.old, one.new)]
    return _whole(label, "", *words)


def _in_words(view: View, name: str, text: str) -> str:
    """Say a code in words, and a document by its title; what is neither, as it was typed."""
    if not text:
        return ""
    if name == DOCUMENT:
        title = titles_of(view, Subject.DOCUMENT, [text]).get(text)
        return title.text if title else text
    if name == _MIRROR:
        return view.tongue.say(YES)
    words: type[StrEnum] | None = FIELDS[name].words
    if words is Language and text in set(Language):
        return LANGUAGE_NAMES[Language(text)]
    known = words is not None and text in set(words)
    return view.tongue.say(label_of(words(text)).name) if words and known else text


def _concerns(view: View, old: Draft, new: Draft) -> Iterator[DifferenceShown]:
    before, after = (_stances(view, draft) for draft in (old, new))
    changed = [one for one in {**before, **after} if before.get(one) != after.get(one)]
    titles = titles_of(view, Subject.COMMITMENT, changed)
    for one in changed:
        about = titles[one].text if one in titles else one
        yield _whole(label_of_field("stands"), about, before.get(one, ""), after.get(one, ""))


def _stances(view: View, draft: Draft) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in draft.concerns:
        stance = stance_of(one)
        name = label_of_stance(Stance(stance)).name if stance else NOT_CHOSEN
        found.setdefault(one.commitment, view.tongue.say(name))
    return found


def _answers(view: View, old: Draft, new: Draft) -> Iterator[DifferenceShown]:
    before, after = ({(one.contest, one.commitment) for one in each.answers} for each in (old, new))
    changed = sorted(before ^ after)
    summaries = titles_of(view, Subject.EVIDENCE, [contest for contest, _ in changed])
    titles = titles_of(view, Subject.COMMITMENT, [commitment for _, commitment in changed])
    for contest, commitment in changed:
        text = summaries[contest].text if contest in summaries else contest
        about = titles[commitment].text if commitment in titles else commitment
        gone, come = (text, "") if (contest, commitment) in before else ("", text)
        yield _whole(label_of_field(ANSWERS), about, gone, come)


def _whole(label: str, about: str, old: str, new: str) -> DifferenceShown:
    return DifferenceShown(
        label,
        about,
        [PieceShown(old, is_removed=True)] if old else [],
        [PieceShown(new, is_added=True)] if new else [],
    )


def _sides(pieces: Iterable[tuple[Mark, str]]) -> tuple[list[PieceShown], list[PieceShown]]:
    """Part one run of pieces into what stood before and what stands after."""
    pieces = list(pieces)
    before = [
        PieceShown(text, is_removed=kind is Mark.REMOVED)
        for kind, text in pieces
        if kind is not Mark.ADDED
    ]
    after = [
        PieceShown(text, is_added=kind is Mark.ADDED)
        for kind, text in pieces
        if kind is not Mark.REMOVED
    ]
    return before, after
