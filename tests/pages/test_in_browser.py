"""Pages in a real browser: on a phone and a desk, in light and dark, asking nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium_browser

PATHS = [
    "/en/",
    "/en/?as_of=2023-06-30",
    "/en/commitments?stage=enacted&limit=20",
    "/en/commitments/decree-2021-06-expression",
    "/en/commitments/fpc-2021-i02-kleptocracy",
    "/en/instruments",
    "/en/instruments/action-plan-2022",
    "/en/themes",
    "/en/documents",
    "/en/documents/ansa-2021-06-11",
    "/en/evidence/ev-exp-orda-2025",
    "/en/commitments/decree-2021-06-expression/history",
    "/en/revisions",
    "/en/ledger",
    "/en/methodology",
]
NO_PAGE = "/en/nowhere"
DARK, LIGHT = 60, 200


@dataclass
class Visit:
    """What a browser did while it showed pages of one width and scheme."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda one: self.hosts.add(urlsplit(one.url).netloc))
        self.page.on("console", lambda one: self.complaints.append(one.text))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_browser() as opened:
        yield opened


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light")])
def test_pages_fit_and_ask_nobody_else(
    width: int, scheme: str, browser: Browser, server_url: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    visit = Visit(context.new_page())
    for path in PATHS:
        visit.page.goto(server_url + path)
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        assert wide == width, f"{path} is {wide} px wide"
    assert visit.hosts == {urlsplit(server_url).netloc}
    assert visit.complaints == []
    context.close()


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
    page.get_by_label("Status").select_option(label="Contested")
    page.get_by_role("button", name="Show").first.click()
    assert page.url == f"{server_url}/en/commitments?q=media+law&status=contested"
    page.locator("a.verdict").first.click()
    assert page.locator(":target").is_visible()
    context.close()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(
    browser: Browser, server_url: str
) -> None:
    page = browser.new_page()
    page.goto(server_url + "/en/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page_main"
    page.close()


def test_a_page_that_is_not_there_looks_like_the_others(browser: Browser, server_url: str) -> None:
    page = browser.new_page()
    answer = page.goto(server_url + NO_PAGE)
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("navigation", name="Pages").is_visible()
    page.close()
