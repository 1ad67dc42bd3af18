"""No page needs script: with and without it the same is there, and every form works by GET.

Script may add buttons, and nothing else: texts and links are in what the server sends.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from tests.pages.accessibility import ALL_KINDS, Look, looking
from tests.pages.markup import Element, read

LANGUAGE = "kk"
# The same script runs on all: those of which it changes most, what folds, and what has pictures.
TO_COMPARE = (
    "scorecard",
    "commitment with much evidence",
    "comparison",
    "sharing a commitment",
    "sharing an instrument",
)


@pytest.fixture(scope="module")
def sent(busy_client: TestClient) -> Mapping[str, Element]:
    """Every kind of page as the server sends it."""
    pages = {kind: f"/{LANGUAGE}/{path}" for kind, path in ALL_KINDS.items()}
    return {kind: read(busy_client.get(address).text) for kind, address in pages.items()}


def words(page: Element) -> list[str]:
    """All that stands in the body, but for buttons."""
    return " ".join(texts(page.one("body"))).split()


def texts(inside: Element) -> Iterator[str]:
    for child in inside.inside:
        if isinstance(child, str):
            yield child
        elif child.tag not in {"button", "script"}:
            yield from texts(child)


def addresses(page: Element) -> list[str]:
    return [one.attributes["href"] for one in page.one("body").all("a")]


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_nothing_waits_for_script(kind: str, sent: Mapping[str, Element]) -> None:
    body = sent[kind].one("body")
    assert not [one for one in body.all() if "hidden" in one.attributes]
    assert not list(body.all("noscript"))
    assert not list(body.all("template"))
    assert not [one for one in addresses(sent[kind]) if one == "#" or one.startswith("javascript:")]


def test_every_form_works_by_itself(sent: Mapping[str, Element], busy_client: TestClient) -> None:
    asked = set()
    for kind, page in sent.items():
        for form in page.all("form"):
            assert form.attributes.get("method", "get") == "get", kind
            types = [one.attributes.get("type", "submit") for one in form.all("button")]
            assert "submit" in types, kind
            asked.add(f"{form.attributes['action']}?{urlencode(list(fields(form)))}")
    assert len(asked) > 5
    # Each once: every page has the same field for a search.
    for address in asked:
        assert busy_client.get(address).status_code == 200, address


def test_buttons_stand_in_forms(sent: Mapping[str, Element]) -> None:
    for kind, page in sent.items():
        inside = {id(one) for form in page.all("form") for one in form.all("button")}
        assert {id(one) for one in page.all("button")} <= inside, kind


def fields(form: Element) -> Iterator[tuple[str, str]]:
    """What a browser would send of a form that nobody has touched."""
    for one in form.all("input"):
        is_off = one.attributes.get("type") in {"checkbox", "radio"}
        if "name" in one.attributes and (not is_off or "checked" in one.attributes):
            yield one.attributes["name"], one.attributes.get("value", "")
    for one in form.all("select"):
        options = list(one.all("option"))
        chosen = [option for option in options if "selected" in option.attributes] or options[:1]
        for option in chosen:
            yield one.attributes["name"], option.attributes.get("value", option.text)


def test_script_adds_nothing_but_buttons(
    sent: Mapping[str, Element], browser: Browser, busy_url: str
) -> None:
    with looking(browser, Look(LANGUAGE, "light", 1280)) as page:
        for kind in TO_COMPARE:
            page.goto(f"{busy_url}/{LANGUAGE}/{ALL_KINDS[kind]}")
            shown = read(page.content())
            assert words(shown) == words(sent[kind]), kind
            assert addresses(shown) == addresses(sent[kind]), kind
