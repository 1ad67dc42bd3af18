"""The desk in a real browser: on a phone without script, and what script makes better."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from app.accounts.links import make_link
from app.accounts.moments import now
from app.domain.workflow import Purpose, StaffRole
from app.pages.assets import asset
from app.staff.access import COOKIE
from app.staff.links import link
from app.store.engine import writing
from tests.staff.visiting import PASSWORD, Visits, code_now

TEXT = 'Жаңа "есім" <b> 2'


@contextmanager
def opened(browser: Browser, width: int, *, script: bool) -> Iterator[Page]:
    """Open a page of one width, and refuse whatever asks another host."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if script else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda one: hosts.add(urlsplit(one.url).netloc))
    yield page
    assert hosts - {""} == {urlsplit(page.url).netloc}
    context.close()


def bring(page: Page, served: str, token: str | None) -> None:
    """Put a token where the browser keeps it; only an encrypted address may set such a cookie."""
    address = served.replace("http:", "https:")
    page.context.add_cookies(
        [{"name": COOKIE, "value": str(token), "url": address, "secure": True}]
    )


def sign_in(page: Page, login: str) -> None:
    """Fill in both steps."""
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Go on").click()


def test_an_ended_sign_in_loses_nothing_on_a_phone_without_script(
    browser: Browser, served: str, visits: Visits
) -> None:
    person = visits.somebody(StaffRole.ADMINISTRATOR, with_factor=True)
    token = visits.of(person).token
    with opened(browser, 360, script=False) as page:
        bring(page, served, token)
        page.goto(served + link("person", number=person.number))
        page.context.clear_cookies()
        page.get_by_label("Name").fill(TEXT)
        page.get_by_role("button", name="Save the name").click()
        sign_in(page, person.login)
        assert visits.found(person).name != TEXT
        page.get_by_role("button", name="Go on where you were").click()
        assert page.get_by_role("heading", level=1).inner_text() == TEXT
        assert page.get_by_role("status").inner_text() == "Saved."
    assert visits.found(person).name == TEXT


def test_pages_fit_on_a_phone_and_on_a_desk_and_complain_of_nothing(
    browser: Browser, served: str, visits: Visits
) -> None:
    long = visits.somebody(StaffRole.ADMINISTRATOR, "Ы" * 120, with_factor=True)
    with opened(browser, 1280, script=True) as page:
        complaints: list[str] = []
        page.on("console", lambda one: complaints.append(one.text))
        page.on("pageerror", lambda one: complaints.append(str(one)))
        page.goto(served + link("account"))
        sign_in(page, long.login)
        acts = [link("person-act", number=long.number, act="role"), link("invite")]
        for path in ("/", "/account", "/account/password", "/account/second-step", *acts):
            page.goto(served + (path if path.startswith("/staff") else f"/staff{path}"))
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide == width, f"{path} is {wide} px wide"
        assert complaints == []


def test_what_is_wrong_takes_the_focus_and_leads_to_the_field(
    browser: Browser, served: str, visits: Visits
) -> None:
    token = visits.at_work(StaffRole.ADMINISTRATOR).token
    with opened(browser, 360, script=False) as page:
        bring(page, served, token)
        page.goto(served + link("invite"))
        page.get_by_role("button", name="Invite").click()
        assert page.locator("#form_faults").evaluate("one => one === document.activeElement")
        page.locator("#form_faults a").first.click()
        assert page.locator("input:focus").count() == 1


def test_a_one_time_address_is_left_in_no_header_and_its_form_says_where_it_comes_from(
    browser: Browser, served: str, visits: Visits
) -> None:
    person = visits.somebody()
    with writing(visits.engine) as session:
        token = make_link(session, Purpose.INVITATION, person.number, None, now())
    sent = list[dict[str, str]]()
    with opened(browser, 360, script=False) as page:
        page.on("request", lambda one: sent.append(one.all_headers()))
        page.goto(served + link("link", token=token))
        for label in ("Password", "The same password again"):
            page.get_by_label(label, exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Set the password").click()
        assert "Sign in with it" in page.get_by_role("status").inner_text()
    assert [one["origin"] for one in sent if "origin" in one] == [served]
    assert not [one for one in sent if token in one.get("referer", "")]


WRITING = """<!doctype html>
<form method="post" action="about:blank"><textarea id="field_summary">Ә😀</textarea>
<p class="counter" data-for="field_summary" data-most="4" data-left="{n} left"
   data-over="{n} too many"></p><button>Send</button></form>
"""


def test_script_counts_letters_as_the_desk_does_and_sends_once(
    browser: Browser, served: str
) -> None:
    with opened(browser, 360, script=True) as page:
        html = WRITING + f'<script src="{asset("staff.js")}"></script>'
        page.route(
            "**/writing",
            lambda one: one.fulfill(body=html, content_type="text/html; charset=utf-8"),
        )
        page.goto(f"{served}/writing")
        counter = page.locator(".counter")
        assert counter.inner_text() == "2 left"
        page.locator("textarea").fill("Әділ😀")
        assert counter.inner_text() == "1 too many"
        assert page.locator("textarea").input_value() == "Әділ😀", "nothing is cut off"
        sent = "() => form.dispatchEvent(new Event('submit', {cancelable: true, bubbles: true}))"
        page.evaluate("() => { window.form = document.forms[0] }")
        assert [page.evaluate(sent) for _ in range(2)] == [True, False]
        page.evaluate("() => document.querySelector('textarea').remove()")
