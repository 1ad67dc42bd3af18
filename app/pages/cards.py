"""Cards for links on social networks, as PNG: of the whole, an instrument, a theme, a commitment.

Drawing costs some hundredths of a second of the processor, and anybody may ask: one is drawn at a
time, few may wait for their turn, and the newest are remembered by what stands on them.
"""

from typing import Annotated
from urllib.parse import urlsplit

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from fastapi import Depends
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from app.domain.messages import message
from app.links import CARD
from app.pages.faces import FACES, SITE, Face, theme_face, written_number
from app.pages.figures import Figure, Standing, bar, main_figures
from app.pages.page import AnyPage, Page
from app.pages.pictures.card import Amount, Card, draw
from app.pages.routing import page_router
from app.queries.counting import Remembered
from app.queries.languages import Tongue
from app.wire.kept import kept

AS_OF = message("As of {day}")
RETIRED_ON = message("Left the registry on {day}")
BUSY = message("Too many pictures are being drawn at the moment. Ask again in a few seconds.")
_MOST_WAITING = 16

router = page_router()
_drawn: Remembered[bytes] = Remembered(64)
_turns: RunVar[CapacityLimiter] = RunVar("cards being drawn")


class CardAnswer(Response):
    """A card that is drawn while it is answered, when no connection to the database is held."""

    media_type = "image/png"

    def __init__(self, card: Card, busy: str) -> None:
        """Say `busy` where too many wait already."""
        super().__init__()
        self._card, self._busy = card, busy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Draw the card, or answer what was drawn before."""
        turns = _turns.get(None) or CapacityLimiter(1)
        _turns.set(turns)
        answer: Response
        if turns.statistics().tasks_waiting >= _MOST_WAITING:
            answer = PlainTextResponse(self._busy, 503, {"Retry-After": "5"})
        else:
            content = await anyio.to_thread.run_sync(self._draw, limiter=turns)
            answer = kept(content, "image/png")
        await answer(scope, receive, send)

    def _draw(self) -> bytes:
        return _drawn.get(self._card, lambda: draw(self._card))


def card_of(page: Page, face: Face) -> Card:
    """Say in the page's language what stands on the card of something."""
    tongue = Tongue(page.language)
    day = page.past_day or page.today
    shown = face.retired_on or day
    sentence = RETIRED_ON if face.retired_on else AS_OF
    totals = face.totals
    return Card(
        site=tongue.say(SITE),
        host=urlsplit(page.site or "").netloc,
        day=tongue.say(sentence, day=tongue.write_date(shown.isoformat())) if shown else "",
        title=face.title.text,
        beside=face.beside.text if face.beside else "",
        status=_status(tongue, face.standing) if face.standing else None,
        reason=face.reason,
        amounts=tuple(_amount(tongue, one) for one in main_figures(totals)) if totals else (),
        pieces=tuple(bar(totals)) if totals else (),
    )


def _status(tongue: Tongue, standing: Standing) -> Amount:
    return Amount(standing.mark, tongue.say(standing.label.name), "")


def _amount(tongue: Tongue, figure: Figure) -> Amount:
    number = written_number(figure.number, tongue.language)
    return Amount(figure.mark, tongue.say(figure.label.name), number)


def _answer(page: Page, face: Face) -> CardAnswer:
    return CardAnswer(card_of(page, face), Tongue(page.language).say(BUSY))


for _path, _face in (FACES | {"/themes/{id}": theme_face}).items():

    @router.get(f"{_path}/{CARD}", response_class=CardAnswer)
    def show_card(page: AnyPage, face: Annotated[Face, Depends(_face)]) -> CardAnswer:
        """Show the card of one kind of thing."""
        return _answer(page, face)
