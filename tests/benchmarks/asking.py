"""Timing requests against a running server: which are made, how many entries each finds."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import httpx

from tests.benchmarks.generate import COMMON_SEARCH, RARE_MATCHES, RARE_SEARCH

_API = "/api/v1"
_LIMIT = 50
_LONGEST_LIST = 200
_APART = 40
_DETAILS = 30
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Question:
    """A request by name; `addresses` are asked in turn.

    `matches` says how many commitments fit, where the answer itself does not.
    """

    name: str
    addresses: Sequence[str]
    matches: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question took, in milliseconds: the first time, and the median of the times after."""

    name: str
    matches: str
    first: float
    median: float


def ask_everything(address: str, size: int, requests: int) -> list[Answered]:
    """Ask a server with `size` commitments every question, `requests` times after a first time."""
    with httpx.Client(base_url=address, trust_env=False, timeout=_SECONDS) as client:
        return [_time(client, question, requests) for question in _questions(client, size)]


def _time(client: httpx.Client, question: Question, requests: int) -> Answered:
    first, response = _ask(client, question.addresses[0])
    places = (place % len(question.addresses) for place in range(1, requests + 1))
    times = [_ask(client, question.addresses[place])[0] for place in places]
    matches = question.matches or _matches(response.json())
    return Answered(question.name, matches, first, statistics.median(times))


def _ask(client: httpx.Client, address: str) -> tuple[float, httpx.Response]:
    started = time.perf_counter()
    response = client.get(address).raise_for_status()
    return (time.perf_counter() - started) * 1000, response


def _matches(listing: dict[str, Any]) -> str:
    more = "" if listing.get("total_is_exact", True) else "+"
    return f"{listing['total']:,}{more}"


def _questions(client: httpx.Client, size: int) -> Iterator[Question]:
    """Choose what to ask, before anything else has been asked."""
    listing = f"{_API}/commitments?limit={_LIMIT}"
    instrument = _get(client, f"{_API}/instruments")["items"][0]["id"]
    contested = f"{listing}&status=contested&instrument={instrument}"
    rare = quote_plus(RARE_SEARCH)
    yield Question("list", [listing])
    yield Question("list, newest evidence first", [f"{listing}&sort=newest"])
    yield Question(f"list, contested of {instrument}", [contested])
    yield Question(f"search for {RARE_SEARCH}", [f"{listing}&q={rare}"])
    yield Question(f"search for {COMMON_SEARCH}", [f"{listing}&q={COMMON_SEARCH}"])
    deep, names = _walk(client, size)
    yield Question("list, from the middle by cursor", [deep])
    yield Question("commitment", [f"{_API}/commitments/{name}" for name in names], "1")
    yield Question("scorecard", [f"{_API}/scorecard"], f"{size:,}")
    pages = [
        Question("page: list", ["/en/commitments"], f"{size:,}"),
        Question("page: search", [f"/en/commitments?q={rare}"], f"{RARE_MATCHES}"),
        Question("page: commitment", [f"/en/commitments/{name}" for name in names], "1"),
        Question("page: scorecard", ["/en/"], f"{size:,}"),
    ]
    # Asked once beforehand: an installation without pages is measured without them.
    if client.get("/en/themes").is_success:
        yield from pages


def _walk(client: httpx.Client, size: int) -> tuple[str, list[str]]:
    """Turn pages to the middle of the list; give the address there, and ids met on the way."""
    address = f"{_API}/commitments?limit={_LONGEST_LIST}"
    names: list[str] = []
    cursor = ""
    for _ in range(max(1, size // 2 // _LONGEST_LIST)):
        page = _get(client, f"{address}&cursor={cursor}" if cursor else address)
        names += [line["id"] for line in page["items"][::_APART]]
        cursor = page["next"] or cursor
    deep = f"{_API}/commitments?limit={_LIMIT}"
    spread = names[:: max(1, len(names) // _DETAILS)]
    return (f"{deep}&cursor={cursor}" if cursor else deep), spread


def _get(client: httpx.Client, address: str) -> Any:  # noqa: ANN401 - JSON
    return client.get(address).raise_for_status().json()
