"""All texts fit, in the language with the longest words too: nothing cut off, nothing on top.

Each kind of page is measured in one language, in turn: on a phone of 320 px, with its text doubled,
and on a desk; test_accessibility measures it once more, in another. While the browser is at it, no
page asks another host for anything or complains. Every kind in all three languages:
`python -m tests.benchmarks.accessibility` (docs/checking-pages.md).
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.pages.accessibility import (
    ALL_KINDS,
    KINDS,
    LANGUAGES,
    PAIRWISE,
    Look,
    looking,
    plant,
    show,
)
from tests.pages.fitting import NARROW, REACH, Visit, measured, measured_in_every_way

# Not the language in which axe looks at the kind.
IN_TURN = {
    kind: LANGUAGES[LANGUAGES.index(PAIRWISE[place % len(PAIRWISE)].language) - 1]
    for place, kind in enumerate(ALL_KINDS)
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_texts_fit(language: str, browser: Browser, busy_url: str) -> None:
    found = []
    with looking(browser, Look(language, "light", NARROW)) as page:
        visit = Visit(page)
        for kind in (one for one, its in IN_TURN.items() if its == language):
            show(page, busy_url, language, ALL_KINDS[kind])
            found += measured_in_every_way(page, kind)
    assert found == [], "\n".join(found)
    assert visit.hosts == {urlsplit(busy_url).netloc}
    assert [one for one in visit.complaints if "status of 4" not in one] == []


PLANTED = {
    "px wide": "main.style.width = '400px'",
    "cut off:": "main.querySelector('h1').style.cssText = 'white-space: nowrap; overflow: hidden;"
    " width: 2em'",
    "one on the other": "main.querySelector('p').style.marginTop = '-2em'",
    "outside": "main.querySelector('p').style.marginLeft = '-3em'",
    "lies under": "main.insertAdjacentHTML('afterbegin', '<div class=planted>'); "
    "main.querySelector('.planted').style.cssText = 'position: fixed; inset: 0'",
}


def test_faults_are_found(browser: Browser, busy_url: str) -> None:
    with looking(browser, Look("en", "light", NARROW)) as page:
        show(page, busy_url, "en", KINDS["method"])
        plant(page, PLANTED.values())
        found = "\n".join(measured(page, "method") + measured(page, "method", REACH))
    assert [one for one in PLANTED if one not in found] == []
