"""Snapshots, checkpoint and key as they are asked for: at fixed addresses, and in parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.exports.checkpoints import Checkpoint
from app.main import create_app
from app.settings import Settings
from app.store.key_files import make_key
from app.store.signing import read_public_key
from tests.conftest import Databases
from tests.exports.chains import KEY, chain, checkpoint, lines, snapshot

NAME = "scorecard-2026-11-21.zip"
ROWS = chain()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two snapshots, a key, and a link that leads out of it."""
    folder = tmp_path_factory.mktemp("snapshots")
    for name in (NAME, "scorecard-2026-11-20.zip"):
        snapshot(folder / name, b"".join(lines(ROWS)), checkpoint(ROWS))
    make_key(folder / "key.pem", "example.org")
    (folder / "scorecard-2026-11-19.zip").symlink_to(folder / "key.pem")
    return folder


@pytest.fixture(scope="module")
def signing(sqlite_databases: Databases, folder: Path) -> Iterator[TestClient]:
    """A client of an installation that signs, and has snapshots."""
    settings = Settings(
        database_url=sqlite_databases.make("filled"),
        snapshots=folder,
        signing_key=folder / "key.pem",
        public_url="https://example.org",
    )
    with TestClient(create_app(settings)) as opened:
        yield opened


def test_the_checkpoint_is_of_the_newest_revision_and_always_the_same(signing: TestClient) -> None:
    answer = signing.get("/api/v1/ledger/checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    key = read_public_key(signing.get("/api/v1/ledger/key").text)
    ledger = signing.get("/api/v1/ledger").json()
    found = Checkpoint.read(answer.text, key)
    assert found == Checkpoint(ledger["revisions"], ledger["hash"], ledger["time"])
    assert answer.text.startswith(f"example.org/ledger\n{ledger['revisions']}\n{ledger['hash']}\n")
    assert signing.get("/api/v1/ledger/checkpoint").text == answer.text


def test_without_a_key_it_says_why_there_is_nothing(shipped_client: TestClient) -> None:
    for address in ("checkpoint", "key"):
        answer = shipped_client.get(f"/api/v1/ledger/{address}")
        assert (answer.status_code, answer.json()["status"]) == (404, 404)
        assert "this installation has no signing key" in answer.json()["detail"]


def test_a_key_that_cannot_be_read_is_told_to_the_log_alone(
    signing: TestClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = signing.app
    assert isinstance(app, FastAPI)
    before = app.state.settings
    app.state.settings = before.model_copy(update={"signing_key": tmp_path / "lost.pem"})
    answer = signing.get("/api/v1/ledger/checkpoint")
    assert answer.status_code == 404
    assert "lost.pem" not in answer.text
    assert "lost.pem" in caplog.text
    assert "Nothing is signed here" in signing.get("/en/ledger").text
    make_key(tmp_path / "lost.pem", "example.org")
    assert signing.get("/api/v1/ledger/checkpoint").status_code == 200
    app.state.settings = before


def test_the_list_says_what_each_is_of_and_how_to_cite_it(signing: TestClient) -> None:
    listed = signing.get("/api/v1/snapshots").json()
    assert [one["name"] for one in listed["items"]] == [NAME, "scorecard-2026-11-20.zip"]
    assert (listed["total"], listed["next"]) == (2, None)
    first = listed["items"][0]
    assert (first["revisions"], first["hash"]) == (5, ROWS[-1]["hash"])
    assert first["key"] == str(KEY.public)
    assert (first["replaced"], first["is_withheld"]) == (None, False)
    assert "revision 5 of its ledger" in first["citation"]
    assert f"https://example.org/api/v1/snapshots/{NAME}, SHA-256" in first["citation"]


def test_a_snapshot_comes_whole_or_in_parts(signing: TestClient, folder: Path) -> None:
    address, content = f"/api/v1/snapshots/{NAME}", (folder / NAME).read_bytes()
    whole = signing.get(address)
    assert (whole.content, whole.headers["content-type"]) == (content, "application/zip")
    (listed, _) = signing.get("/api/v1/snapshots").json()["items"]
    assert whole.headers["etag"] == f'"{listed["sha256"]}"'
    assert whole.headers["cache-control"] == "public, max-age=86400"
    part = signing.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, content[10:20])
    known = signing.get(address, headers={"If-None-Match": whole.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    head = signing.head(address)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(content)))


@pytest.mark.parametrize(
    "name",
    [
        "key.pem",
        "scorecard-2026-11-18.zip",
        "scorecard-2026-11-19.zip",
        "..%2Fkey.pem",
        "%2E%2E/key.pem",
        "scorecard-2026-11-21.zip%00",
        ".scorecard-x.partial",
    ],
)
def test_nothing_else_is_given_out(name: str, signing: TestClient) -> None:
    answer = signing.get(f"/api/v1/snapshots/{name}")
    assert answer.status_code == 404
    assert "PRIVATE" not in answer.text


def test_the_script_is_the_one_in_the_documents(signing: TestClient) -> None:
    answer = signing.get("/api/v1/ledger/verify_snapshot.py")
    assert answer.text == Path("docs/verify_snapshot.py").read_text(encoding="utf-8")


def test_the_page_gives_key_fingerprint_and_what_to_type(signing: TestClient) -> None:
    key = read_public_key(signing.get("/api/v1/ledger/key").text)
    page = signing.get("/en/ledger").text
    assert key.fingerprint in page
    assert "https://example.org/api/v1/ledger/checkpoint" in page
    assert "verify_snapshot.py scorecard-YYYY-MM-DD.zip" in page
