"""Feeds as JSON Feed (version 1.1, https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from app import links
from app.feeds import words
from app.feeds.entries import Entry, Reader, entries_of, feed_title
from app.feeds.markup import as_html, possible
from app.queries.act_shapes import Feed

MEDIA_TYPE = "application/feed+json"
_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed_of(feed: Feed, reader: Reader) -> bytes:
    """Write a feed as JSON, which takes whole addresses alone: none where ours is not known."""
    scope, own = feed.scope, reader.language
    written: dict[str, Any] = {"version": _VERSION, "title": possible(feed_title(feed, reader))}
    if reader.site:
        at = (scope.noun, scope.id)
        address = links.feed(own, *at, name=links.FEED_JSON, **scope.query)
        written["home_page_url"] = reader.whole(links.link(own, *at, **scope.query))
        written["feed_url"] = reader.whole(address)
    written["language"] = own.value
    written["authors"] = [_author(reader)]
    written["items"] = [_item(one, reader) for one in entries_of(feed, reader)]
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def _author(reader: Reader) -> dict[str, str]:
    author = {"name": reader.tongue.say(words.SITE)}
    if reader.site:
        author["url"] = reader.whole(links.link(reader.language, "scorecard"))
    return author


def _item(one: Entry, reader: Reader) -> dict[str, Any]:
    written: dict[str, Any] = {"id": one.id}
    if reader.site:
        written["url"] = reader.whole(one.address)
    return written | {
        "title": possible(one.title),
        "content_html": as_html(one.content),
        "date_published": one.time,
        "date_modified": one.time,
        "language": reader.language.value,
    }
