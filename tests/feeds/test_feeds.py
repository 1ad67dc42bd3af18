"""Feeds as readers get them: well-formed, in three languages, without what nobody may read."""

import re
from datetime import datetime

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.store.redactions import MARKER
from tests.feeds.reading import FEEDS, SITE, atom, json_feed
from tests.queries.deskwork import (
    DISPUTE,
    EXPRESSION,
    INSULT,
    LAW,
    LAW_AGAIN,
    REDACTED,
    WHY,
    remove,
    replace,
    withdraw,
)

HOSTILE = "A <b>bold</b> &amp; ]]> claim\x0b with \x1f signs \ufffe of “no” XML"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("name", FEEDS)
def test_every_feed_reads_without_a_flag(client: TestClient, name: str, language: str) -> None:
    found = atom(client, f"/{language}/{name}.atom")
    assert found.feed.title
    assert found.feed.author
    assert found.entries
    written = json_feed(client, f"/{language}/{name}.json")
    assert [one["title"] for one in written["items"]] == [one.title for one in found.entries]
    assert [one["id"] for one in written["items"]] == [one.id for one in found.entries]
    links = {one.rel: one.href for one in found.feed.links if one.get("hreflang") != "en"}
    assert links["self"] == f"{SITE}/{language}/{name}.atom"


def test_entries_come_newest_first_with_the_time_of_their_revision(client: TestClient) -> None:
    found = atom(client, "/en/feed.atom")
    times = [datetime.fromisoformat(one.updated) for one in found.entries]
    assert times == sorted(times, reverse=True)
    assert found.feed.updated == found.entries[0].updated
    ledger = client.get("/api/v1/revisions?limit=20").json()["items"]
    assert found.entries[0].updated == ledger[0]["time"]


def test_what_was_withdrawn_says_so_and_why(client: TestClient) -> None:
    entries = json_feed(client, f"/ru/commitments/{EXPRESSION}/feed.json")["items"]
    told = next(one for one in entries if f"/ru/evidence/{DISPUTE}" in one["content_html"])
    assert WHY["ru"] in told["content_html"]
    replaced = next(one for one in entries if f"/ru/evidence/{LAW_AGAIN}" in one["content_html"])
    assert f"/ru/evidence/{LAW}" in replaced["content_html"]


def test_texts_in_another_language_are_marked_with_it(client: TestClient) -> None:
    content = client.get(f"/ru/commitments/{EXPRESSION}/feed.atom").text
    assert re.search(r'<p xml:lang="en" lang="en">[^<]+</p>', content)
    html = json_feed(client, f"/ru/commitments/{EXPRESSION}/feed.json")["items"][1]["content_html"]
    assert 'lang="en"' in html
    assert "xml:" not in html


def test_nothing_redacted_and_nobodys_name_is_told(client: TestClient) -> None:
    for name in FEEDS:
        for form in ("atom", "json"):
            content = client.get(f"/en/{name}.{form}").text
            assert MARKER not in content
            assert "reviewer" not in content
            assert "administrator" not in content
    told = client.get("/en/feed.atom").text
    assert "What it said was removed to protect a person." in told


def test_a_redaction_takes_the_words_out_of_older_entries(
    changing: tuple[TestClient, Engine],
) -> None:
    client, engine = changing
    summary = {"en": "Where somebody lives."}
    replace(engine, "evidence", INSULT, REDACTED, summary=summary)
    before = atom(client, "/en/feed.atom")
    assert "Where somebody lives." in client.get("/en/feed.atom").text
    remove(engine, REDACTED)
    after = atom(client, "/en/feed.atom")
    assert "Where somebody lives." not in client.get("/en/feed.atom").text
    assert [one.id for one in after.entries[1:]] == [one.id for one in before.entries]


@pytest.mark.parametrize("form", ["atom", "json"])
def test_whatever_a_text_holds_the_feed_is_well_formed(
    changing: tuple[TestClient, Engine], form: str
) -> None:
    client, engine = changing
    replace(engine, "evidence", LAW, LAW_AGAIN, summary={"en": HOSTILE})
    reading = {"atom": atom, "json": json_feed}[form]
    reading(client, f"/en/feed.{form}")
    assert "<b>bold" not in client.get(f"/en/feed.{form}").text
    assert "A &lt;b&gt;bold&lt;/b&gt; &amp;amp; ]]&gt; claim" in client.get("/en/feed.atom").text


def test_without_an_address_of_the_site_links_are_paths(
    changing: tuple[TestClient, Engine],
) -> None:
    client, engine = changing
    withdraw(engine, "evidence", DISPUTE)
    found = client.get("/en/feed.atom", headers={"Host": "evil.example"}).text
    assert "evil.example" not in found
    assert '<link rel="self" type="application/atom+xml" href="/en/feed.atom" />' in found
    written = json_feed(client, "/en/feed.json")
    assert not {"feed_url", "home_page_url"} & written.keys()
    assert f'href="/en/evidence/{DISPUTE}"' in written["items"][0]["content_html"]
