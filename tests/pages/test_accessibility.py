"""axe finds nothing on any kind of public page, and all its texts fit; every kind is shown.

Each kind in one look, in turn; of items and elements that are made alike, one or two. Its texts are
measured on a phone of 320 px, doubled, and on a desk: nothing cut off, nothing on top. While the
browser is at it, no page asks another host for anything or complains. All looks, whole pages and
every contrast: `python -m tests.benchmarks.accessibility` (docs/checking-pages.md).
"""

import re
from itertools import combinations, groupby
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from tests.pages.accessibility import (
    ALL_KINDS,
    CONTRAST,
    HEIGHT,
    KINDS,
    LOOKS,
    PAIRWISE,
    STATUSES,
    Look,
    faults_of,
    leave_one_of_each,
    looking,
    plant,
    shortened,
    show,
)
from tests.pages.fitting import Visit, measured_in_every_way
from tests.test_nothing_leaks import flat

PLANTED = {
    "image-alt": "main.append(document.createElement('img'))",
    "color-contrast": "main.querySelector('h1').style.color = '#bbb'",
    "heading-order": "main.append(document.createElement('h5'))",
    "empty-heading": "main.append(document.createElement('h2'))",
    CONTRAST: "main.insertAdjacentHTML('beforeend', '<svg><text y=20 fill=#ccc>pale</text></svg>')",
    "target-size": "document.querySelectorAll('.rooms a').forEach(a => { a.style.padding = 0;"
    " a.style.lineHeight = '.6' })",
}
BY_LOOK = {
    look: [kind for _, kind in chosen]
    for look, chosen in groupby(shortened(ALL_KINDS), key=lambda one: one[0])
}


@pytest.mark.parametrize("look", BY_LOOK, ids=str)
def test_axe_finds_nothing_and_all_texts_fit(look: Look, browser: Browser, busy_url: str) -> None:
    found = []
    with looking(browser, look) as page:
        visit = Visit(page)
        for kind in BY_LOOK[look]:
            page.set_viewport_size({"width": look.width, "height": HEIGHT})
            status = show(page, busy_url, look.language, ALL_KINDS[kind])
            assert status == STATUSES.get(kind, 200), kind
            leave_one_of_each(page)
            found += [f"{kind}: {fault}" for fault in faults_of(page, each_contrast=False)]
            found += measured_in_every_way(page, kind)
    assert found == [], "\n".join(found)
    assert visit.hosts == {urlsplit(busy_url).netloc}
    assert [one for one in visit.complaints if "status of 4" not in one] == []


def test_what_is_left_of_a_page_is_made_of_all_that_it_was_made_of(
    browser: Browser, busy_url: str
) -> None:
    made = "() => [...new Set([...document.all].map(one => one.tagName + one.className))].sort()"
    with looking(browser, LOOKS[0]) as page:
        show(page, busy_url, "en", ALL_KINDS["commitments"])
        whole, many = page.evaluate(made), page.locator("main li").count()
        leave_one_of_each(page)
        assert page.evaluate(made) == whole
        assert page.locator("main li").count() < many / 2


def test_faults_are_found(browser: Browser, busy_url: str) -> None:
    with looking(browser, LOOKS[0]) as page:
        show(page, busy_url, "en", "ledger")
        plant(page, PLANTED.values())
        assert set(PLANTED) <= {one.rule for one in faults_of(page, each_contrast=False)}


def test_the_shortened_run_shows_every_pair() -> None:
    def pairs(looks: list[Look]) -> set[tuple[object, object]]:
        named = [(one.language, one.scheme, one.width) for one in looks]
        return {pair for one in named for pair in combinations(one, 2)}

    assert pairs(list(PAIRWISE)) == pairs(list(LOOKS))
    assert {kind for _, kind in shortened(ALL_KINDS)} == set(ALL_KINDS)


def test_every_public_page_is_of_a_kind_that_is_looked_at(busy_client: TestClient) -> None:
    prefix = "/{language:served}/"
    paths = {one for one in flat(busy_client.app.routes) if one.startswith(prefix)}  # type: ignore[attr-defined]
    missing = [
        path
        for path in sorted(one.removeprefix(prefix) for one in paths)
        if not is_picture(path) and not any(answers(path, kind) for kind in KINDS.values())
    ]
    assert missing == []


def is_picture(path: str) -> bool:
    return "." in path or "{path" in path


def answers(path: str, kind: str) -> bool:
    return bool(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), kind.partition("?")[0]))
