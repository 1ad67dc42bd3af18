"""The keyboard alone reaches everything, in the order in which it is read, and sees where it is."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.accessibility import KINDS, Look, looking

TO_WALK = ["scorecard", "commitments, filtered", "commitment with much evidence", "comparison"]
MORE_THAN_ENOUGH = 1500

STOPS = """() => {
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe";
  window.stops = [...document.querySelectorAll(stops)].filter(one => one.checkVisibility());
  window.steps = [];
  addEventListener("focusin", ({ target }) => {
    if (target === window.steps.at(-1)?.target) return;
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const lies = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    window.steps.push({ target, ring: ring || style.boxShadow !== "none", lies });
  });
  return window.stops.length;
}"""
"""Counts what takes the focus, and begins to note where it goes."""

WALKED = """() => {
  const name = one => one.outerHTML.slice(0, 120);
  const reached = window.steps.map(one => one.target).filter(one => window.stops.includes(one));
  return {
    order: reached.map(one => window.stops.indexOf(one)),
    missed: window.stops.filter(one => !reached.includes(one)).map(name),
    ringless: window.steps.filter(one => !one.ring).map(one => name(one.target)),
    away: window.steps.filter(one => !one.lies).map(one => name(one.target)),
  };
}"""
"""Tells where it went: the places in the document, what was left out, and what was not seen."""


def walk(page: Page) -> dict[str, Any]:
    """Press Tab until the focus has been everywhere, or does not come on."""
    count: int = page.evaluate(STOPS)
    assert 0 < count < MORE_THAN_ENOUGH
    # A field for a day has several stops within; they are no trap as long as the walk goes on.
    for _ in range(count + 40):
        page.keyboard.press("Tab")
        if page.evaluate("window.steps.at(-1)?.target === window.stops.at(-1)"):
            break
    found: dict[str, Any] = page.evaluate(WALKED)
    return found


@pytest.mark.parametrize("kind", TO_WALK)
def test_tab_reaches_everything_in_order(kind: str, browser: Browser, server_url: str) -> None:
    with looking(browser, Look("ru", "light", 1280)) as page:
        page.goto(f"{server_url}/ru/{KINDS[kind]}")
        found = walk(page)
    assert found["missed"] == []
    assert found["order"] == sorted(found["order"])
    assert found["ringless"] == []
    assert found["away"] == []


def test_the_first_stop_leads_to_the_content(browser: Browser, server_url: str) -> None:
    with looking(browser, Look("en", "light", 1280)) as page:
        page.goto(f"{server_url}/en/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "page_main"
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_unfolds_what_is_folded(key: str, browser: Browser, server_url: str) -> None:
    with looking(browser, Look("kk", "dark", 320)) as page:
        page.goto(f"{server_url}/kk/")
        for place in range(page.locator("main details > summary").count()):
            summary = page.locator("main details > summary").nth(place)
            if not summary.is_visible():
                continue
            summary.focus()
            page.keyboard.press(key)
            assert summary.evaluate("one => one.parentElement.open")


def test_the_squares_can_be_passed_over(browser: Browser, server_url: str) -> None:
    with looking(browser, Look("en", "light", 1280)) as page:
        page.goto(f"{server_url}/en/")
        squares = page.locator(".squares li a")
        assert squares.count() > 70
        page.locator("a[href='#page_sum']").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        last = squares.last.element_handle()
        behind = "last.compareDocumentPosition(document.activeElement)"
        assert page.evaluate(f"last => {behind} === Node.DOCUMENT_POSITION_FOLLOWING", last)
