"""A real browser for the tests: the chromium that the system's package brought.

Where there is also the one without windows (Debian: chromium-headless-shell), that one: it draws
the same pages with the same engine, for half the work.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.requirement import require_or_skip

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    # Without a sandbox, because tests often run as root in a container; the pages are our own.
    "--no-sandbox",
    "--disable-gpu",
    # And without the browser's own errands: a test machine has nobody to talk to.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """Run a browser while the block lasts; skip (or fail, if required) where there is none.

    Playwright's own loop runs in this thread meanwhile: asyncio.run() would refuse to run.
    """
    path = find_chromium()
    if path is None:
        require_or_skip("chromium", "no chromium on this machine (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def find_chromium() -> str | None:
    """The first browser of chromium's family on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)
