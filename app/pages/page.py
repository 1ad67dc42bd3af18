"""Where a page stands: its language, its own address, and the day it shows.

Every template gets a `Page` as `page`; all links it writes are made through it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Request

from app.dependencies import AnyView, PresentView
from app.domain.vocabulary import Language
from app.pages import links
from app.queries.revisions import last_recorded
from app.queries.view import View

SERVED = (Language.ENGLISH,)
"""The languages that pages exist in; others join when their catalogues are complete."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as asked for.

    `under` is what follows the id in its address, as in `links.link`.
    `query` holds the parameters that were given and that this page knows. `past_day` is the day
    shown when it is not today, and None on pages that always show the present. `updated` is the
    day on which anything public last changed, or None where that is not known.
    """

    language: Language
    noun: str | None = None
    id: str | None = None
    under: str | None = None
    query: Mapping[str, str] | None = None
    past_day: date | None = None
    updated: date | None = None

    def link(
        self,
        noun: str,
        id: str | None = None,  # noqa: A002 - as in `links.link`
        /,
        under: str | None = None,
        anchor: str | None = None,
        **query: object,
    ) -> str:
        """Give the address of a page in the same language and, where it has days, of this one."""
        asked: dict[str, Any] = query
        if self.past_day is not None and noun in links.DATED and not under:
            asked = {"as_of": self.past_day} | query
        return links.link(self.language, noun, id, under=under, anchor=anchor, **asked)

    def here(self, **changes: object) -> str:
        """Give this page's own address with some parameters changed; None takes one out."""
        noun, query = self.noun or "scorecard", self._with(changes)
        return links.link(self.language, noun, self.id, under=self.under, **query)

    @property
    def twin(self) -> str | None:
        """The address of this page's JSON; None for a page that has none."""
        if self.noun is None or self.noun in links.WITHOUT_TWIN:
            return None
        return links.twin(self.language, self.noun, self.id, under=self.under, **self._with({}))

    @property
    def contract(self) -> str:
        """The address at which the data of all pages is described."""
        return links.contract()

    def _with(self, changes: Mapping[str, object]) -> dict[str, Any]:
        return {**(self.query or {}), **changes}


def page_asked(request: Request, seen: AnyView) -> Page:
    """Say which page a request asks for."""
    noun, name, under = _place(request)
    known = links.known_parameters(noun, name, under)
    return Page(
        language=seen.tongue.language,
        noun=noun,
        id=name,
        under=under,
        query={key: request.query_params[key] for key in known if key in request.query_params},
        past_day=None if seen.is_today or noun not in links.DATED else seen.day,
        updated=_last_change(request, seen),
    )


def present_page_asked(request: Request, seen: PresentView) -> Page:
    """Say which page a request asks for, where pages know no past day and ignore `as_of`."""
    return page_asked(request, seen)


def page_without_database(request: Request) -> Page:
    """Say as much of a page as can be said when it was not found, or nothing works."""
    language = request.url.path.split("/")[1]
    return Page(language=Language(language) if language in SERVED else SERVED[0])


AnyPage = Annotated[Page, Depends(page_asked)]
PresentPage = Annotated[Page, Depends(present_page_asked)]


def _place(request: Request) -> tuple[str, str | None, str | None]:
    """Read noun, id and what is under it; `/en/` is the scorecard."""
    _, _, noun, *rest = request.url.path.split("/")
    return noun or "scorecard", request.path_params.get("id"), rest[1] if len(rest) > 1 else None


def _last_change(request: Request, seen: View) -> date | None:
    newest = last_recorded(seen)
    if newest is None:
        return None
    zone = request.app.state.settings.zone
    return datetime.fromisoformat(newest).astimezone(zone).date()
