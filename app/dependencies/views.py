"""A snapshot of the database for one request, when it is its turn."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from app.dependencies.asking import DayAsked, LanguageAsked, Today
from app.exports.licence import licence_of
from app.queries.counting import Remembered
from app.queries.languages import Tongue
from app.queries.view import View, look
from app.store.engine import reading

_licences: Remembered[str | None] = Remembered(64)


async def turn(request: Request) -> AsyncIterator[None]:
    """Let no more requests hold a connection than there are threads to go on with.

    Between opening its snapshot and using it, a request queues for a thread. Without turns, many
    at once would hold all connections while those with a thread wait for one.
    """
    async with request.app.state.turns:
        yield


Turn = Annotated[None, Depends(turn, scope="function")]


def view(
    request: Request,
    today: Today,
    day: DayAsked,
    language: LanguageAsked,
    _turn: Turn,
) -> Iterator[View]:
    """Open a snapshot of the database for one request, seen on one day in one language."""
    tongue = Tongue(language)
    request.state.tongue = tongue  # its memory of what came becomes Content-Language
    with reading(request.app.state.reader) as session:
        seen = look(session, day, today, tongue)
        request.state.recorded = seen.recorded  # becomes Last-Modified
        request.state.seen = seen.state  # by which app/wire/ready.py keeps the answer
        request.state.licence = _licences.get(seen.key[:2], partial(_licence_address, seen))
        yield seen


def _licence_address(seen: View) -> str | None:
    """Give where the licence of what is shown stands, as far as it is known."""
    known = licence_of(seen)
    return known["path"] if known else None


def present_view(
    request: Request,
    today: Today,
    language: LanguageAsked,
    _turn: Turn,
) -> Iterator[View]:
    """Open a snapshot for what knows no past day: sources, and the ledger itself."""
    yield from view(request, today, today, language, None)


# Closed before the answer is sent: a slow reader keeps no connection to the database.
AnyView = Annotated[View, Depends(view, scope="function")]
PresentView = Annotated[View, Depends(present_view, scope="function")]
