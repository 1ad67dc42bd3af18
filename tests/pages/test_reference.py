"""The page of the API: everything the contract says, readable without script, on any screen."""

import re
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from app.pages.described import kind_of, shapes_in

DOCS = "/api/v1/docs"


@pytest.fixture(scope="module")
def contract(shipped_client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = shipped_client.get("/api/v1/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def page(shipped_client: TestClient) -> str:
    return shipped_client.get(DOCS, headers={"Accept": "text/html"}).text


def test_every_operation_is_on_it_with_a_command_and_its_answers(
    page: str, contract: dict[str, Any]
) -> None:
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            (part,) = re.findall(
                rf'<article class="entry" id="{operation["operationId"]}">.*?</article>',
                page,
                re.DOTALL,
            )
            assert f"{method.upper()} {path}" in part
            assert "<code>curl " in part
            for status in operation["responses"]:
                assert f"<code>{status}</code>" in part
            for one in operation.get("parameters", ()):
                assert f"<code>{one['name']}</code>" in part


def test_every_shape_field_header_and_problem_is_on_it(page: str, contract: dict[str, Any]) -> None:
    text = unescape(re.sub(r"<[^>]+>", "", page))
    for name, shape in contract["components"]["schemas"].items():
        assert f'id="shape-{name}"' in page
        assert all(field in text for field in shape.get("properties", shape.get("enum", ())))
    for name, header in contract["components"]["headers"].items():
        assert name in text
        assert header["description"].replace("`", "") in text
    assert all(one["meaning"].replace("`", "") in text for one in contract["x-problems"])


def test_every_link_within_it_leads_somewhere(page: str) -> None:
    anchors = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert {"deprecation", "changelog", "problems", "not-found", "gone"} <= anchors


def test_it_shows_the_rule_the_changelog_and_the_version(
    page: str, contract: dict[str, Any]
) -> None:
    assert f"API, version {contract['info']['version']}" in page
    assert "for at least a year" in " ".join(page.split())
    assert "<h3>1.0.0</h3>" in page
    assert "<script>" not in page


def test_nothing_on_it_is_fetched_from_elsewhere_and_it_fits_a_small_phone(
    browser: Browser, server_url: str
) -> None:
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}
    ) as context:
        tab, asked = context.new_page(), []
        tab.on("request", lambda one: asked.append(one.url))
        tab.goto(f"{server_url}{DOCS}")
        tab.locator("details").first.locator("summary").click()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
        assert tab.get_by_role("heading", level=1).is_visible()
    assert all(one.startswith(server_url) for one in asked)


def test_kinds_are_said_in_words() -> None:
    shape = {"$ref": "#/components/schemas/Reason"}
    several = {"anyOf": [{"type": "array", "items": shape}, {"type": "null"}]}
    assert kind_of(several) == "list of Reason or null"
    assert shapes_in(several) == ["Reason"]
    assert kind_of({"type": "array", "items": {}}) == "list of any JSON"
    assert shapes_in({"type": "array", "items": {}}) == []
    assert kind_of({"type": "string", "format": "date"}) == "text (date)"
