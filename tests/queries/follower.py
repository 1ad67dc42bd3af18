"""Somebody who keeps a copy of all lists in step, and what they should then have."""

from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Engine

from app.domain.vocabulary import Language
from app.queries.commitments import Paging, list_commitments
from app.queries.cursors import Asked
from app.queries.documents import list_documents
from app.queries.evidence import list_evidence
from app.queries.filters import Filters
from app.queries.following import follow
from app.queries.following_shapes import Changes
from app.queries.instruments import list_instruments
from app.queries.languages import Tongue
from app.queries.scorecard import read_about
from app.queries.themes import list_themes
from app.queries.view import View, look
from app.store.engine import reading
from tests.conftest import TODAY

Key = tuple[str, str]
Copy = dict[Key, Any]


def everything(view: View) -> Copy:
    """Every entry of every list, by noun and id."""
    lists: dict[str, list[Any]] = {
        "instruments": list_instruments(view).items,
        "themes": list_themes(view).items,
        "documents": _pages(lambda cursor: list_documents(view, Asked(200, cursor))),
        "evidence": _pages(lambda cursor: list_evidence(view, Asked(200, cursor))),
        "commitments": _pages(
            lambda cursor: list_commitments(view, Filters(), Paging(limit=200, cursor=cursor))
        ),
    }
    return {
        (noun, one.id): one.model_dump(mode="json") for noun, some in lists.items() for one in some
    }


def about(view: View) -> Any:  # noqa: ANN401 - any JSON
    """What the registry says of itself."""
    shown = read_about(view)
    return shown.model_dump(mode="json") if isinstance(shown, BaseModel) else None


def _pages(give: Any) -> list[Any]:  # noqa: ANN401 - a list by its cursor
    page = give(None)
    found = list(page.items)
    while page.next:
        page = give(page.next)
        found += page.items
    return found


class Follower:
    """Puts every record in the place of the older one, and remembers how far that has come."""

    def __init__(self, limit: int = 200) -> None:
        self.copy: Copy = {}
        self.about: Any = None
        self.since: str | None = None
        self.told: list[int] = []
        self._limit = limit

    def take(self, page: Changes) -> None:
        """Apply one page."""
        self.apply(page.model_dump(mode="json"))

    def apply(self, page: dict[str, Any]) -> None:
        """Apply one page as it comes over the wire."""
        self.told += [one["sequence"] for one in page["items"]]
        for one in page["records"]:
            if one["noun"] == "about":
                self.about = one["record"]
            elif one["record"] is None:
                self.copy.pop((one["noun"], one["id"]), None)
            else:
                self.copy[one["noun"], one["id"]] = one["record"]
        self.since = page["next"]

    def catch_up(self, view: View) -> None:
        """Follow until there is nothing more."""
        page = follow(view, self.since, self._limit)
        self.take(page)
        while page.has_more:
            page = follow(view, self.since, self._limit)
            self.take(page)


def in_step(engine: Engine, follower: Follower, day: date = TODAY) -> None:
    """Follow, and compare the copy with every list."""
    with reading(engine) as session:
        view = look(session, day, day, Tongue(Language.ENGLISH))
        follower.catch_up(view)
        expected = everything(view)
        assert follower.about == about(view)
    assert follower.copy.keys() == expected.keys()
    for key, one in expected.items():
        assert follower.copy[key] == one, key
