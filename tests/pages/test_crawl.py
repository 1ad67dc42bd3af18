"""Every page that a link leads to, from the first one: it is there, and it is well made.

The site is read once; the tests then ask different questions of what was found. All commitments,
instruments and themes are read; of sources, evidence and other pages that are hundreds and alike,
one in sixteen, and all of them with SCORECARD_TEST_WHOLE=1 in the environment.
"""

import os
import re
from collections import deque
from urllib.parse import urldefrag, urlsplit
from zlib import crc32

import pytest
from starlette.testclient import TestClient

from tests.pages.markup import Element, assert_well_made, read

START = "/en/"
# The other languages are the same pages (tests/pages/test_languages.py).
OURS = re.compile(r"/((en|ru|kk)/|static/|api/v1/)")
# Pages of one list that differ in nothing but what they leave out: enough is read of them.
MOST_OF_A_KIND = 12
# Of pages that all are alike, and are hundreds, some are read: the same ones every time.
ALIKE = re.compile(
    r"/en/((evidence|documents)/."
    r"|(commitments|instruments)/[^/]+/(history|share)"
    r"|(commitments|instruments|themes)/[^/?]+\?)"
)
ONE_IN = 1 if os.environ.get("SCORECARD_TEST_WHOLE") else 16


@pytest.fixture(scope="module")
def site(shipped_client: TestClient) -> dict[str, Element]:
    """Every page by its address, as far as links lead."""
    found: dict[str, Element] = {}
    waiting, seen, kinds = deque([START]), {START}, dict[str, int]()
    while waiting:
        address = waiting.popleft()
        answer = shipped_client.get(address, follow_redirects=False)
        assert answer.status_code == 200, address
        found[address] = read(answer.text)
        for target in targets(found[address]):
            kind = urlsplit(target).path
            if target in seen or not target.startswith("/en/") or is_passed_over(target):
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= MOST_OF_A_KIND:
                seen.add(target)
                waiting.append(target)
    return found


def is_passed_over(address: str) -> bool:
    # Feeds are no pages: tests/feeds reads them.
    is_feed = "/feed." in address
    return is_feed or (bool(ALIKE.match(address)) and crc32(address.encode()) % ONE_IN != 0)


def targets(page: Element) -> list[str]:
    """The addresses within the site that a page leads to, without the part after #."""
    hrefs = [one.attributes["href"] for one in page.all("a")]
    return [urldefrag(href).url for href in hrefs if href.startswith("/")]


@pytest.mark.parametrize(
    ("noun", "count"), [("commitments", 77), ("instruments", 6), ("themes", 25), ("documents", 173)]
)
def test_the_site_is_as_large_as_the_registry(
    noun: str, count: int, site: dict[str, Element]
) -> None:
    led_to = {target for page in site.values() for target in targets(page)}
    assert len([one for one in led_to if re.fullmatch(rf"/en/{noun}/[^/?.]+", one)]) == count


def test_every_page_is_well_made(site: dict[str, Element]) -> None:
    for address, page in site.items():
        try:
            assert_well_made(page)
        except AssertionError as error:
            pytest.fail(f"{address}: {error}")


def test_no_page_leads_to_a_part_of_the_site_that_does_not_exist(site: dict[str, Element]) -> None:
    foreign = {one for page in site.values() for one in targets(page) if not OURS.match(one)}
    assert foreign == set()


def test_every_anchor_that_is_led_to_is_there(site: dict[str, Element]) -> None:
    missing = set()
    ids = {name: {one.attributes.get("id") for one in page.all()} for name, page in site.items()}
    for address, page in site.items():
        for one in page.all("a"):
            target, anchor = urldefrag(one.attributes["href"])
            if anchor and anchor not in ids.get(target or address, {anchor}):
                missing.add(one.attributes["href"])
    assert missing == set()


def test_no_page_loads_anything_from_another_host(site: dict[str, Element]) -> None:
    loading = {
        one.attributes.get("href", "") + one.attributes.get("src", "")
        for page in site.values()
        for one in page.all()
        if one.tag in {"link", "script", "img", "iframe", "object", "source", "use"}
    }
    loading.discard("")  # a description in the head, which loads nothing
    ours = r"#|/(\?|$|static/|api/v1/|(en|ru|kk)/)"
    assert {one for one in loading if not re.match(ours, one)} == set()


def test_no_page_has_script_or_style_of_its_own(site: dict[str, Element]) -> None:
    for page in site.values():
        assert not [one for one in page.all() if one.tag == "style"]
        for one in page.all("script"):
            is_description = one.attributes == {"type": "application/ld+json"}
            assert is_description or (re.match("/static/", one.attributes["src"]) and not one.text)
        names = {name for one in page.all() for name in one.attributes}
        assert not [name for name in names if name == "style" or name.startswith("on")]


def test_links_to_other_hosts_tell_them_nothing(site: dict[str, Element]) -> None:
    outward = [
        one
        for page in site.values()
        for one in page.all("a")
        if not one.attributes["href"].startswith(("/", "#"))
    ]
    assert outward
    for one in outward:
        assert urlsplit(one.attributes["href"]).scheme in {"http", "https"}
        assert {"noreferrer", "noopener"} <= set(one.attributes["rel"].split())


def test_every_page_leads_to_its_own_data(
    site: dict[str, Element], shipped_client: TestClient
) -> None:
    twins = {
        one.attributes["href"]
        for page in site.values()
        for one in page.all(rel="alternate", type="application/json")
    }
    without = [one for one in site if re.search(r"/(methodology|data|share)(\?|$)", one)]
    assert len(twins) == len(site) - len(without), "every other page has one of its own"
    kinds = {re.sub(r"(?<=[a-z]/)[a-z0-9-]+(?=$|\?|/h)", "", one, count=1): one for one in twins}
    for one in [*kinds.values(), *sorted(twins)[::40]]:
        assert shipped_client.get(one).status_code == 200, one
