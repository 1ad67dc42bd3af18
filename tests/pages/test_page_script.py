"""What the one script adds in a real browser, and a widget in a frame of another site."""

from collections.abc import Iterator
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from tests.serving import serving

EXPRESSION = "/en/commitments/decree-2021-06-expression"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_a_press_copies_the_code_and_says_so(page: Page, server_url: str) -> None:
    page.goto(server_url + EXPRESSION + "/share")
    code = page.get_by_label("Code of the badge (HTML)")
    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code.input_value()


def test_an_address_unfolds_what_it_points_into(page: Page, server_url: str) -> None:
    page.goto(server_url + EXPRESSION)
    first = "document.querySelector('main details:not([open]) [id]').id"
    folded = page.evaluate(first)
    page.evaluate(f"location.hash = '{folded}'")
    page.locator(f"details[open] #{folded}").wait_for(state="visible")


def test_paper_has_everything_unfolded_and_the_screen_is_as_before(
    page: Page, server_url: str
) -> None:
    page.goto(server_url + EXPRESSION)
    count = "document.querySelectorAll('details[open]').length"
    before = page.evaluate(count)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    assert page.locator(".cite[open]").count() == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(count) == before


def test_a_widget_works_in_a_frame_that_allows_next_to_nothing(
    page: Page, server_url: str, shipped_client: TestClient
) -> None:
    shared = shipped_client.get(EXPRESSION + "/share").text
    code = unescape(shared.split('id="page_frame"')[1].split(">", 1)[1].split("</textarea>")[0])
    other = FastAPI()
    body = code.replace('src="', f'src="{server_url}')
    other.add_api_route("/", lambda: HTMLResponse(body), response_class=HTMLResponse)
    with serving(other) as other_site:
        page.goto(other_site)
        frame = page.frame_locator("iframe")
        frame.get_by_role("heading", name="Freedom of expression").wait_for()
        edge = "one => getComputedStyle(one).borderTopWidth"
        assert frame.locator(".panel").evaluate(edge) == "4px"
        with page.expect_popup() as opened:
            frame.get_by_role("link").first.click()
        assert opened.value.url == server_url + EXPRESSION
