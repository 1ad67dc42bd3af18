"""The keyboard alone reaches everything, in the order in which it is read, and sees where it is.

Of squares, rows and items that are made alike a page keeps two, or the walk would be ten times as
long and meet nothing else; that all squares are links is in tests/pages/pictures.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.accessibility import KINDS, Look, leave_one_of_each, looking

TO_WALK = ["scorecard", "commitments, filtered", "commitment with much evidence", "comparison"]
MORE_THAN_ENOUGH = 300
AT_ONCE = 16

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

FOLDED = """() => {
  const all = [...document.querySelectorAll("main details:has(> summary)")];
  window.folded = all.filter(one => one.firstElementChild.checkVisibility());
  return window.folded.length;
}"""
"""Counts what is folded and stands in sight."""

WALKED = """() => {
  const name = one => one.outerHTML.slice(0, 120);
  const end = window.steps.findIndex(one => one.target === window.stops.at(-1));
  const steps = window.steps.slice(0, end < 0 ? undefined : end + 1);
  const reached = steps.map(one => one.target).filter(one => window.stops.includes(one));
  return {
    order: reached.map(one => window.stops.indexOf(one)),
    missed: window.stops.filter(one => !reached.includes(one)).map(name),
    ringless: steps.filter(one => !one.ring).map(one => name(one.target)),
    away: steps.filter(one => !one.lies).map(one => name(one.target)),
  };
}"""
"""Tells where it went: the places in the document, what was left out, and what was not seen."""


def walk(page: Page) -> dict[str, Any]:
    """Press Tab until the focus has been everywhere, or does not come on."""
    count: int = page.evaluate(STOPS)
    assert 0 < count < MORE_THAN_ENOUGH
    # A field for a day has several stops within; they are no trap as long as the walk goes on.
    for _ in range(0, count + 40, AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        if page.evaluate("window.steps.some(one => one.target === window.stops.at(-1))"):
            break
    found: dict[str, Any] = page.evaluate(WALKED)
    return found


@pytest.mark.parametrize("kind", TO_WALK)
def test_tab_reaches_everything_in_order(kind: str, browser: Browser, server_url: str) -> None:
    with looking(browser, Look("ru", "light", 1280)) as page:
        page.goto(f"{server_url}/ru/{KINDS[kind]}")
        leave_one_of_each(page)
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


def test_either_key_unfolds_what_is_folded(browser: Browser, server_url: str) -> None:
    with looking(browser, Look("kk", "dark", 320)) as page:
        page.goto(f"{server_url}/kk/")
        count = page.evaluate(FOLDED)
        for place in range(count):
            for key in ("Enter", "Space"):
                page.evaluate("place => folded[place].open = false", place)
                page.evaluate("place => folded[place].firstElementChild.focus()", place)
                page.keyboard.press(key)
                assert page.evaluate("place => folded[place].open", place)
        assert count > 2


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
