"""Cells of CSV: no text is a formula, and each is read back as it was."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.comma_separated import cell, plain_text

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.from_regex(
    r"\A'*[=+\-@\t\r]?[a-z]?\Z"
)


@given(text=TEXTS)
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([cell(text), "end"])
    file.seek(0)
    ((written, _),) = csv.reader(file, strict=True)
    assert plain_text(written) == text
    assert written[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (0, "0"),
        (["ru", "kk"], "ru kk"),
        ([], ""),
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("'quoted'", "'quoted'"),
        ("Әділет", "Әділет"),
    ],
)
def test_a_value_is_written(value: str | int | list[str] | None, written: str) -> None:
    assert cell(value) == written
