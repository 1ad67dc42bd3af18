"""Pages in a real browser: light and dark, used without script, and where no page is.

What holds for every kind of page is beside this: test_accessibility, test_keyboard.
"""

import pytest
from playwright.sync_api import Browser

NO_PAGE = "/en/nowhere"
DARK, LIGHT = 60, 200


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_scheme_of_the_reader(
    scheme: str, is_dark: bool, browser: Browser, server_url: str
) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(server_url + "/en/")
    shade = "getComputedStyle(document.body).{}.match(/\\d+/g).map(Number)"
    paper = max(page.evaluate(shade.format("backgroundColor")))
    ink = max(page.evaluate(shade.format("color")))
    assert (paper < DARK) is is_dark
    assert (ink > LIGHT) is is_dark
    page.close()


def test_a_reader_without_script_finds_and_filters(browser: Browser, server_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server_url + "/en/")
    page.get_by_role("searchbox").fill("media law")
    page.get_by_role("button", name="Search").click()
    assert page.url == f"{server_url}/en/commitments?q=media+law"
    page.get_by_role("navigation", name="Status").get_by_role("link", name="Contested").click()
    assert page.url == f"{server_url}/en/commitments?q=media+law&status=contested"
    page.get_by_role("button", name="Show").first.click()
    assert page.url == f"{server_url}/en/commitments?status=contested&q=media+law"
    page.locator("a.verdict").first.click()
    assert page.locator(":target").is_visible()
    context.close()


def test_a_link_to_an_older_card_finds_it_without_script(browser: Browser, server_url: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server_url}/en/commitments/decree-2021-06-expression#ev-exp-insult-fpc")
    card = page.locator(":target")
    assert card.is_visible()
    card.locator("summary").first.click()
    assert card.locator(".summary").is_visible()
    marks = [one.bounding_box() for one in page.locator(".in-time .narrow .reach").all()]
    assert len(marks) > 20
    assert all(one and round(min(one["width"], one["height"])) >= 24 for one in marks)
    context.close()


def test_a_page_that_is_not_there_looks_like_the_others(browser: Browser, server_url: str) -> None:
    page = browser.new_page()
    answer = page.goto(server_url + NO_PAGE)
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("navigation", name="Pages").is_visible()
    page.close()
