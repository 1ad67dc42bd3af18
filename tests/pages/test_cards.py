"""Cards: pictures of the right size with the right words, drawn once, and few at a time."""

from datetime import date
from io import BytesIO

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from PIL import Image
from starlette.testclient import TestClient
from starlette.types import Message

from app.domain.vocabulary import Language, Status
from app.pages import cards
from app.pages.cards import CardAnswer, card_of
from app.pages.faces import Face
from app.pages.figures import standing
from app.pages.page import Page
from app.pages.pictures.card import Card
from app.queries.languages import Words

DAY = date(2026, 11, 21)


def face(title: str, **more: object) -> Face:
    return Face(Words(text=title, language="kk"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path",
    [
        "/en/card.png?as_of=2023-06-30",
        "/ru/instruments/decree-2021/card.png",
        "/kk/themes/assembly/card.png",
        "/kk/commitments/decree-2021-06-expression/card.png",
    ],
)
def test_a_card_has_the_size_that_networks_ask_for(path: str, shipped_client: TestClient) -> None:
    answer = shipped_client.get(path)
    assert answer.headers["content-type"] == "image/png"
    assert "public" in answer.headers["cache-control"]
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) < 80_000
    again = shipped_client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_day_that_was_has_a_card_of_its_own(shipped_client: TestClient) -> None:
    today, then = (shipped_client.get(f"/en/card.png{one}") for one in ("", "?as_of=2022-01-01"))
    assert today.headers["etag"] != then.headers["etag"]


@pytest.mark.parametrize("path", ["/en/commitments/none/card.png", "/en/documents/x/card.png"])
def test_what_is_not_there_has_no_card(path: str, shipped_client: TestClient) -> None:
    assert shipped_client.get(path).status_code == 404


def test_a_card_says_the_status_and_the_day_in_the_language_of_its_page() -> None:
    page = Page(Language.RUSSIAN, today=DAY, site="https://example.org")
    card = card_of(page, face("Атауы", standing=standing(Status.CONTESTED), reason="Orda.kz"))
    assert card.site == "Табло реформ"
    assert card.status
    assert (card.status.mark, card.status.word) == ("contested", "Оспаривается")
    assert "21 ноября 2026" in card.day
    assert card.host == "example.org"


def test_what_has_left_the_registry_says_so_instead_of_a_day() -> None:
    page = Page(Language.ENGLISH, today=DAY)
    card = card_of(page, face("Title", retired_on=date(2025, 1, 2)))
    assert card.day == "Left the registry on 2 January 2025"


def answered(card: Card, waiting: int) -> list[Message]:
    """What is sent for a card while as many others wait for their turn."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def ask() -> None:
        turns = anyio.CapacityLimiter(1)
        cards._turns.set(turns)  # noqa: SLF001 - the queue that the test fills
        await turns.acquire_on_behalf_of("somebody")
        async with anyio.create_task_group() as tasks:
            for number in range(waiting):
                tasks.start_soon(turns.acquire_on_behalf_of, number)
            await anyio.wait_all_tasks_blocked()
            scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
            await CardAnswer(card, "Ask again.")(scope, receive, send)
            tasks.cancel_scope.cancel()

    with start_blocking_portal() as loop:
        loop.call(ask)
    return sent


def test_whoever_asks_while_many_wait_is_sent_away_for_a_moment() -> None:
    start, body = answered(Card("Site", "", "", "Title"), waiting=16)
    assert start["status"] == 503
    assert (b"retry-after", b"5") in start["headers"]
    assert body["body"] == b"Ask again."
