"""Reading a page as a browser would: elements, their text, and every fault of nesting."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

LINES = {"p", "h1", "h2", "h3", "span", "a", "dt", "summary", "label", "button"}
BLOCKS = {"p", "h1", "h2", "h3", "ul", "ol", "li", "dl", "div", "table", "section", "aside", "form"}
VOID = {"base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
SELF_CLOSED = {"circle", "path", "rect", "use"}


@dataclass
class Element:
    """An element with what stands in it, in order: texts and further elements."""

    tag: str
    attributes: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, tag: str | None = None, **attributes: str) -> Iterator["Element"]:
        """Every element below with this tag and these attributes; `class_` asks for one class."""
        waiting = self.inside[::-1]
        while waiting:
            child = waiting.pop()
            if isinstance(child, Element):
                if tag in (None, child.tag) and (not attributes or child.has(attributes)):
                    yield child
                waiting += child.inside[::-1]

    def one(self, tag: str | None = None, **attributes: str) -> "Element":
        """The only one of those."""
        (found,) = self.all(tag, **attributes)
        return found

    def has(self, attributes: dict[str, str]) -> bool:
        """Whether it has all these attributes."""
        return all(
            value in self.attributes.get("class", "").split()
            if name == "class_"
            else self.attributes.get(name) == value
            for name, value in attributes.items()
        )

    @property
    def text(self) -> str:
        """All text in it, with single spaces."""
        return " ".join(" ".join(self.texts()).split())

    def texts(self) -> Iterator[str]:
        """Every piece of text in it."""
        for child in self.inside:
            if isinstance(child, str):
                yield child
            else:
                yield from child.texts()


class _Reader(HTMLParser):
    """Builds the tree, and refuses what a browser would have to guess at."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Element("#page", {})
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSED, f"<{tag}/> is closed in itself"
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        opened = self.open.pop()
        assert opened.tag == tag, f"<{opened.tag}> is closed by </{tag}>"

    def take_text(self, data: str) -> None:
        if data.strip():
            self.open[-1].inside.append(data)

    handle_data = take_text


def read(html: str) -> Element:
    """Read a page; an assertion fails where it is badly nested."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.top], f"never closed: {reader.open[-1].tag}"
    return reader.top


def any_block(line: Element) -> bool:
    """Whether a block stands in what holds a line of text only."""
    return any(one.tag in BLOCKS for one in line.all())


def assert_well_made(page: Element) -> None:
    """One h1, no heading level left out, no block in a line, a title, a language, no id twice."""
    levels = [int(one.tag[1]) for one in page.all() if one.tag in {"h1", "h2", "h3", "h4"}]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - former <= 1 for former, later in pairwise(levels))
    ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})
    assert [one.tag for line in LINES for one in page.all(line) if any_block(one)] == []
    assert page.one("html").attributes["lang"]
    assert page.one("head").one("title").text
    assert page.one("main").attributes["id"] == "page_main"
    assert {one.attributes["for"] for one in page.all("label")} <= set(ids)
    for name in ("aria-labelledby", "aria-describedby"):
        named = {part for one in page.all() for part in one.attributes.get(name, "").split()}
        assert named <= set(ids)
