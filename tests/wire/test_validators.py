"""Asking again: by the hash of an answer, or by its time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from starlette.datastructures import Headers

from app.wire.validators import is_known, last_modified, strong_tag, tag_of_encoded, written

TAG = '"4df679094567a098b36775bdb8872e2a"'
TIME = "Sat, 21 Nov 2026 19:00:00 GMT"
ALMATY = ZoneInfo("Asia/Almaty")


@pytest.mark.parametrize(
    ("name", "value", "known"),
    [
        ("If-None-Match", TAG, True),
        ("If-None-Match", f'"a", W/{TAG}, "b"', True),
        ("If-None-Match", "*", True),
        ("If-None-Match", TAG.replace('"', ""), False),
        ("If-None-Match", f'{TAG[:-1]}-br"', False),
        ("If-None-Match", "", False),
        ("If-Modified-Since", TIME, True),
        ("If-Modified-Since", "Sun, 22 Nov 2026 00:00:00 GMT", True),
        ("If-Modified-Since", "Sat, 21 Nov 2026 18:59:59 GMT", False),
        ("If-Modified-Since", "yesterday", False),
        ("If-Modified-Since", "2026-11-22", False),
        ("If-Modified-Since", "Sun, 22 Nov 2026 03:20:00 +99999999999999", False),
    ],
)
def test_a_condition_is_met_or_not(name: str, value: str, known: bool) -> None:
    answer = Headers({"ETag": TAG, "Last-Modified": TIME})
    assert is_known(Headers({name: value}), answer) is known


def test_the_hash_decides_where_both_are_asked() -> None:
    asked = Headers({"If-None-Match": '"another"', "If-Modified-Since": TIME})
    assert not is_known(asked, Headers({"ETag": TAG, "Last-Modified": TIME}))


def test_a_tag_is_of_the_content_and_of_its_compression() -> None:
    assert strong_tag(b"a") == strong_tag(b"a") != strong_tag(b"b")
    assert tag_of_encoded(TAG, "br") == '"4df679094567a098b36775bdb8872e2a-br"'


def test_an_answer_changes_with_the_ledger_with_the_day_and_with_the_program() -> None:
    now = datetime.now(UTC)
    soon = (now + timedelta(days=2)).isoformat()
    assert last_modified(soon, now.date(), ALMATY) is None
    begun = last_modified(None, date(2026, 1, 1), ALMATY)
    assert begun is not None
    assert begun <= now
    long_ago = last_modified("2026-01-01T00:00:00.000+00:00", date(2026, 1, 2), ALMATY)
    assert long_ago == begun, "the program began later than both"


def test_a_time_is_written_as_http_has_it() -> None:
    assert written(datetime(2026, 11, 21, 19, tzinfo=UTC)) == TIME
