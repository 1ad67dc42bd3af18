"""Whether a piece of evidence could be published: by itself, and beside what is here."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlmodel import Session

from app.domain.messages import message
from app.domain.vocabulary import Role
from app.editing.contests import answered_with, open_on
from app.editing.drafts import Draft, DraftAnswer, DraftConcern
from app.editing.examining import Examined, examine, references_in, without_end, wrong_date
from app.editing.in_force import InForce, why_not_in_force
from app.editing.sentences import CHOOSE, NEEDED, Finding
from app.editing.wishes import Wish
from app.editing.written import concerns_in, evidence_entry, usable_concerns
from app.registry.entries import Evidence
from app.registry.raw import Path
from app.registry.scalars import quote

CONCERNS_NOTHING = message(
    "Choose at least one commitment that it bears on, or for which it is context."
)
TWICE = message("{id} stands here twice: keep one of the two.")
CONTEXT_MOVES_NOTHING = message(
    "Context says nothing of what became of a commitment: leave this empty, or choose that it "
    "bears on it."
)
NOT_OPEN = message(
    "{contest} is no open dispute on {commitment}: load the page again to see which there are."
)
BEARS_ON_NOTHING = message(
    "Evidence answers a dispute only where it bears on the same commitment: add {commitment} "
    "above, or leave this answer out."
)

NewDocument = dict[str, bytes]
"""The document a draft adds, packed, by its id; or nothing."""


def examine_evidence(
    session: Session, wish: Wish, today: date, replaced: dict[str, Any], new: NewDocument
) -> Examined:
    """Check the evidence of a wish; `replaced` is the entry it corrects, or empty."""
    document = next(iter(new), wish.draft.document)
    fields = _Fields(wish.draft, is_new=bool(new))
    examined = examine(Evidence, evidence_entry(wish, document, replaced), fields.of)
    examined.findings += _concerns_wrong(wish.draft)
    references, documents = references_in(session, today, new)
    for place, _ in references.check("evidence", without_end(examined.content)):
        finding = _misfit(session, place, examined.content, (documents, today))
        examined.findings.append(Finding(fields.of(place), finding.sentence, finding.parameters))
    open_ones = _answerable(session, wish, today)
    examined.findings += _answers_wrong(wish.draft, open_ones)
    return examined


class _Fields:
    """Names the fields of the form that places of the entry were filled in from."""

    def __init__(self, draft: Draft, *, is_new: bool) -> None:
        self._is_new = is_new
        concerns = list(usable_concerns(draft))
        self._bearing = {one.commitment: place for place, one in concerns if one.role == Role.BEARS}
        self._context = [place for place, one in concerns if one.role == Role.CONTEXT]

    def of(self, place: Path) -> str:
        key, *rest = place or ("concerns",)
        if key == "bears_on" and rest:
            last = rest[1] if rest[1:] and rest[1] in {"status", "extent"} else "commitment"
            return f"concerns.{self._bearing[str(rest[0])]}.{last}"
        if key == "context_for" and rest:
            return f"concerns.{self._context[int(rest[0])]}.commitment"
        if key in {"bears_on", "context_for"}:
            return "concerns"
        return "new_document" if key == "document" and self._is_new else str(key)


def _misfit(
    session: Session, place: Path, content: dict[str, Any], known: tuple[InForce, date]
) -> Finding:
    """Say what the reference checks found at a place of the entry."""
    documents, today = known
    if place == ("date",):
        told = documents.get(str(content.get("document")))
        published = None if told is None else Examined(told).content.get("date")
        return wrong_date("", str(content["date"]), today, published)
    noun = "document" if place == ("document",) else "commitment"
    name = content["document"] if noun == "document" else _commitment_at(content, place)
    why_not = why_not_in_force(session, noun, str(name))
    return why_not or Finding("", NEEDED)


def _commitment_at(content: dict[str, Any], place: Path) -> str:
    if place[0] == "context_for":
        return str(content["context_for"][int(place[1])])
    return str(place[1])


def _concerns_wrong(draft: Draft) -> Iterator[Finding]:
    """Find what no entry can say: lines without a commitment, or with one that stood before."""
    concerns, usable = list(concerns_in(draft)), dict(usable_concerns(draft))
    if not concerns:
        yield Finding("concerns", CONCERNS_NOTHING)
    for place, one in concerns:
        if not one.commitment:
            yield Finding(f"concerns.{place}.commitment", NEEDED)
        elif place not in usable:
            yield Finding(f"concerns.{place}.commitment", TWICE, {"id": quote(one.commitment)})
        yield from _role_wrong(place, one)


def _role_wrong(place: int, one: DraftConcern) -> Iterator[Finding]:
    if one.role not in set(Role):
        parameters = {"given": quote(one.role), "allowed": ", ".join(Role)}
        yield Finding(f"concerns.{place}.role", CHOOSE, parameters)
    if one.role == Role.CONTEXT and (one.status or one.extent):
        key = "status" if one.status else "extent"
        yield Finding(f"concerns.{place}.{key}", CONTEXT_MOVES_NOTHING)


def _answerable(session: Session, wish: Wish, today: date) -> set[DraftAnswer]:
    """Give what may be answered: open contests, and those that the corrected entry answers now."""
    commitments = sorted({one.commitment for one in wish.draft.answers})
    if not commitments:
        return set()
    gone = [wish.target] if wish.target else []
    found = {
        (contest, commitment)
        for commitment, contests in open_on(session, commitments, today, gone).items()
        for contest in contests
    }
    for name in gone:
        found.update(answered_with(session, name))
    return {DraftAnswer(contest=contest, commitment=where) for contest, where in found}


def _answers_wrong(draft: Draft, answerable: set[DraftAnswer]) -> Iterator[Finding]:
    bearing = {one.commitment for _, one in usable_concerns(draft) if one.role == Role.BEARS}
    seen: set[DraftAnswer] = set()
    for place, one in enumerate(draft.answers):
        parameters = {"contest": quote(one.contest), "commitment": quote(one.commitment)}
        if not one.contest or not one.commitment:
            yield from _half_answer(place, one)
        elif one not in answerable:
            yield Finding(f"answers.{place}.contest", NOT_OPEN, parameters)
        elif one.commitment not in bearing:
            yield Finding(f"answers.{place}.commitment", BEARS_ON_NOTHING, parameters)
        elif one in seen:
            yield Finding(f"answers.{place}.contest", TWICE, {"id": quote(one.contest)})
        seen.add(one)


def _half_answer(place: int, one: DraftAnswer) -> Iterator[Finding]:
    if one.contest or one.commitment:
        missing = "commitment" if one.contest else "contest"
        yield Finding(f"answers.{place}.{missing}", NEEDED)
