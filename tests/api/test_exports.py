"""Whole copies over HTTP: the list, the files, parts of them, and what goes wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from starlette.testclient import TestClient

from app.exports.files import BY_NAME, NAMES
from app.exports.making import Advance
from app.main import create_app
from app.queries.view import View
from app.settings import Settings
from tests.api.addresses import API, get
from tests.conftest import Databases

FILES = f"{API}/exports"


@pytest.fixture
def own_client(sqlite_databases: Databases) -> Iterator[TestClient]:
    """A client of an application that has made no file yet."""
    with TestClient(create_app(Settings(database_url=sqlite_databases.make("filled")))) as opened:
        yield opened


def test_the_list_tells_of_a_file_what_is_known_once_it_is_made(own_client: TestClient) -> None:
    listed = get(own_client, "exports")
    assert [one["name"] for one in listed["items"]] == [*NAMES]
    assert (listed["total"], listed["next"]) == (len(NAMES), None)
    assert {one["sha256"] for one in listed["items"]} == {None}
    content = own_client.get(f"{FILES}/themes.csv").content
    (made,) = [one for one in get(own_client, "exports")["items"] if one["name"] == "themes.csv"]
    assert made["sha256"] == sha256(content).hexdigest()
    assert (made["noun"], made["rows"], made["bytes"]) == ("themes", 25, len(content))


def test_who_asks_by_time_alone_is_told_of_files_made_since(own_client: TestClient) -> None:
    seen = own_client.get(FILES)
    own_client.get(f"{FILES}/themes.csv")
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=2)):
        asked = {"If-Modified-Since": seen.headers["last-modified"]}
        again = own_client.get(FILES, headers=asked)
    assert (again.status_code, again.json() != seen.json()) == (200, True)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_given_whole_with_its_hash_and_a_dated_name(
    shipped_client: TestClient, name: str
) -> None:
    answer = shipped_client.get(f"{FILES}/{name}")
    assert answer.status_code == 200
    (listed,) = [one for one in get(shipped_client, "exports")["items"] if one["name"] == name]
    assert listed["sha256"] == sha256(answer.content).hexdigest()
    assert answer.headers["etag"] == f'"{listed["sha256"]}"'
    assert answer.headers["content-type"].partition(";")[0] == listed["media_type"]
    assert answer.headers["content-length"] == f"{len(answer.content)}"
    day = shipped_client.app.state.settings.today()  # type: ignore[attr-defined]
    saved_as = answer.headers["content-disposition"]
    assert saved_as.startswith(f'attachment; filename="reform-scorecard-{day.isoformat()}')


def test_a_file_can_be_asked_for_in_parts_and_by_its_hash(shipped_client: TestClient) -> None:
    address = f"{FILES}/commitments.ndjson"
    whole = shipped_client.get(address)
    tag = whole.headers["etag"]
    part = shipped_client.get(address, headers={"Range": "bytes=100-199", "If-Range": tag})
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    known = shipped_client.get(address, headers={"If-None-Match": tag})
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["cache-control"] == whole.headers["cache-control"]
    assert "content-length" not in known.headers
    for asked, status in (("bytes=999999999-", 416), ("bytes=b-a", 400), ("lines=1-2", 400)):
        refused = shipped_client.get(address, headers={"Range": asked})
        assert (refused.status_code, refused.json()["status"]) == (status, status)
        assert refused.headers["content-type"] == "application/problem+json"
        asked_both = {"Range": asked, "If-None-Match": tag}
        assert shipped_client.get(address, headers=asked_both).status_code == 304
    head = shipped_client.head(address)
    assert head.headers["content-length"] == f"{len(whole.content)}"
    assert head.headers["last-modified"] == whole.headers["last-modified"]


def test_the_language_changes_the_sheets_for_people_and_nothing_else(
    shipped_client: TestClient,
) -> None:
    def given(name: str, language: str) -> bytes:
        return shipped_client.get(f"{FILES}/{name}?lang={language}").content

    assert given("scorecard.csv", "en").decode("utf-8-sig").startswith("Id,Made in,")
    assert given("scorecard.csv", "ru").decode("utf-8-sig").startswith("Id;В каком документе;")
    assert given("commitments.csv", "en") == given("commitments.csv", "kk")


def test_an_unknown_name_is_a_problem_that_names_those_there_are(
    shipped_client: TestClient,
) -> None:
    answer = shipped_client.get(f"{FILES}/accounts.csv")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "commitments.csv, " in answer.json()["detail"]


def test_a_file_that_is_not_whole_is_a_problem_and_in_the_log(
    own_client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def write_nothing(_view: View, path: Path, _advance: Advance) -> None:
        path.touch()

    broken = replace(BY_NAME["themes.csv"], write=write_nothing)
    monkeypatch.setitem(BY_NAME, "themes.csv", broken)
    answer = own_client.get(f"{FILES}/themes.csv")
    assert answer.status_code == 503
    assert answer.json()["detail"].startswith("themes.csv could not be made whole")
    assert "columns: None instead of ['id'" in caplog.text
    assert own_client.get(f"{FILES}/themes.ndjson").status_code == 200


def test_the_package_holds_what_is_given_alone(shipped_client: TestClient) -> None:
    with ZipFile(BytesIO(shipped_client.get(f"{FILES}/scorecard.zip").content)) as packed:
        for name in BY_NAME:
            assert packed.read(name) == shipped_client.get(f"{FILES}/{name}").content, name
