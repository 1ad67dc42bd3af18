"""What changed: the public ledger by day, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.dependencies import PresentView, revisions_shown
from app.domain.vocabulary import Action, Subject
from app.pages.page import Page, PresentPage
from app.pages.rendering import Template
from app.pages.routing import PageRoute
from app.parameters import AskedRevisions
from app.queries.languages import Tongue, Words
from app.queries.shapes import Listing, RevisionLine

router = APIRouter(route_class=PageRoute)

_NOUNS = {
    Subject.INSTRUMENT: "instruments",
    Subject.THEME: "themes",
    Subject.DOCUMENT: "documents",
    Subject.COMMITMENT: "commitments",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One revision: when (in the installation's time zone), what was done to what, and where it is.

    `words` is the title of an entry, or the summary of evidence, where the revision holds one.
    `fields` are the keys that changed; `counts` what a load did, by action.
    """

    sequence: int
    time: datetime
    action: Action
    subject: Subject
    id: str
    words: Words | None
    href: str | None
    fields: list[str]
    counts: dict[Action, int]


@dataclass(frozen=True, slots=True)
class Day:
    """The changes of one day, newest first."""

    day: date
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class RevisionsShown:
    """One page of the ledger by day; `asked` narrows it to one entry or one kind."""

    listing: Listing[RevisionLine]
    days: list[Day]
    asked: AskedRevisions


_LIST = Template[RevisionsShown]("revisions.html")


@router.get("/revisions")
def list_revisions(
    request: Request,
    page: PresentPage,
    seen: PresentView,
    asked: Annotated[AskedRevisions, Depends()],
    listing: Annotated[Listing[RevisionLine], Depends(revisions_shown)],
) -> HTMLResponse:
    """Show one page of what was recorded."""
    zone = request.app.state.settings.zone
    changes = [_change(page, seen.tongue, line, zone) for line in listing.items]
    days = [Day(day, list(some)) for day, some in groupby(changes, lambda one: one.time.date())]
    return _LIST.show(page, RevisionsShown(listing, days, asked))


def _change(page: Page, tongue: Tongue, line: RevisionLine, zone: ZoneInfo) -> Change:
    payload: Mapping[str, Any] = line.payload or {}
    subject = Subject(line.subject)
    return Change(
        sequence=line.sequence,
        time=datetime.fromisoformat(line.time).astimezone(zone),
        action=Action(line.action),
        subject=subject,
        id=line.id,
        words=_words(tongue, payload),
        href=_href(page, subject, line.id, payload),
        fields=[one["key"] for one in payload.get("changes", ())],
        counts={action: payload[action] for action in Action if payload.get(action)},
    )


def _words(tongue: Tongue, payload: Mapping[str, Any]) -> Words | None:
    texts = payload.get("title") or payload.get("summary")
    own = payload.get("language")
    if own and texts:
        return tongue.pick_own(texts, own)
    return tongue.pick_optional(texts)


def _href(page: Page, subject: Subject, name: str, payload: Mapping[str, Any]) -> str | None:
    """Give the page of what was changed; evidence stands on the page of its document."""
    if subject in _NOUNS:
        return page.link(_NOUNS[subject], name)
    if subject is Subject.EVIDENCE and "document" in payload:
        return page.link("documents", payload["document"], anchor=name)
    return None
