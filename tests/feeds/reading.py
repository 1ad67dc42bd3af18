"""Reading feeds as their readers do: Atom with feedparser, JSON by its rules."""

import json
from typing import Any
from urllib.parse import quote, urlsplit

import feedparser
from starlette.testclient import TestClient

from tests.queries.deskwork import EXPRESSION

SITE = "https://example.org"
FEEDS = (
    "feed",
    f"commitments/{EXPRESSION}/feed",
    "instruments/decree-2021/feed",
    "themes/assembly/feed",
    "commitments/feed",
)
SEARCH = f"commitments/feed.atom?status=contested&theme=expression-media&q={quote('закона')}"

_OF_FEED = {
    *("version", "title", "home_page_url", "feed_url", "description", "language", "authors"),
    "items",
}
_OF_ITEM = {"id", "url", "title", "content_html", "date_published", "date_modified", "language"}


def atom(client: TestClient, address: str) -> Any:  # noqa: ANN401 - what feedparser gives
    """Ask for an Atom feed, and read it."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    assert answer.headers["content-type"] == "application/atom+xml"
    read = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    assert not read.bozo, (address, read.get("bozo_exception"))
    assert read.version == "atom10"
    return read


def json_feed(client: TestClient, address: str) -> dict[str, Any]:
    """Ask for a JSON feed, and hold it against https://www.jsonfeed.org/version/1.1/."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    assert answer.headers["content-type"] == "application/feed+json"
    read: dict[str, Any] = json.loads(answer.content)
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert read.keys() <= _OF_FEED
    assert {"title", "items"} <= read.keys()
    for one in read["items"]:
        assert one.keys() <= _OF_ITEM
        assert isinstance(one["id"], str)
        assert one["content_html"]
    ids = [one["id"] for one in read["items"]]
    assert len(set(ids)) == len(ids)
    addresses = [read.get("home_page_url"), read.get("feed_url")]
    for one in filter(None, [*addresses, *(item.get("url") for item in read["items"])]):
        assert urlsplit(one).netloc, one
    return read
