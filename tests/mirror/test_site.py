"""The copy of a small registry: whole, closed in itself, and proved by its manifest."""

import html
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Request
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.cli import app
from app.errors import ScorecardError
from app.main import assemble
from app.mirror import plan
from app.mirror.checking import check_site
from app.store.key_files import make_key
from tests.mirror.small import COMMITMENTS, Small, contents
from tests.mirror.web import served
from tests.test_nothing_leaks import MARK, Gardener

_ADDRESS = re.compile(r' (?:href|src|action)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    """A registry whose whole site was written once, with things that nobody may see beside it."""
    made = Small.filled(tmp_path_factory.mktemp("small"))
    Gardener(made.engine).plant_unpublished()
    key = make_key(made.folder / "key.pem", "example.org")
    made.copied("whole", None, signing_key=made.folder / "key.pem")
    (made.folder / "public-key").write_text(f"{key.public}\n")
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def files(small: Small) -> dict[str, bytes]:
    return contents(small.folder / "whole")


def quiet(_done: int, _all: int) -> None:
    """Watch nothing."""


def test_every_link_leads_to_a_file_and_none_begins_at_the_root(files: dict[str, bytes]) -> None:
    assert sum(name.endswith(".html") for name in files) > 80
    assert leading_nowhere(files) == []


def test_a_large_copy_has_no_pages_of_evidence_and_no_link_to_one(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "MOST_WITH_OWN_PAGES", len(COMMITMENTS) - 1)
    small.copied("large", None, exports=False)
    files = contents(small.folder / "large")
    assert leading_nowhere(files) == []
    assert not [name for name in files if "/evidence/" in name or ".history." in name]
    shown = files["en/commitments/decree-2021-03-disability.html"].decode()
    assert re.search(r"documents/[a-z0-9-]+\.html#[a-z0-9-]+", shown)


def leading_nowhere(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """The links of a copy, with their page, that lead to no file or to no place in it."""
    pages = {name: text.decode() for name, text in files.items() if name.endswith(".html")}
    ids = {name: set(_ID.findall(text)) for name, text in pages.items()}
    return [
        (name, address)
        for name, text in pages.items()
        for address in map(html.unescape, _ADDRESS.findall(text))
        if not _leads_somewhere(name, address, files, ids)
    ]


def _leads_somewhere(
    name: str, address: str, files: dict[str, bytes], ids: dict[str, set[str]]
) -> bool:
    if address.startswith(("http://", "https://")):
        return True
    path, _, anchor = address.partition("#")
    target = os.path.normpath(PurePosixPath(name).parent / path) if path else name
    is_there = not path.startswith("/") and target in files
    return is_there and (not anchor or "=" in anchor or unquote(anchor) in ids[target])


def test_a_page_asks_for_nothing_from_elsewhere(files: dict[str, bytes]) -> None:
    fetched = re.compile(r'(?:<(?:script|img|iframe)\b[^>]*\bsrc|rel="stylesheet" href)="([^"]*)"')
    asked = {
        one
        for name, text in files.items()
        if name.endswith(".html")
        for one in fetched.findall(text.decode())
    }
    assert asked
    assert not [one for one in asked if ":" in one or one.startswith("/")]


def test_nothing_unpublished_is_in_any_file(files: dict[str, bytes]) -> None:
    assert [name for name, text in files.items() if MARK.encode() in text] == []


def test_json_of_a_copy_is_the_server_s_on_that_day(small: Small, files: dict[str, bytes]) -> None:
    client = TestClient(assemble(small.settings(), small.engine))
    for name in COMMITMENTS:
        told = files[f"api/v1/commitments/{name}.ru.json"]
        served = client.get(f"/api/v1/commitments/{name}?lang=ru").json()
        then = client.get(f"/api/v1/commitments/{name}?lang=ru&as_of={_as_of(told)}")
        assert then.content == told
        assert served | {"as_of": _as_of(told)} == json.loads(told)


def _as_of(told: bytes) -> str:
    found = re.search(rb'"as_of":"([0-9-]+)"', told)
    assert found
    return found[1].decode()


def test_check_names_one_altered_byte_and_what_is_lost_or_added(
    small: Small, files: dict[str, bytes]
) -> None:
    folder = small.folder / "whole"
    runner = CliRunner()
    key = ["--key", str(small.folder / "public-key")]
    intact = runner.invoke(app, ["site", "--check", str(folder), *key])
    assert (intact.exit_code, "Intact" in intact.output) == (0, True)
    page = folder / "en/index.html"
    page.write_bytes(files["en/index.html"].replace(b"e", b"f", 1))
    (folder / "en/added.html").write_text("added")
    (folder / "ru/index.html").rename(small.folder / "aside")
    found = check_site(folder, None, quiet)
    assert list(found.lines()) == [
        "missing: ru/index.html",
        "altered: en/index.html",
        "in no manifest: en/added.html",
    ]
    assert runner.invoke(app, ["site", "--check", str(folder), *key]).exit_code == 1
    small.copied("whole", None, signing_key=small.folder / "key.pem")
    assert contents(folder) == files


def test_another_key_or_an_altered_manifest_is_not_vouched_for(
    small: Small, tmp_path: Path
) -> None:
    folder = small.folder / "whole"
    other = make_key(tmp_path / "other.pem", "example.org").public
    with pytest.raises(ScorecardError):
        check_site(folder, other, quiet)


def test_a_folder_with_something_else_in_it_is_left_alone(small: Small, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letters.txt").write_text("mine")
    small.folder, before = tmp_path, small.folder
    try:
        with pytest.raises(ScorecardError, match="no copy of the site"):
            small.copied("out")
    finally:
        small.folder = before
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letters.txt"]


def test_check_of_what_is_no_copy_says_so_and_ends_with_two(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["site", "--check", str(tmp_path)])
    assert found.exit_code == 2


def test_opened_from_a_folder_pages_link_and_search_finds_words_in_any_letters(
    small: Small, browser: Browser
) -> None:
    asked: list[str] = []
    context = browser.new_context()
    page = context.new_page()

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    faults: list[str] = []
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.goto((small.folder / "whole/index.html").as_uri())
    page.click("a[hreflang=kk]")
    page.click(".seek a")
    page.fill("#page_q", "мугедектиги")
    page.click("#page_search button")
    page.wait_for_selector("#page_found li")
    assert page.locator("#page_found li").count() == 1
    page.click("#page_found a")
    page.wait_for_selector("h1")
    assert "/kk/commitments/decree-2021-03-disability.html" in page.url
    assert [one for one in asked if not one.startswith("file://")] == []
    assert faults == []
    assert page.evaluate("getComputedStyle(document.body).fontFamily")
    context.close()


def test_served_under_a_path_every_page_finds_its_style_scripts_and_others(
    small: Small, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
    with served(small.folder / "whole", "/copies/of-today/") as address:
        page.goto(address)
        page.click("a[hreflang=en]")
        page.goto(f"{address}en/commitments/{COMMITMENTS[0]}.html")
        page.click("a[hreflang=ru]")
        page.wait_for_selector("html[lang=ru] h1")
        assert page.url == f"{address}ru/commitments/{COMMITMENTS[0]}.html"
        page.goto(f"{address}ru/search.html#theme=disability")
        page.wait_for_selector("#page_found li")
    context.close()
    assert failed == []
