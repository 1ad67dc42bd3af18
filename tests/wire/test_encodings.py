"""Which compression is chosen, for what, and that it says the same."""

import gzip

import brotli
import pytest
from starlette.datastructures import Headers

from app.wire.encodings import LEAST, best_encoding, compressed, is_worth_it

TEXT = b"Commitments and what became of them. " * 200


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("*, br;q=0", "gzip"),
        ("identity, gzip;q=0.5", None),
    ],
)
def test_the_best_that_a_client_takes_is_chosen(asked: str, chosen: str | None) -> None:
    assert best_encoding(asked) == chosen


@pytest.mark.parametrize(
    ("media_type", "is_text"),
    [
        ("text/html; charset=utf-8", True),
        ("application/problem+json", True),
        ("application/atom+xml", True),
        ("image/svg+xml", True),
        ("image/png", False),
        ("application/zip", False),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
    ],
)
def test_what_is_compressed_already_is_left_as_it_is(media_type: str, is_text: bool) -> None:
    assert is_worth_it(Headers({"content-type": media_type}), LEAST) is is_text
    assert not is_worth_it(Headers({"content-type": media_type}), LEAST - 1)
    encoded = Headers({"content-type": media_type, "content-encoding": "gzip"})
    assert not is_worth_it(encoded, LEAST)


def test_both_give_back_what_they_were_given_and_always_the_same_bytes() -> None:
    assert brotli.decompress(compressed(TEXT, "br")) == TEXT
    assert gzip.decompress(compressed(TEXT, "gzip")) == TEXT
    assert compressed(TEXT, "gzip") == compressed(TEXT, "gzip")
