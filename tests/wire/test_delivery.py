"""The last step of an answer: 304 where it is known, and nothing of this for what is private."""

from pathlib import Path
from time import sleep

import brotli
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.testclient import TestClient

from app.settings import Settings
from app.wire.delivery import Delivery

PUBLIC = [
    "/en/",
    "/kk/commitments",
    "/en/badge.svg",
    "/static/style.css",
    "/robots.txt",
    "/api/v1/scorecard?lang=ru",
    "/api/v1/commitments/decree-2021-06-expression",
    "/api/v1/openapi.json",
    "/api/v1/docs",
]
PRIVATE = ["/staff/sign-in", "/healthz", "/api/v1/me", "/api/v1/nothing", "/en/nothing", "/"]
IDENTITY = {"Accept-Encoding": "identity"}


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", PUBLIC)
def test_what_is_known_is_not_sent_again(
    path: str, encoding: str, shipped_client: TestClient
) -> None:
    asked = {"Accept-Encoding": encoding}
    first = shipped_client.get(path, headers=asked)
    if "last-modified" not in first.headers:
        sleep(1.1)  # the registry was loaded within this second
        first = shipped_client.get(path, headers=asked)
    again = shipped_client.get(path, headers=asked | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    left_out = {"content-length", "content-type", "content-encoding"}
    assert dict(again.headers) == {
        name: value for name, value in first.headers.items() if name not in left_out
    }
    later = {"If-Modified-Since": first.headers["last-modified"]}
    assert shipped_client.get(path, headers=asked | later).status_code == 304


@pytest.mark.parametrize("path", PUBLIC)
def test_head_says_what_get_says(path: str, shipped_client: TestClient) -> None:
    for encoding in ("identity", "br"):
        asked = {"Accept-Encoding": encoding}
        got = shipped_client.get(path, headers=asked)
        head = shipped_client.head(path, headers=asked)
        assert (head.status_code, dict(head.headers)) == (200, dict(got.headers))


def test_each_compression_has_a_tag_of_its_own(shipped_client: TestClient) -> None:
    tags = {
        shipped_client.get("/en/", headers={"Accept-Encoding": one}).headers["etag"]
        for one in ("identity", "gzip", "br")
    }
    assert len(tags) == 3
    assert len({tag.strip('"').partition("-")[0] for tag in tags}) == 1


@pytest.mark.parametrize("path", PRIVATE)
def test_what_is_private_or_wrong_has_no_validators(path: str, shipped_client: TestClient) -> None:
    answer = shipped_client.get(path, headers={"If-None-Match": "*"}, follow_redirects=False)
    assert answer.status_code != 304
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


@pytest.mark.parametrize("name", ["Cookie", "Authorization"])
def test_whoever_says_who_they_are_is_always_answered_whole(
    name: str, shipped_client: TestClient
) -> None:
    answer = shipped_client.get("/en/", headers={name: "session=1", "If-None-Match": "*"})
    assert answer.status_code == 200
    assert "etag" not in answer.headers


def test_a_new_answer_has_a_new_tag(shipped_client: TestClient) -> None:
    one, other = (
        shipped_client.get(f"/api/v1/scorecard{day}") for day in ("", "?as_of=2022-01-01")
    )
    asked = {"If-None-Match": one.headers["etag"]}
    assert shipped_client.get("/api/v1/scorecard?as_of=2022-01-01", headers=asked).is_success
    assert one.headers["etag"] != other.headers["etag"]


@pytest.fixture
def sending(tmp_path: Path) -> TestClient:
    """A small application that sends a file, a stream, and what has headers of its own."""
    file = tmp_path / "one.csv"
    file.write_text("id,title\n" * 200, encoding="utf-8")
    app = FastAPI()
    app.state.settings = Settings()

    def of_a_file(_request: Request) -> Response:
        return FileResponse(file, headers={"ETag": '"of-the-file"'}, media_type="text/csv")

    def of_parts(_request: Request) -> Response:
        return StreamingResponse(iter([b"a" * 600, b"b"]), media_type="text/csv")

    def of_its_own(_request: Request) -> Response:
        headers = {"ETag": '"mine"', "Cache-Control": "max-age=60"}
        return Response(b"a" * 600, media_type="text/plain", headers=headers)

    for path, answer in (("/file", of_a_file), ("/parts", of_parts), ("/own", of_its_own)):
        app.add_route(path, answer)
    app.add_middleware(Delivery)
    return TestClient(app)


def test_a_file_is_sent_as_it_is_whole_or_in_ranges(sending: TestClient) -> None:
    whole = sending.get("/file")
    assert (whole.headers["etag"], len(whole.content)) == ('"of-the-file"', 1_800)
    assert "content-encoding" not in whole.headers
    assert dict(sending.head("/file").headers) == dict(whole.headers)
    part = sending.get("/file", headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, b"id")
    known = sending.get("/file", headers={"If-None-Match": '"of-the-file"'})
    assert (known.status_code, known.content) == (304, b"")


def test_what_comes_in_parts_is_sent_as_it_comes(sending: TestClient) -> None:
    answer = sending.get("/parts", headers={"If-None-Match": "*"} | IDENTITY)
    assert (answer.status_code, answer.content) == (304, b"")
    assert sending.get("/parts").content == b"a" * 600 + b"b"


def test_headers_of_its_own_are_kept(sending: TestClient) -> None:
    answer = sending.get("/own", headers={"Accept-Encoding": "br"})
    assert answer.headers["etag"] == '"mine-br"'
    assert answer.headers["cache-control"] == "max-age=60"


def test_a_large_answer_is_compressed_whole(shipped_client: TestClient) -> None:
    with shipped_client.stream("GET", "/en/", headers={"Accept-Encoding": "br"}) as answer:
        sent = b"".join(answer.iter_raw())
    assert int(answer.headers["content-length"]) == len(sent) < 20_000
    assert b"<!doctype html>" in brotli.decompress(sent)
