"""A registry with hostile texts: they are shown as texts, on every page that shows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.pages.markup import Element, assert_well_made, read

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'></title></textarea><img src=x onerror=alert(1)>"
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
