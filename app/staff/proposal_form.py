"""Putting a form together: what was typed, what is wrong with it, and what would follow."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.messages import message
from app.domain.vocabulary import Subject
from app.domain.workflow import Intent, Proposed
from app.editing.checking import faults_of
from app.editing.desk import Desk
from app.editing.drafts import Draft
from app.editing.effects import effects_of
from app.editing.matching import Why, documents_like
from app.editing.wishes import Wish
from app.errors import FaultyDraftError, Wrong
from app.queries.commitments import Paging, list_commitments
from app.queries.filters import Filters
from app.queries.languages import Words
from app.queries.shapes import CommitmentLine
from app.queries.view import View, look
from app.staff.cards import (
    Card,
    SourceShown,
    card_of,
    effects_shown,
    source_of,
    titles_of,
)
from app.staff.contests import contests_shown
from app.staff.fields import CONCERNS, FIELDS, anchor_of, label_of_field, words_to_choose
from app.staff.form_parts import (
    Box,
    FaultShown,
    Form,
    FormShown,
    Match,
    Preview,
    Purpose,
    RowShown,
)
from app.staff.proposal_words import EXPLANATIONS, HEADINGS
from app.staff.stances import Stance, label_of_stance
from app.staff.typed import Typed, draft_of

WHY = {
    Why.ADDRESS: message("It has this address."),
    Why.TITLE: message("Its title is much the same."),
}
_MATCHES = 5
_FOUND = 10
_MOST_FOUND = 50


def form_shown(desk: Desk, form: Form) -> FormShown:
    """Put together what the form shows."""
    view = look(desk.session, desk.today, desk.today, desk.tongue)
    preview, wrong = (_preview(desk, view, form)) if form.is_previewed else (None, ())
    form = replace(form, wrong=[*form.wrong, *wrong])
    purpose, typed = form.purpose, form.typed
    kind = (purpose.intent, purpose.subject)
    is_evidence = purpose.subject is Proposed.EVIDENCE and purpose.intent is not Intent.WITHDRAW
    return FormShown(
        form=form,
        heading=HEADINGS[kind],
        explanation=EXPLANATIONS[purpose.intent],
        about=_about(view, purpose),
        boxes=_boxes(form),
        faults=[_fault(*one) for one in form.wrong],
        document=source_of(view, Draft(document=typed.document)) if is_evidence else None,
        matches=_matches(desk, typed) if is_evidence else None,
        rows=_rows(view, form),
        stances=[(one.value, label_of_stance(one)) for one in Stance],
        found=_found(view, typed) if is_evidence and not form.is_previewed else None,
        contests=contests_shown(view, typed, purpose.target) if is_evidence else (),
        preview=preview,
    )


def _about(view: View, purpose: Purpose) -> Words | None:
    if purpose.target is None:
        return None
    kind = Subject(purpose.subject.value)
    return titles_of(view, kind, [purpose.target]).get(purpose.target)


def _boxes(form: Form) -> dict[str, Box]:
    faults: dict[str, list[str]] = {}
    for name, sentence in form.wrong:
        faults.setdefault(name, []).append(sentence)
    return {
        name: Box(field, form.typed.text(name), faults.get(name, []), words_to_choose(field))
        for name, field in FIELDS.items()
    }


def _fault(name: str, sentence: str) -> FaultShown:
    """Lead to the field; a fault of a row leads to the row."""
    parts = name.split(".")
    if name in FIELDS:
        place = name
    elif parts[0] == CONCERNS and parts[1:] and parts[1].isdecimal():
        place = f"{CONCERNS}.{parts[1]}"
    else:
        place = {"new_document": "document"}.get(parts[0], parts[0])
    anchor = "page_main" if place == "target" else anchor_of(place)
    return FaultShown(anchor, label_of_field(name), sentence)


def _rows(view: View, form: Form) -> list[RowShown]:
    rows = form.typed.rows
    titles = titles_of(view, Subject.COMMITMENT, [row.commitment for row in rows])
    return [
        RowShown(
            row.commitment,
            titles.get(row.commitment),
            row.stance,
            list(_faults_of_row(form.wrong, place)),
        )
        for place, row in enumerate(rows)
    ]


def _faults_of_row(wrong: Iterable[Wrong], place: int) -> Iterable[str]:
    for name, sentence in wrong:
        if name.startswith(f"concerns.{place}.") or name == f"concerns.{place}":
            yield sentence


def _matches(desk: Desk, typed: Typed) -> list[Match] | None:
    asked = typed.seek_document.strip()
    if not asked:
        return None
    is_address = asked.startswith(("https://", "http://"))
    url, title = (asked, "") if is_address else ("", asked)
    found = documents_like(desk.session, url, title, limit=_MATCHES)
    say = desk.tongue
    return [
        Match(one.id, say.pick(one.publisher), say.pick(one.title), one.url, WHY[one.why])
        for one in found
    ]


def _found(view: View, typed: Typed) -> Sequence[CommitmentLine] | None:
    """Find commitments by words, but for those that have a row already."""
    asked = typed.seek_commitment.strip()
    if not asked:
        return None
    chosen = {row.commitment for row in typed.rows}
    paging = Paging(limit=min(_FOUND + len(chosen), _MOST_FOUND))
    items = list_commitments(view, Filters(q=asked[:200]), paging).items
    return [one for one in items if one.id not in chosen][:_FOUND]


def _preview(desk: Desk, view: View, form: Form) -> tuple[Preview | None, Sequence[Wrong]]:
    """Show what would follow, and what would keep it from being published."""
    try:
        draft = draft_of(form.typed, form.purpose.intent, form.purpose.subject, desk.tongue)
    except FaultyDraftError as error:
        return None, error.wrong
    wish = form.purpose.wish(draft)
    wrong = faults_of(desk.session, wish, desk.today, desk.tongue)
    return Preview(
        *_put_forward(view, wish),
        effects_shown(desk.tongue, effects_of(desk.session, wish, desk.today)),
    ), wrong


def _put_forward(view: View, wish: Wish) -> tuple[Card | None, SourceShown | None]:
    """Show what readers would see: evidence or a document; nothing of what only takes away."""
    if wish.intent is Intent.WITHDRAW:
        return None, None
    if wish.subject is Proposed.DOCUMENT:
        return None, source_of(view, wish.draft)
    return card_of(view, wish.draft), None
