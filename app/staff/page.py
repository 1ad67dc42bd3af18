"""Where a staff page stands: who reads it, in which language, and what was just done.

Every staff template gets a `StaffPage` as `page`; all links it writes are made through it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from app import links as public_links
from app.accounts.people import Person
from app.domain.labels import Label
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.domain.workflow import Scope, StaffRole, is_trusted
from app.pages.page import preferred_language
from app.pages.rendering import environment
from app.queries.languages import Tongue
from app.staff.access import SignedInPerson, Visitor
from app.staff.links import link
from app.staff.words import NOTICES, ROLES, SCOPES
from app.wire.security import CONTENT_SECURITY_POLICY

T = TypeVar("T")

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; script-src 'self'",
    # The desk sees where a form was; other sites see nothing.
    "Referrer-Policy": "same-origin",
    "Vary": "Cookie",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What holds for every answer of the desk; one that needs another value sets it itself."""

ROOMS: tuple[tuple[str, str, StaffRole], ...] = (
    ("desk", message("Desk"), StaffRole.EDITOR),
    ("queue", message("Review"), StaffRole.EDITOR),
    ("commitments", message("Commitments"), StaffRole.EDITOR),
    ("imports", message("Import"), StaffRole.EDITOR),
    ("guide", message("Guide"), StaffRole.EDITOR),
    ("people", message("People"), StaffRole.ADMINISTRATOR),
    ("webhooks", message("Webhooks"), StaffRole.ADMINISTRATOR),
)
"""What the head of every page leads to: the name of a link, its title, and who may go there."""


@dataclass(frozen=True, slots=True)
class StaffPage:
    """One staff page as asked for.

    `person` is who reads it, or None where nobody is signed in. `path` is its own path. `notice`
    says what was just done. Times are shown in `zone`.
    """

    language: Language
    zone: ZoneInfo
    path: str
    person: Person | None = None
    notice: str | None = None

    def link(self, name: str, /, anchor: str | None = None, **values: object) -> str:
        """Give the address of a staff page (`app/staff/links.py`)."""
        return link(name, anchor, **values)

    def public(
        self,
        noun: str,
        id: str | None = None,  # noqa: A002 - as in `app.links.link`
        /,
        anchor: str | None = None,
        **query: object,
    ) -> str:
        """Give the address of a public page, in the reader's language."""
        asked: dict[str, Any] = query
        return public_links.link(self.language, noun, id, anchor=anchor, **asked)

    def say(self, message_id: str, **parameters: object) -> str:
        """Translate a message of the program, and fill its `{placeholders}`."""
        return Tongue(self.language).say(message_id, **parameters)

    def at(self, text: str) -> datetime:
        """Read a time of the database, in the installation's zone."""
        return datetime.fromisoformat(text).astimezone(self.zone)

    def role(self, role: StaffRole) -> Label:
        """Give what a role is called, and what it may do."""
        return ROLES[role]

    def scope(self, scope: Scope) -> Label:
        """Give what a scope of a token is called, and what it allows."""
        return SCOPES[scope]

    @property
    def rooms(self) -> list[tuple[str, str, bool]]:
        """What the reader may go to: address, title, and whether they are there or below it."""
        if self.person is None:
            return []
        role = self.person.role
        seen = [(link(name), title) for name, title, least in ROOMS if is_trusted(role, least)]
        return [(address, title, self._is_in(address)) for address, title in seen]

    def _is_in(self, address: str) -> bool:
        is_below = address != link("desk") and self.path.startswith(f"{address}/")
        return address == self.path or is_below


@dataclass(frozen=True)
class StaffTemplate(Generic[T]):
    """A file of `templates/staff`, and the type of what it shows."""

    name: str

    def show(
        self,
        page: StaffPage,
        shown: T,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """Fill it."""
        template = environment(page.language).get_template(f"staff/{self.name}")
        return HTMLResponse(
            template.render(page=page, shown=shown), status, HEADERS | dict(headers or {})
        )


def page_for(request: Request, person: Person | None, reader: Person | None = None) -> StaffPage:
    """Say which page is asked for, and by whom.

    `reader` is somebody who is known and not signed in completely: the page speaks their language,
    and shows nothing else of theirs.
    """
    known = person or reader
    language = known.language if known else preferred_language(request)
    notice = NOTICES.get(request.query_params.get("notice", ""))
    return StaffPage(
        language=language,
        zone=request.app.state.settings.zone,
        path=request.scope["path"],
        person=person,
        notice=Tongue(language).say(notice) if notice else None,
    )


def signed_in_page(request: Request, person: SignedInPerson) -> StaffPage:
    """Say which page is asked for by somebody who is signed in."""
    return page_for(request, person)


def open_page(request: Request, visitor: Visitor) -> StaffPage:
    """Say which page is asked for, where nobody needs to be signed in."""
    return page_for(request, None, visitor.person if visitor else None)


DeskPage = Annotated[StaffPage, Depends(signed_in_page)]
"""A page behind sign-in: taking it is enough to refuse everybody else."""

OpenPage = Annotated[StaffPage, Depends(open_page)]
"""A page that anybody may open: signing in, and one-time links."""
