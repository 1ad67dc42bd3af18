"""What does not fit is found; that all texts of all pages fit is in test_accessibility."""

from playwright.sync_api import Browser

from tests.pages.accessibility import KINDS, Look, looking, plant, show
from tests.pages.fitting import NARROW, REACH, measured

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
