"""What is asked of the scorecard: pages and answers that are driven, and those that are timed cold.

Whatever is asked cold is asked once after a publication, so that nothing can be ready.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote_plus

from tests.benchmarks.driving import Target, ask
from tests.benchmarks.generate import COMMON_SEARCH, RARE_SEARCH
from tests.benchmarks.server import Running
from tests.benchmarks.wish import ROWS

API = "/api/v1"
SCORECARD = "page: scorecard"
LIST = "page: list"
COMMITMENT = "page: commitment"
SEARCH = "page: search with few matches"
JSON_LIST = f"JSON: list, up to {ROWS}"
PAGES = (SCORECARD, LIST, COMMITMENT)

_LONGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class Question:
    """A request by name; its path may depend on the commitment that was changed last."""

    name: str
    path: Callable[[str], str]


def driven(commitment: str) -> dict[str, str]:
    """Give the paths that are asked again and again, by name."""
    return {
        JSON_LIST: f"{API}/commitments?limit={ROWS}",
        SCORECARD: "/en/",
        LIST: "/en/commitments",
        COMMITMENT: f"/en/commitments/{commitment}",
        "JSON: scorecard": f"{API}/scorecard",
        "JSON: commitment": f"{API}/commitments/{commitment}",
    }


def cold_questions(server: Running, size: int) -> Sequence[Question]:
    """Give what is asked after a change, first what has a goal; the middle is looked up now."""
    listing = f"{API}/commitments?limit={ROWS}"
    instrument = read_json(server, f"{API}/instruments")["items"][0]["id"]
    rare = quote_plus(RARE_SEARCH)
    pages = {SCORECARD: "/en/", LIST: "/en/commitments", SEARCH: f"/en/commitments?q={rare}"}
    answers = {
        "JSON: scorecard": f"{API}/scorecard",
        JSON_LIST: listing,
        "JSON: list, newest evidence first": f"{listing}&sort=newest",
        "JSON: list, contested of one instrument": (
            f"{listing}&status=contested&instrument={instrument}"
        ),
        "JSON: search with many matches": f"{listing}&q={COMMON_SEARCH}",
        "JSON: list, from the middle": f"{listing}{_middle(server, size)}",
    }
    return [
        *_fixed(pages),
        Question(COMMITMENT, lambda changed: f"/en/commitments/{changed}"),
        Question("JSON: commitment", lambda changed: f"{API}/commitments/{changed}"),
        *_fixed(answers),
    ]


def _fixed(paths: Mapping[str, str]) -> Iterator[Question]:
    for name, path in paths.items():
        yield Question(name, partial(_always, path))


def _always(path: str, _changed: str) -> str:
    return path


def different_pages(server: Running, most: int) -> list[str]:
    """Give the addresses of up to so many pages, each another: commitments in three languages."""
    found: list[str] = []
    cursor = ""
    while len(found) < most:
        page = read_json(server, f"{API}/commitments?limit={_LONGEST_LIST}{cursor}")
        found += [
            f"/{language}/commitments/{line['id']}"
            for line in page["items"]
            for language in ("en", "ru", "kk")
        ]
        if not page["next"]:
            break
        cursor = f"&cursor={page['next']}"
    return found[:most]


def read_json(server: Running, path: str) -> Any:  # noqa: ANN401 - JSON
    """Ask once, and give what the answer says."""
    return json.loads(ask(Target(server, path)).body)


def _middle(server: Running, size: int) -> str:
    """Turn pages to the middle of the list, and give the parameter that leads there."""
    cursor = ""
    for _ in range(size // 2 // _LONGEST_LIST):
        following = read_json(server, f"{API}/commitments?limit={_LONGEST_LIST}{cursor}")["next"]
        cursor = f"&cursor={following}" if following else cursor
    return cursor
