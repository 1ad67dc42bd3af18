"""The browser of the tests: that it starts and renders Cyrillic text."""

from playwright.sync_api import Browser


def test_the_browser_lays_out_a_page_at_the_width_of_a_phone(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.set_content("<title>Әділет</title><p>Міндеттеме</p>")
    assert page.title() == "Әділет"
    assert page.evaluate("document.documentElement.clientWidth") == 360
    page.close()
