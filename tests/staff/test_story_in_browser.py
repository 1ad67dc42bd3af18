"""The whole story in a real browser: proposed, returned, corrected, published, and public.

The editor sits at it with a phone without script, the reviewer at a desk with script; the database
is PostgreSQL. Both come signed in: how one signs in is in test_in_browser.py. Without a browser the
story is told on both databases (test_story.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import httpx
import pytest
from playwright.sync_api import Browser, Page

from app.accounts.people import Person
from app.domain.workflow import StaffRole
from app.staff.links import link
from tests.conftest import Databases
from tests.serving import serving
from tests.staff.test_in_browser import bring, opened
from tests.staff.visiting import Visits, opened_desk
from tests.staffing import signed_in

# About no event: what a test writes is not a fact.
FIRST = "The first text of this test, which no reader may ever see."
CORRECTED = "The corrected text of this test: Әділдік, Справедливость & “quotes”."
WHY = "Write it so that a reader can check it."


@dataclass(frozen=True)
class Story:
    """Where it plays, about which commitment, and with whom."""

    visits: Visits
    address: str
    commitment: str
    editor: Person
    reviewer: Person

    def read(self, path: str) -> str:
        """Read a public page, as anybody can."""
        return fetched(self.address + path).text

    def status(self) -> str | None:
        """Ask as a tool does."""
        asked = fetched(f"{self.address}/api/v1/commitments/{self.commitment}").json()
        status: str | None = asked["status"]
        return status


def fetched(address: str) -> httpx.Response:
    """Ask without a certificate: reading all of the machine's takes longer than the answer."""
    return httpx.get(address, trust_env=False, verify=False).raise_for_status()  # noqa: S501 - as said


@pytest.fixture
def story(postgresql_databases: Databases) -> Iterator[Story]:
    with opened_desk(postgresql_databases) as visits, serving(visits.app) as address:
        undone = fetched(f"{address}/api/v1/commitments?status=none").json()
        yield Story(
            visits,
            address,
            undone["items"][0]["id"],
            visits.somebody(StaffRole.EDITOR, with_factor=True),
            visits.somebody(StaffRole.REVIEWER, with_factor=True),
        )


def come_in(page: Page, story: Story, person: Person) -> None:
    bring(page, story.address, signed_in(story.visits.engine, person))
    page.goto(story.address + link("desk"))
    assert page.get_by_role("heading", level=1).inner_text() == "Desk"


def propose(page: Page, story: Story) -> None:
    """Go from the commitment to its form, find the document, fill it in, look, and submit."""
    page.goto(story.address + link("commitment", id=story.commitment))
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("Find it in the registry").fill("Press Freedom Groups Condemn Searches")
    page.get_by_role("button", name="Find it").click()
    page.get_by_role("button", name="Take this one").first.click()
    page.get_by_label("Where in the document").fill("second paragraph")
    page.get_by_label("When it happened").fill("2025-11")
    page.get_by_label("What happened").fill(FIRST)
    page.get_by_label("What the evidence says of it").select_option("contested")
    page.get_by_role("button", name="Preview").click()
    assert "Contested" in page.locator("main").inner_text()
    assert page.get_by_label("What happened").input_value() == FIRST
    page.get_by_role("button", name="Submit for review").first.click()
    assert "submitted" in page.locator("main").inner_text().lower()


def return_it(page: Page, story: Story) -> None:
    page.goto(story.address + link("queue"))
    page.get_by_role("listitem").filter(has_text=FIRST).get_by_role("link").click()
    page.get_by_label("What should be changed").fill(WHY)
    page.get_by_role("button", name="Return with a comment").click()
    assert "returned" in page.locator("main").inner_text().lower()


def correct(page: Page, story: Story) -> None:
    page.goto(story.address + link("desk"))
    assert WHY in page.locator("main").inner_text()
    page.get_by_role("listitem").filter(has_text=FIRST).get_by_role("link").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("What happened").fill(CORRECTED)
    page.get_by_role("button", name="Submit for review").first.click()
    page.get_by_role("heading", level=1).wait_for()


def publish(page: Page, story: Story) -> None:
    page.goto(story.address + link("queue"))
    page.get_by_role("listitem").filter(has_text=CORRECTED).get_by_role("link").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Publish").click()
    assert "published" in page.locator("main").inner_text().lower()


def test_what_is_proposed_becomes_public_only_when_somebody_else_publishes_it(
    browser: Browser, story: Story
) -> None:
    path = f"/en/commitments/{story.commitment}"
    with (
        opened(browser, 360, script=False) as at_editor,
        opened(browser, 1280, script=True) as at_reviewer,
    ):
        come_in(at_editor, story, story.editor)
        propose(at_editor, story)
        assert FIRST not in story.read(path)
        come_in(at_reviewer, story, story.reviewer)
        return_it(at_reviewer, story)
        correct(at_editor, story)
        assert story.status() is None
        publish(at_reviewer, story)
    page = unescape(story.read(path))
    assert CORRECTED in page
    assert story.status() == "contested"
    assert FIRST not in page
    changed = unescape(story.read("/en/revisions"))
    assert CORRECTED in changed
    assert f"reviewer {story.reviewer.number}" in changed.lower()
    assert story.reviewer.login not in changed
    assert story.editor.login not in changed
