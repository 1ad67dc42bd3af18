"""Where a page stands: its language, its own address, and the day it shows.

Every template gets a `Page` as `page`; all links it writes are made through it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Request

from app import links
from app.dependencies import AnyView, PresentView
from app.domain.identifiers import is_identifier
from app.domain.labels import LANGUAGE_NAMES
from app.domain.vocabulary import Language
from app.queries.changed import DATED_ALONE, last_change
from app.queries.days import Days, days_of_all, days_of_commitment, days_of_instrument
from app.queries.view import View
from app.wire.contract import ends_of

SERVED = tuple(Language)
"""The languages that pages exist in, all of them complete; the first is spoken unasked."""

_ACCEPTED = re.compile(
    r"(?P<code>[a-z]{2,3})(-[a-z0-9]+)*(\s*;\s*q=(?P<quality>[01](\.[0-9]{0,3})?))?", re.IGNORECASE
)
_LONGEST_HEADER = 500


@dataclass(frozen=True, slots=True)
class Page:
    """One page as asked for.

    `under` is what follows the id in its address, as in `links.link`.
    `query` holds the parameters that were given and that this page knows. `past_day` is the day
    shown when it is not today, and None on pages that always show the present. `updated` is the
    day on which its content last changed, or None where that is not known. `site` is the
    address that readers know this installation by, such as https://example.org, if it says one.
    `days` are those that can be chosen on it; None where none can. `is_copy` says that it becomes
    a file of a copy, which answers no questions.
    """

    language: Language
    noun: str | None = None
    id: str | None = None
    under: str | None = None
    query: Mapping[str, str] | None = None
    past_day: date | None = None
    updated: date | None = None
    today: date | None = None
    site: str | None = None
    days: Days | None = None
    is_copy: bool = False

    @property
    def has_server(self) -> bool:
        """Whether what only a server answers can be linked to: here, or at the original."""
        return not self.is_copy or self.site is not None

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
        if self.past_day is not None and noun in links.DATED and under != links.HISTORY:
            asked = {"as_of": self.past_day} | query
        return links.link(self.language, noun, id, under=under, anchor=anchor, **asked)

    def here(self, **changes: object) -> str:
        """Give this page's own address with some parameters changed; None takes one out."""
        return self._address(self.language, changes)

    def whole(self, address: str) -> str:
        """Give an internal address as other sites know it, where this installation says how."""
        return f"{self.site or ''}{address}"

    @property
    def kept(self) -> dict[str, str]:
        """What was asked besides a day and a part of a list: it stays on another day."""
        given = self.query or {}
        return {name: value for name, value in given.items() if name not in {"as_of", "cursor"}}

    @property
    def tongues(self) -> list[tuple[Language, str, str]]:
        """Every language that this page exists in: its code, its own name, and the address.

        What a list gave as its next page is left out: the order may be another in each language.
        """
        return [(one, LANGUAGE_NAMES[one], self._address(one, {"cursor": None})) for one in SERVED]

    @property
    def twin(self) -> str | None:
        """The address of this page's JSON; None for a page that has none."""
        without = links.WITHOUT_TWIN | links.ONLY_IN_COPIES
        if self.noun is None or self.noun in without or self.under in links.TAKEN:
            return None
        return links.twin(self.language, self.noun, self.id, under=self.under, **self._with({}))

    @property
    def contract(self) -> str:
        """The address at which the data of all pages is described."""
        return links.contract()

    def _address(self, language: Language, changes: Mapping[str, object]) -> str:
        noun, query = self.noun or "scorecard", self._with(changes)
        return links.link(language, noun, self.id, under=self.under, **query)

    def _with(self, changes: Mapping[str, object]) -> dict[str, Any]:
        return {**(self.query or {}), **changes}


def page_asked(request: Request, seen: AnyView) -> Page:
    """Say which page a request asks for."""
    noun, name, under = _place(request)
    known = links.known_parameters(noun, name, under)
    is_copy = getattr(request.app.state, "is_copy", False)
    return Page(
        language=seen.tongue.language,
        noun=noun,
        id=name,
        under=under,
        query={key: request.query_params[key] for key in known if key in request.query_params},
        past_day=None if seen.is_today or noun not in links.DATED else seen.day,
        updated=seen.today if is_copy else _last_change(request, seen, noun, name),
        today=seen.today,
        site=request.app.state.settings.public_url,
        days=None if under or is_copy else _choosable_days(seen, noun, name),
        is_copy=is_copy,
    )


def present_page_asked(request: Request, seen: PresentView) -> Page:
    """Say which page a request asks for, where pages know no past day and ignore `as_of`."""
    return page_asked(request, seen)


def page_without_database(request: Request) -> Page:
    """Say as much of a page as can be said when it was not found, or nothing works."""
    language, _ = ends_of(request.scope["path"])
    asked = Language(language) if language in set(SERVED) else preferred_language(request)
    return Page(language=asked)


def preferred_language(request: Request) -> Language:
    """Choose among the languages served by what the browser says that its reader speaks."""
    asked = sorted(_accepted(request.headers.get("accept-language", "")), reverse=True)
    spoken = (code for _, _, code in asked if code in set(SERVED))
    return Language(next(spoken, SERVED[0]))


def _accepted(header: str) -> Iterator[tuple[float, int, str]]:
    """Read `ru-KZ,ru;q=0.9,kk;q=0.8`: quality, place (the first is the largest), and language."""
    for place, part in enumerate(header[:_LONGEST_HEADER].split(",")):
        match = _ACCEPTED.fullmatch(part.strip())
        if match and float(match["quality"] or 1) > 0:
            yield float(match["quality"] or 1), -place, match["code"].lower()


AnyPage = Annotated[Page, Depends(page_asked)]
PresentPage = Annotated[Page, Depends(present_page_asked)]


def _place(request: Request) -> tuple[str, str | None, str | None]:
    """Read noun, id and what is under it; `/en/` is the scorecard."""
    path: str = request.scope["path"]
    _, _, noun, *rest = path.split("/")
    if noun in links.TAKEN:
        return "scorecard", None, noun
    return noun or "scorecard", request.path_params.get("id"), rest[1] if len(rest) > 1 else None


def _choosable_days(seen: View, noun: str, name: str | None) -> Days | None:
    """Give the days that a page lets its reader choose; one of evidence leaves that to others."""
    if noun not in _CHOOSING:
        return None
    if name and noun in _BEGINNING:
        return _BEGINNING[noun](seen, name)
    return days_of_all(seen)


_CHOOSING = (links.DATED - {"evidence"}) | {"comparison"}
_BEGINNING = {"instruments": days_of_instrument, "commitments": days_of_commitment}
"""How the days of an entry are found that did not always exist, by its noun."""


def _last_change(request: Request, seen: View, noun: str, name: str | None) -> date | None:
    """Give the day on which the content of a page last changed: of an entry its own."""
    is_entry = noun in DATED_ALONE and name is not None and is_identifier(name)
    newest = (last_change(seen, noun, name) if is_entry and name else None) or seen.revised
    if newest is None:
        return None
    zone = request.app.state.settings.zone
    return datetime.fromisoformat(newest).astimezone(zone).date()
