"""axe finds nothing on any kind of public page; every kind is in the list it is shown.

Each kind in one look, in turn, and the contrast of one of the elements that are named and classed
alike; on the way its texts are measured (test_fit). All looks, and every contrast:
`python -m tests.benchmarks.accessibility` (docs/checking-pages.md).
"""

import re
from itertools import combinations, groupby

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from tests.pages.accessibility import (
    ALL_KINDS,
    CONTRAST,
    KINDS,
    LOOKS,
    PAIRWISE,
    STATUSES,
    Look,
    faults_of,
    looking,
    plant,
    shortened,
    show,
)
from tests.pages.fitting import measured
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
def test_axe_finds_nothing(look: Look, browser: Browser, busy_url: str) -> None:
    found = []
    with looking(browser, look) as page:
        for kind in BY_LOOK[look]:
            status = show(page, busy_url, look.language, ALL_KINDS[kind])
            assert status == STATUSES.get(kind, 200), kind
            found += measured(page, kind)
            found += [f"{kind}: {fault}" for fault in faults_of(page, each_contrast=False)]
    assert found == [], "\n".join(found)


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
