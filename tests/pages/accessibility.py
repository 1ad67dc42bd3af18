"""What every kind of public page is proved with: one address a kind, looks, and what axe says.

An address follows the language: `themes` is `/en/themes`. Everything is deterministic.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

MANY = "decree-2021-06-expression"
"""A commitment with many pieces of evidence; the desk of `tests/queries/deskwork.py` knows it."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "scorecard": "",
        "scorecard of a past day": "?as_of=2023-06-30",
        "commitments": "commitments",
        "commitments, filtered": "commitments?status=contested&theme=assembly",
        "commitments, a part of them": "commitments?stage=enacted&limit=20",
        "search, found": "commitments?q=law",
        "search, misspelt": "commitments?q=expresion",
        "search, nothing found": "commitments?q=zzzzqqq",
        "commitment with much evidence": f"commitments/{MANY}",
        "commitment of a past day": f"commitments/{MANY}?as_of=2023-06-30",
        "commitment without evidence": "commitments/fpc-2021-i02-kleptocracy",
        "history of a commitment": f"commitments/{MANY}/history",
        "instruments": "instruments",
        "instrument": "instruments/action-plan-2022",
        "themes": "themes",
        "theme": "themes/assembly",
        "documents": "documents",
        "document": "documents/ansa-2021-06-11",
        "evidence": "evidence/ev-exp-orda-2025",
        "history of evidence": "evidence/ev-exp-orda-2025/history",
        "revisions": "revisions",
        "comparison": "comparison?from=2023-06-30&to=2025-06-30",
        "comparison, not asked yet": "comparison",
        "corrections": "corrections",
        "ledger": "ledger",
        "method": "methodology",
        "data": "data",
        "sharing the scorecard": "share",
        "sharing a commitment": f"commitments/{MANY}/share",
        "sharing an instrument": "instruments/action-plan-2022/share",
        "widget of the scorecard": "widget",
        "widget of a commitment": f"commitments/{MANY}/widget",
        "widget of an instrument": "instruments/action-plan-2022/widget",
        "no such page": "nowhere",
        "no such filter": "commitments?status=bad",
    }
)
"""One address for each kind of public page of the shipped registry."""

DESK_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "evidence, withdrawn": "evidence/ev-exp-azattyq-2025",
        "evidence, replaced": "evidence/ev-exp-media-law",
        "evidence, its contest answered": "evidence/ev-d-7k2m4q",
        "document, withdrawn": "documents/fergana-2020-06",
        "evidence, redacted": "evidence/ev-d-9x4t2b/history",
    }
)
"""What the desk adds to them, after one of everything (`tests/queries/deskwork.py`)."""

ALL_KINDS: Mapping[str, str] = MappingProxyType({**KINDS, **DESK_KINDS})

STATUSES: Mapping[str, int] = MappingProxyType({"no such page": 404, "no such filter": 422})
"""What is answered where it is not 200."""

LANGUAGES = ("en", "ru", "kk")
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
HEIGHT = 800


@dataclass(frozen=True)
class Look:
    """How a page is looked at: in which language, scheme and width."""

    language: str
    scheme: str
    width: int
    forced: bool = False

    def __str__(self) -> str:
        """Name it, such as `kk dark 320`."""
        forced = " forced colours" if self.forced else ""
        return f"{self.language} {self.scheme} {self.width}{forced}"


LOOKS = tuple(Look(*one) for one in product(LANGUAGES, SCHEMES, WIDTHS))
PAIRWISE = (
    Look("en", "light", 320),
    Look("ru", "dark", 1280),
    Look("kk", "dark", 320),
    Look("en", "dark", 1280),
    Look("ru", "light", 320),
    Look("kk", "light", 1280),
)
"""Every language in both schemes and both widths, and every scheme in both widths."""


def shortened(kinds: Mapping[str, str]) -> Iterator[tuple[Look, str]]:
    """Give looks and kinds, sorted by look: one look a kind, in turn."""
    chosen = [(PAIRWISE[place % len(PAIRWISE)], kind) for place, kind in enumerate(kinds)]
    yield from sorted(chosen, key=lambda one: LOOKS.index(one[0]))


@contextmanager
def looking(browser: Browser, look: Look) -> Iterator[Page]:
    """Open a page that looks like that while the block lasts."""
    scheme: Literal["dark", "light"] = "dark" if look.scheme == "dark" else "light"
    context = browser.new_context(
        viewport={"width": look.width, "height": HEIGHT},
        color_scheme=scheme,
        forced_colors="active" if look.forced else "none",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def show(page: Page, server: str, language: str, path: str) -> int:
    """Go to a page and unfold whatever is folded in it, which no measure would see.

    Returns the HTTP status.
    """
    answer = page.goto(f"{server}/{language}/{path}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    return answer.status if answer else 0


_ONE_OF_EACH = """() => {
  const made = one => [one, ...one.querySelectorAll("*")]
    .map(part => part.tagName + part.getAttribute("class")).join();
  for (const list of document.querySelectorAll("main ul, main ol, main dl, main tbody"))
    for (const alike of Map.groupBy(list.children, made).values()) {
      const longest = alike.reduce((one, other) =>
        other.textContent.length > one.textContent.length ? other : one);
      alike.slice(1).filter(one => one !== longest).forEach(one => one.remove());
    }
}"""


def leave_one_of_each(page: Page) -> None:
    """Of the items and rows of a list that are made of the same elements, leave two.

    The first, and the one with the longest text. They look alike, and a browser takes as long for
    each of a hundred.
    """
    page.evaluate(_ONE_OF_EACH)


def plant(page: Page, faults: Iterable[str]) -> None:
    """Spoil the page that is open; each fault is a statement of script about `main`."""
    page.evaluate(f"main => {{ {'; '.join(faults)} }}", page.query_selector("main"))


@dataclass(frozen=True)
class Fault:
    """What axe has against a part of a page: rule, where, which element, and how to mend it."""

    rule: str
    target: str
    html: str
    advice: str

    def __str__(self) -> str:
        """Write it for whoever mends it."""
        return f"{self.rule} at {self.target}\n    {self.html}\n    {self.advice}"


CONTRAST = "contrast of a text in a picture"
"""Our own rule, beside axe's: it gives no verdict on what it cannot see behind."""

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {
    "runOnly": {"type": "tag", "values": _TAGS},
    "resultTypes": ["violations", "incomplete"],
    # The frames of a page that is to be shared are widgets, which are kinds of page themselves.
    "iframes": False,
    "rules": {"frame-tested": {"enabled": False}},
}
_NOT_SEEN_BY_AXE = frozenset(
    {"bgOverlap", "imgNode", "nonBmp", "pseudoContent", "shortTextContent"}
)
"""Why axe gives no verdict on a contrast; `_CONTRAST` gives it instead (docs/checking-pages.md)."""

_CONTRAST = """() => {
  const levels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number)
    .map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  const light = colour => { const [r, g, b] = levels(colour); return .2126*r + .7152*g + .0722*b };
  const clear = colour => /^rgba.*, 0\\)$/.test(colour);
  const paper = one => {
    for (let up = one; up; up = up.parentElement)
      if (!clear(getComputedStyle(up).backgroundColor)) return getComputedStyle(up).backgroundColor;
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const one of document.querySelectorAll("main svg text, main svg tspan")) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (!box.width || !one.textContent.trim() || !style.fill.startsWith("rgb")) continue;
    const [a, b] = [light(style.fill), light(paper(one))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05) ;
    if (ratio < 4.5) poor.push([one.outerHTML.slice(0, 160), ratio.toFixed(2)]);
  }
  return poor;
}"""


_FIRST_OF_ITS_LIKE = """() => {
  const seen = new Set(), papers = new Map();
  for (const one of document.querySelectorAll("*")) {
    const { backgroundColor, color, fontSize, fontWeight, opacity } = getComputedStyle(one);
    const paper = `${papers.get(one.parentElement)} ${backgroundColor} ${opacity}`
      .replace(" rgba(0, 0, 0, 0) 1", "");
    papers.set(one, paper);
    const says = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!(says || one.matches("input, select, textarea")) || !one.checkVisibility()) continue;
    const own = one.tagName + one.className + !!one.closest(".unseen, .skip");
    const like = [paper, color, fontSize, fontWeight, own].join();
    if (!seen.has(like)) one.setAttribute("data-first", "");
    seen.add(like);
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-first]" }] });
}"""
"""Judges the contrast of one of the texts with the same name, classes, colour, size and papers.

It is the same for all of them, and takes axe more time than all its other rules.
"""


def faults_of(page: Page, *, each_contrast: bool = True) -> list[Fault]:
    """Ask axe about the page that is open: violations, and what it could not decide.

    Without `each_contrast` it judges that of one element of a kind alone.
    """
    page.evaluate(AXE_SCRIPT)
    if not each_contrast:
        page.evaluate(_FIRST_OF_ITS_LIKE)
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", _OPTIONS)
    nodes = [
        (rule, node)
        for result in ("violations", "incomplete")
        for rule in found[result]
        for node in rule["nodes"]
        if result == "violations" or not _is_left_to_us(rule["id"], node)
    ]
    faults = [_fault(rule, node) for rule, node in nodes]
    for html, ratio in page.evaluate(_CONTRAST):
        faults.append(Fault(CONTRAST, "svg", html, f"{ratio} of 4.5"))
    return faults


def _is_left_to_us(rule: str, node: dict[str, Any]) -> bool:
    reasons = {(check["data"] or {}).get("messageKey") for check in node["any"]}
    return rule == "color-contrast" and reasons <= _NOT_SEEN_BY_AXE


def _fault(rule: dict[str, Any], node: dict[str, Any]) -> Fault:
    checks = [*node["any"], *node["all"], *node["none"]]
    advice = "; ".join(check["message"] for check in checks) or rule["help"]
    return Fault(
        rule["id"], str(node["target"][0]), node["html"][:200], f"{advice} ({rule['help']})"
    )
