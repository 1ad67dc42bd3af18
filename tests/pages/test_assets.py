"""Static files: kept for a year under the hash of their content, and small."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.pages.assets import asset, read_assets

MOST_BYTES = 15_000
MOST_BYTES_OF_SCRIPT = 4_000


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("style.css", "text/css; charset=utf-8"), ("favicon.svg", "image/svg+xml")],
)
def test_a_file_is_kept_for_a_year_under_its_hash(
    name: str, media_type: str, shipped_client: TestClient
) -> None:
    answer = shipped_client.get(asset(name))
    assert re.fullmatch(r"/static/[a-z]+\.[0-9a-f]{12}\.[a-z]+", asset(name))
    assert answer.headers["content-type"] == media_type
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/style.css", "/static/style.000000000000.css"])
def test_another_address_of_a_file_is_not_kept(path: str, shipped_client: TestClient) -> None:
    answer = shipped_client.get(path)
    assert answer.content == shipped_client.get(asset("style.css")).content
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/static/none.css", "/static/..%2Fmain.py", "/static/style.css.map", "/static/"]
)
def test_nothing_else_is_served(path: str, shipped_client: TestClient) -> None:
    assert shipped_client.get(path).status_code == 404


def test_a_file_that_does_not_exist_has_no_address() -> None:
    with pytest.raises(KeyError):
        asset("script.js")


def test_what_else_lies_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    for name in ("style.css", "style.css~", ".style.css.swp", "README", "notes.txt"):
        (tmp_path / name).write_text("p {}", encoding="utf-8")
    (tmp_path / "old.css").mkdir()
    assert read_assets(tmp_path).keys() == {"style.css"}


@pytest.mark.parametrize("name", ["page.js", "search.js"])
def test_a_script_is_small_and_asks_nobody(name: str, shipped_client: TestClient) -> None:
    answer = shipped_client.get(asset(name))
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(answer.content) <= MOST_BYTES_OF_SCRIPT
    assert not re.search(r"fetch|XMLHttp|sendBeacon|import|cookie|Storage|innerHTML", answer.text)


def test_the_stylesheet_is_small_and_fetches_nothing(shipped_client: TestClient) -> None:
    answer = shipped_client.get(asset("style.css"))
    assert len(answer.content) <= MOST_BYTES
    assert not re.search(r"@import|url\(|@font-face", answer.text)
