"""Every address of the API that a test may want to ask, found by asking for the lists."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

API = "/api/v1"
SEEN = "as_of=2026-11-21"
"""A day in the past of any later run, so that numbers stay as they are."""

ONE_IN = {"commitments": 4, "instruments": 1, "themes": 3, "documents": 14, "evidence": 30}
"""Of so many entries of each noun `every_address` asks for one: the lists show them all.

With SCORECARD_TEST_WHOLE in the environment it asks for each.
"""

NOUNS = tuple(ONE_IN)
DATED = ("commitments", "instruments", "themes", "evidence")
"""The nouns whose addresses know past days."""

PAGED = ("commitments", "documents", "evidence")
SEARCHES = (
    "media law",
    "MEDIA",
    "Kazakhstan's",
    "адилет",
    "Әділет",
    "закона",
    "ё",
    "qazaq",
    "c",
    '"law',
    "law AND media",
    "OR NOT NEAR(law) ^law: (*)",
    "!?… —",
)
VARIATIONS = (
    "commitments?status=none",
    "commitments?status=contested&sort=newest&limit=7",
    "commitments?stage=enacted&extent=part",
    "commitments?corroboration=self-reported&sort=due",
    "commitments?overdue=true",
    "commitments?instrument=factsheet-2024&theme=expression-media",
    "commitments?sort=due&limit=200",
    "commitments?as_of=2022-06-30&sort=newest",
    "commitments?lang=ru",
    "commitments?lang=kk&sort=title&limit=7",
    "commitments?q=stlaking",
    "commitments/facets?theme=assembly&q=law",
    "scorecard?as_of=2022-06-30",
    "instruments?as_of=2022-06-30",
    "themes?as_of=2022-06-30&lang=kk",
    "evidence?as_of=2022-06-30",
    "commitments/decree-2021-06-expression?as_of=2022-06-30",
    "documents/hrw-2026-02-16?lang=ru",
    "revisions?subject=theme",
    "revisions?sequence=300",
    "comparison?from=2022-12-31&to=2023-12-31",
    "comparison?from=2023-12-31&to=2024-06-30&instrument=factsheet-2024&limit=3&lang=ru",
    "changes?since=560&lang=ru",
    "corrections",
    "ledger",
    "commitments/decree-2021-06-expression/history?limit=7",
    "evidence/ev-exp-media-law/history",
    "revisions?id=decree-2021-06-expression&action=added",
)


def get(client: TestClient, address: str) -> Any:  # noqa: ANN401 - any JSON
    """Ask for an address under /api/v1 that must be answered."""
    answer = client.get(f"{API}/{address}")
    assert answer.status_code == 200, (address, answer.text)
    return answer.json()


def ids(client: TestClient, noun: str) -> list[str]:
    """All ids of a list, page by page."""
    return [one["id"] for one in pages(client, whole_list(noun))]


def whole_list(noun: str) -> str:
    """The address of a list in the largest pages, on the day of `SEEN` where it knows days."""
    query = "&".join([SEEN] * (noun in DATED) + ["limit=200"] * (noun in PAGED))
    return f"{noun}?{query}"


def pages(client: TestClient, address: str) -> Iterator[dict[str, Any]]:
    """The entries of all pages of a list, in order."""
    mark = "&" if "?" in address else "?"
    page = get(client, address)
    yield from page["items"]
    while page["next"]:
        page = get(client, f"{address}{mark}cursor={page['next']}")
        yield from page["items"]


def every_address(client: TestClient) -> Iterator[str]:
    """Every endpoint: whole lists, some entries of each, variations, searches."""
    yield from ("", "problems", "registry-schema.json", "openapi.json", f"scorecard?{SEEN}")
    for noun, one_in in ONE_IN.items():
        names = ids(client, noun)
        day = f"?{SEEN}" if noun in DATED else ""
        step = 1 if os.environ.get("SCORECARD_TEST_WHOLE") else one_in
        yield from (f"{noun}/{name}{day}" for name in names[::step])
        yield from whole_pages(client, whole_list(noun))
    yield from VARIATIONS
    yield from (f"commitments?{SEEN}&q={quote(words)}" for words in SEARCHES)


def whole_pages(client: TestClient, address: str) -> Iterator[str]:
    """The addresses of all pages of a list."""
    following: str | None = address
    while following:
        yield following
        cursor = get(client, following).get("next")
        following = f"{address}&cursor={cursor}" if cursor else None
