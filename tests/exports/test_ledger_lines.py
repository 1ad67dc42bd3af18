"""Following revisions line by line: nothing in them can change unseen, and the place is named."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.ledger_lines import Walk, line_of
from tests.exports.chains import chain, checkpoint, lines

ROWS = chain()
LINES = lines(ROWS)
WHOLE = b"".join(LINES)
POINT = checkpoint(ROWS)


def faults(altered: Sequence[bytes]) -> list[str]:
    """Give what is wrong with lines, and with where they end."""
    walk = Walk()
    found = list(walk.follow(altered))
    is_end = (walk.length, walk.hash) == (POINT.length, POINT.hash)
    return found if is_end else [*found, "the end: it is not the signed one"]


def split(content: bytes) -> list[bytes]:
    """Give lines as a file does: only a line feed ends one."""
    return re.findall(rb"[^\n]*\n|[^\n]+", content)


def test_what_was_recorded_is_right() -> None:
    assert faults(LINES) == []


@given(place=st.integers(0, len(WHOLE) - 1), byte=st.integers(1, 255))
def test_any_other_byte_shows_in_its_line(place: int, byte: int) -> None:
    altered = bytearray(WHOLE)
    altered[place] ^= byte
    number = WHOLE.count(b"\n", 0, place) + 1
    assert faults(split(bytes(altered)))[0].startswith(f"line {number}")


@given(
    place=st.integers(0, len(WHOLE)),
    removed=st.integers(0, 3),
    put=st.binary(max_size=4) | st.sampled_from([b" ", b"\n", b"\r", b"\xef\xbb\xbf", b"0", b'"']),
)
def test_bytes_put_in_or_left_out_show(place: int, removed: int, put: bytes) -> None:
    altered = WHOLE[:place] + put + WHOLE[place + removed :]
    assert (faults(split(altered)) == []) is (altered == WHOLE)


@given(st.permutations(range(len(LINES))))
def test_another_order_shows_where_it_begins(order: list[int]) -> None:
    first = next((at for at, number in enumerate(order) if at != number), None)
    found = faults([LINES[number] for number in order])
    assert found == [] if first is None else found[0].startswith(f"line {first + 1}")


@given(st.lists(st.sampled_from(range(len(LINES))), max_size=8))
def test_whatever_is_left_out_or_repeated_shows(order: list[int]) -> None:
    is_whole = order == list(range(len(LINES)))
    assert (faults([LINES[number] for number in order]) == []) is is_whole


@pytest.mark.parametrize("number", range(1, 5))
def test_what_is_left_out_is_named(number: int) -> None:
    found = faults(LINES[: number - 1] + LINES[number:])
    assert f"line {number}, revision {number + 1}: stands where revision {number}" in found[0]


def test_what_is_cut_off_at_the_end_shows_by_the_checkpoint_alone() -> None:
    assert faults(LINES[:2]) == ["the end: it is not the signed one"]
    assert faults([]) == ["the end: it is not the signed one"]


@pytest.mark.parametrize(
    "written",
    [
        '{"sequence": 1.0,',
        '{"sequence": 1e0,',
        '{"sequence": true,',
        '{"sequence": "1",',
        '{"sequence": 01,',
        '{"sequence": 1, "sequence": 1,',
        '{"sequence":1,',
        '{ "sequence": 1,',
        '\ufeff{"sequence": 1,',
    ],
)
def test_the_same_number_written_otherwise_shows(written: str) -> None:
    altered = LINES[0].replace(b'{"sequence": 1,', written.encode())
    assert faults([altered, *LINES[1:]])[0].startswith("line 1")


def test_the_same_letters_written_otherwise_show() -> None:
    escaped = json.dumps(json.loads(LINES[1])).encode() + b"\n"
    assert json.loads(escaped) == json.loads(LINES[1])
    assert faults([LINES[0], escaped, *LINES[2:]])[0].startswith("line 2")
    turned = json.dumps(dict(reversed(json.loads(LINES[1]).items())), ensure_ascii=False)
    assert faults([LINES[0], turned.encode() + b"\n", *LINES[2:]])[0].startswith("line 2")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"payload": None, "salt": None}, "no later redaction says why"),
        ({"payload": None}, "salt and payload are not those of one"),
        ({"payload": "{}"}, "its digest does not fit"),
        ({"salt": "0" * 31 + "x"}, "salt and payload are not those of one"),
        ({"subject": "instrument:20", "subject_id": "21"}, "cannot be told from its id"),
        ({"subject_id": 2021}, "one of its values is no text"),
        ({"hash": "0" * 64}, "its hash does not fit"),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], said: str) -> None:
    found = faults(lines([*ROWS[:1], ROWS[1] | changes, *ROWS[2:]]))
    assert found[0].startswith("line 2")
    assert said in found[0]


def test_a_letter_that_moves_from_the_payload_to_the_salt_shows() -> None:
    row = ROWS[1]
    moved = row | {"salt": row["salt"] + row["payload"][0], "payload": row["payload"][1:]}
    assert "salt and payload" in faults(lines([ROWS[0], moved, *ROWS[2:]]))[0]


def test_what_was_redacted_and_is_still_there_is_named() -> None:
    kept = Walk(excused=frozenset({2}))
    assert list(kept.follow(LINES)) == [
        "revision 2: it was redacted, and what it said is still there"
    ]


def test_a_nest_that_is_too_deep_is_a_fault_and_no_crash() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000 + b"\n"
    assert faults([deep]) == [
        "line 1: it cannot be read: bytes of it were changed",
        "the end: it is not the signed one",
    ]


def test_a_line_is_written_as_the_exports_write_it() -> None:
    assert line_of(ROWS[1]) in WHOLE
    assert b"\\u2028" in LINES[1]
    assert "Указ".encode() in LINES[1]
