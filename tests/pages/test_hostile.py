"""A registry with hostile texts: they are shown as texts, on every page that shows them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.pages.markup import Element, assert_well_made, read

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'></title></textarea><img src=x onerror=alert(1)> ](x)) <a href='](x)'> ~~a~~ &lt;"
TEMPLATE = "{{ 7 * 7 }}{% raw %}"
HOSTILE = f"{SCRIPT} {BREAKOUT} {TEMPLATE}"
QUOTED = "'" + HOSTILE.replace("'", "''") + "'"

REGISTRY = f"""
instruments:
- {{id: plan, kind: decree, title: {QUOTED}, issuer: {QUOTED}, adopted: '2021', note: {QUOTED}}}
themes:
- {{id: theme, title: {QUOTED}}}
documents:
- id: source
  publisher: {QUOTED}
  title: {QUOTED}
  date: '2022'
  url: https://example.org/?a=1&amp;b=2&c='onload=
  language: ru
  kind: ngo
  origin: independent
  consulted: full
  note: {QUOTED}
commitments:
- id: promise
  instrument: plan
  number: '"><b>1'
  kind: plan_task
  title: {QUOTED}
  text: {QUOTED}
  themes: [theme]
  addressee: {QUOTED}
  due: '2030'
  due_note: {QUOTED}
  expected_outcome: {QUOTED}
  locator: {QUOTED}
  consulted: full
  note: {QUOTED}
evidence:
- id: ev-one
  document: source
  locator: {QUOTED}
  date: '2022-03'
  summary: {QUOTED}
  bears_on: {{promise: contested}}
  note: {QUOTED}
"""

PAGES = [
    "/en/",
    "/en/commitments",
    "/en/commitments/promise",
    "/en/instruments",
    "/en/instruments/plan",
    "/en/themes",
    "/en/themes/theme",
    "/en/documents",
    "/en/documents/source",
    "/en/evidence/ev-one",
    "/en/evidence/ev-one/history",
    "/en/commitments/promise/history",
    "/en/revisions",
    "/en/comparison?from=2020-01-01",
    "/kk/commitments/promise/widget",
    "/en/instruments/plan/widget",
]


@pytest.fixture(scope="module")
def client(
    sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A client of an installation that serves the hostile registry."""
    registry: Path = tmp_path_factory.mktemp("hostile") / "commitments.yaml"
    registry.write_text(REGISTRY, encoding="utf-8")
    settings = Settings(database_url=sqlite_databases.make("empty"), registry=registry)
    with TestClient(create_app(settings)) as opened:
        yield opened


def assert_harmless(page: Element) -> None:
    assert_well_made(page)
    tags = {one.tag for one in page.all()}
    assert not tags & {"img", "b", "textarea", "iframe"}
    for script in page.all("script"):  # of ours, and descriptions that are data
        is_ours = script.attributes.get("src", "").startswith("/static/page.")
        assert is_ours or script.attributes.get("type") == "application/ld+json"
    names = {name for one in page.all() for name in one.attributes}
    assert not [name for name in names if name.startswith("on")]
    assert "49" not in page.one("main").text


@pytest.mark.parametrize("path", PAGES)
def test_hostile_texts_are_shown_as_they_are_written(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = read(answer.text)
    assert_harmless(page)
    assert HOSTILE in page.text


def test_a_search_for_hostile_words_shows_them(client: TestClient) -> None:
    page = read(client.get("/en/commitments", params={"q": HOSTILE}).text)
    assert_harmless(page)
    assert page.one("input", id="page_q").attributes["value"] == HOSTILE
    assert "script" in [one.text for one in page.one("h2").all("mark")]
    assert page.one("h2").text.replace(" ", "") == HOSTILE.replace(" ", "")


def test_nothing_is_said_of_ours_on_the_page_of_another_registry(client: TestClient) -> None:
    assert "Kazakhstan" not in client.get("/en/").text


@pytest.mark.parametrize("path", ["/en/commitments/promise", "/ru/instruments/plan"])
def test_a_badge_holds_hostile_texts_as_its_title(path: str, client: TestClient) -> None:
    drawn = ET.fromstring(client.get(f"{path}/badge.svg").text)  # noqa: S314 - our own
    title = drawn.findtext("{http://www.w3.org/2000/svg}title")
    assert HOSTILE in (title or "")
    assert {one.tag.rpartition("}")[2] for one in drawn.iter()} <= {
        *("svg", "title", "rect", "path", "text", "g"),
    }


@pytest.mark.parametrize("path", ["/en/commitments/promise/share", "/en/instruments/plan/share"])
def test_what_is_copied_carries_hostile_texts_as_names_only(path: str, client: TestClient) -> None:
    page = read(client.get(path).text)
    codes = {one.attributes["id"]: one.text for one in page.all("textarea")}
    # Where it is pasted, HTML may be written within Markdown.
    markdown = MarkdownIt("commonmark", {"html": True, "xhtmlOut": False})
    pasted = markdown.render(codes["page_badge_markdown"])
    for code, wanted in (
        (pasted, ["p", "a", "img"]),
        (codes["page_badge_html"], ["a", "img"]),
        (codes["page_frame"], ["iframe"]),
    ):
        made = list(read(code).all())
        assert [one.tag for one in made] == wanted
        assert not [name for one in made for name in one.attributes if name.startswith("on")]
        name = made[-1].attributes.get("alt") or made[-1].attributes.get("title")
        assert name == f"Reform Scorecard: {HOSTILE}"
