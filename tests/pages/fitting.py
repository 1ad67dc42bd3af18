"""Whether all texts of the page that is open fit: not cut off, on top of another, or outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.pages.accessibility import HEIGHT

NARROW, ZOOMED, WIDE = 320, 640, 1280

# Lines of a text stand closer than their boxes are high: only the inner half of each counts.
MEASURE = """() => {
  const faults = [], wide = innerWidth;
  const name = one => one.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
  const root = document.documentElement.scrollWidth;
  if (root !== wide) faults.push(`the page is ${root} px wide, not ${wide}`);
  const unseen = one => one.closest(".unseen, .skip, .sprite, [hidden], option");
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, owner = node.parentElement;
    if (!node.data.trim() || unseen(owner) || !owner.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      if (box.left < -1 || box.right > wide + 1)
        faults.push(`outside, at ${box.left | 0}-${box.right | 0}: ${name(owner)}`);
      const top = box.top + box.height / 4;
      lines.push({ node, owner, left: box.left + 1, right: box.right - 1, top,
        bottom: top + box.height / 2 });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((one, place) => {
    for (let next = place + 1; next < lines.length && lines[next].top < one.bottom; next++) {
      const other = lines[next];
      if (other.node !== one.node && other.left < one.right && one.left < other.right)
        faults.push(`one on the other: ${name(one.owner)} | ${name(other.owner)}`);
    }
  });
  for (const one of document.querySelectorAll("body *")) {
    // A field may hold more than it shows: one can move in it.
    if (unseen(one) || one.closest("svg, input, textarea") || !one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    const cut = side => ["hidden", "clip", "scroll", "auto"].includes(side);
    if (cut(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      faults.push(`cut off: ${name(one)}`);
    if (cut(style.overflowY) && one.scrollHeight > one.clientHeight + 1)
      faults.push(`cut off below: ${name(one)}`);
    if (/^(BUTTON|SELECT|TH|TD|LABEL|SUMMARY)$/.test(one.tagName) &&
        one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
      faults.push(`larger than its box: ${name(one)}`);
  }
  return [...new Set(faults)];
}"""
"""Names every text outside the page, over another, cut off, or too large for its box."""

REACH = """() => {
  const faults = [];
  const name = one => one.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, label, summary";
  for (const one of document.querySelectorAll(stops)) {
    if (one.closest(".unseen, .skip") || !one.checkVisibility()) continue;
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const box = one.getClientRects()[0];
    if (!box || !box.width) continue;
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!hit || !(one.contains(hit) || hit.contains(one)))
      faults.push(`${name(one)} lies under ${hit && name(hit)}`);
  }
  return faults;
}"""
"""Names every link, field, label and button that something else lies upon."""


@dataclass
class Visit:
    """What a browser did while it showed pages."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda one: self.hosts.add(urlsplit(one.url).netloc))
        self.page.on("console", lambda one: self.complaints.append(one.text))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))


def measured(page: Page, kind: str, what: str = MEASURE) -> list[str]:
    """Give the faults of the page that is open, each with the kind and the width."""
    found: list[Any] = page.evaluate(what)
    return [f"{kind} at {page.evaluate('innerWidth')}: {one}" for one in found]


def measured_in_every_way(page: Page, kind: str) -> list[str]:
    """Give the faults on a phone, what lies on what, and with text doubled, and on a desk.

    The page is left as wide as a desk.
    """
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    found = measured(page, kind) + measured(page, kind, REACH)
    with with_text_doubled(page):
        found += measured(page, kind)
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    return found + measured(page, kind)


@contextmanager
def with_text_doubled(page: Page) -> Iterator[None]:
    """Double the size of all text while the block lasts, as a reader may set it."""
    page.set_viewport_size({"width": ZOOMED, "height": HEIGHT})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield
    page.evaluate("document.documentElement.style.fontSize = ''")
