"""Feeds as Atom (RFC 4287)."""

from xml.etree import ElementTree as ET

from app import links
from app.domain.vocabulary import Language
from app.feeds import words
from app.feeds.entries import Entry, Reader, entries_of, feed_title, permanent_id
from app.feeds.markup import as_xml, element
from app.queries.act_shapes import Feed

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"


def atom_of(feed: Feed, reader: Reader) -> bytes:
    """Write a feed as Atom; addresses are paths where this site does not know its own."""
    entries = list(entries_of(feed, reader))
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": reader.language.value})
    # Not the hash alone: the first load is an entry, by the same hash.
    element(root, "id", permanent_id(feed, reader, f"feed/{feed.begun}"))
    element(root, "title", feed_title(feed, reader))
    element(root, "updated", entries[0].time if entries else feed.begun_at)
    author = element(root, "author")
    element(author, "name", reader.tongue.say(words.SITE))
    _link_feed(root, feed, reader)
    for one in entries:
        _add(root, one, reader)
    return as_xml(root)


def _link_feed(root: ET.Element, feed: Feed, reader: Reader) -> None:
    scope, own = feed.scope, reader.language
    at = (scope.noun, scope.id)
    own_address = reader.whole(links.feed(own, *at, **scope.query))
    element(root, "link", rel="self", type=MEDIA_TYPE, href=own_address)
    page = reader.whole(links.link(own, *at, **scope.query))
    element(root, "link", rel="alternate", type="text/html", hreflang=own.value, href=page)
    for other in Language:
        if other is not own:
            address = reader.whole(links.feed(other, *at, **scope.query))
            named = {"rel": "alternate", "type": MEDIA_TYPE, "hreflang": other.value}
            element(root, "link", **named, href=address)


def _add(root: ET.Element, one: Entry, reader: Reader) -> None:
    entry = element(root, "entry")
    element(entry, "id", one.id)
    element(entry, "title", one.title)
    element(entry, "published", one.time)
    element(entry, "updated", one.time)
    address = reader.whole(one.address)
    named = {"rel": "alternate", "type": "text/html", "hreflang": reader.language.value}
    element(entry, "link", **named, href=address)
    element(entry, "content", type="xhtml").append(one.content)
