"""Where feeds are, which pages lead to them, and what cannot be followed."""

import re

import pytest
from starlette.testclient import TestClient

from tests.feeds.reading import SEARCH, SITE, atom
from tests.queries.deskwork import (
    EXPRESSION,
)


def test_a_saved_search_is_followed_with_words_in_any_alphabet(client: TestClient) -> None:
    found = atom(client, f"/en/{SEARCH}")
    assert "“закона”" in found.feed.title
    assert "Contested" in found.feed.title
    itself = next(one.href for one in found.feed.links if one.rel == "self")
    assert itself == f"{SITE}/en/{SEARCH}"
    listed = client.get(f"/api/v1/{SEARCH.replace('/feed.atom', '')}").json()["items"]
    assert listed
    assert found.entries


def test_a_search_that_finds_nothing_is_an_empty_feed(client: TestClient) -> None:
    found = atom(client, "/en/commitments/feed.atom?q=nothingofthekind")
    assert found.entries == []
    assert found.feed.updated


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/commitments/feed.atom?status=nonsense", 422),
        ("/en/commitments/feed.json?theme=nonsense", 422),
        ("/en/commitments/feed.json?overdue=yes", 422),
        ("/en/commitments/nothing/feed.atom", 404),
        ("/en/themes/not%20an%20id/feed.json", 404),
        ("/en/evidence/feed.atom", 404),
        ("/de/feed.atom", 404),
        ("/en/feed.rss", 404),
    ],
)
def test_what_cannot_be_followed_is_refused_as_pages_refuse_it(
    client: TestClient, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.count("<h1") == 1


def test_a_feed_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/en/feed.atom")
    again = client.get("/en/feed.atom", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/en/feed.json").headers["content-type"] == "application/feed+json"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/en/", "/en/feed.atom"),
        ("/ru/revisions", "/ru/feed.atom"),
        (f"/kk/commitments/{EXPRESSION}", f"/kk/commitments/{EXPRESSION}/feed.atom"),
        (
            f"/en/commitments/{EXPRESSION}?as_of=2022-01-01",
            f"/en/commitments/{EXPRESSION}/feed.atom",
        ),
        ("/en/instruments/decree-2021", "/en/instruments/decree-2021/feed.atom"),
        ("/en/themes/assembly", "/en/themes/assembly/feed.atom"),
        (
            "/en/commitments?status=contested&sort=newest&limit=3",
            "/en/commitments/feed.atom?status=contested",
        ),
    ],
)
def test_a_page_says_how_to_follow_it(client: TestClient, page: str, feed: str) -> None:
    shown = client.get(page).text
    found = re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*>', shown)
    assert found
    assert f'href="{SITE}{feed}"' in found[0]
    assert f'<a href="{feed}" type="application/atom+xml">' in shown
    atom(client, feed)


@pytest.mark.parametrize("page", ["/en/methodology", "/en/documents", "/en/nowhere"])
def test_a_page_without_a_feed_names_none(client: TestClient, page: str) -> None:
    assert "application/atom+xml" not in client.get(page).text
