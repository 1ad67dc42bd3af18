"""Ready answers by themselves: what is kept of each, and how many are."""

import pytest
from anyio.from_thread import start_blocking_portal

from app.wire.encodings import expanded
from app.wire.ready_answers import Kept, made_ready


@pytest.mark.parametrize("order", [("gzip", "br", None), (None, "gzip", "br"), ("br", None)])
def test_an_answer_keeps_its_content_in_one_form_and_gives_all(
    order: tuple[str | None, ...],
) -> None:
    content = "Обязательство ".encode() * 200
    answer = made_ready([(b"content-type", b"text/html"), (b"etag", b'"x"')], content)
    with start_blocking_portal() as portal:
        for encoding in order:
            given = portal.call(answer.in_encoding, encoding)
            body = given.body["body"]
            assert (expanded(body, encoding) if encoding else body) == content
            assert given.encoding == encoding
    assert answer.content is None
    assert sum(len(one.body["body"]) for one in answer.encoded.values()) < answer.size


def test_an_answer_that_is_too_large_is_not_kept() -> None:
    kept = Kept(20_000)
    small = made_ready([(b"content-type", b"text/html"), (b"last-modified", b"x")], b"a" * 100)
    large = made_ready([(b"content-type", b"text/html"), (b"last-modified", b"x")], b"a" * 20_000)
    for name in "abcdefg":
        kept.put(name, small)
    kept.put("large", large)
    assert kept.get("large") is None
    assert kept.get("g") is small
    assert (kept.get("a"), len(kept), kept.size) == (None, 4, 4 * small.size)
