"""Single values: what is taken, in which form, and what is refused."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.registry.scalars import (
    Address,
    Flag,
    Identifier,
    LanguageCode,
    Long,
    PartialDateText,
    Short,
    WholeDayText,
    WholeNumber,
    quote,
)


def taken(kind: Any, value: object) -> object:  # noqa: ANN401 - an annotated type
    """Give what a value becomes."""
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        pytest.param(Identifier, "ev-decree-01-fpc", "ev-decree-01-fpc", id="id"),
        pytest.param(Identifier, "a" * 80, "a" * 80, id="longest id"),
        pytest.param(LanguageCode, "kaz", "kaz", id="language of three letters"),
        pytest.param(PartialDateText, "2024-02-29", "2024-02-29", id="leap day"),
        pytest.param(PartialDateText, "2023", "2023", id="year"),
        pytest.param(WholeDayText, "2024-02-29", "2024-02-29", id="whole day"),
        pytest.param(Address, "http://[::1]:8000/a?b#c", "http://[::1]:8000/a?b#c", id="address"),
        pytest.param(Address, "https://адилет.қаз/", "https://адилет.қаз/", id="address in Kazakh"),
        pytest.param(Flag, "True", True, id="flag"),
        pytest.param(WholeNumber, "1000000", 1_000_000, id="largest number"),
        pytest.param(WholeNumber, "007", 7, id="number with zeros"),
        pytest.param(Short, " a b ", "a b", id="text with white space around it"),
        pytest.param(Long, "a\n\nb\n", "a\n\nb", id="text of two paragraphs"),
        pytest.param(Short, "a\u00a0b\tc", "a\u00a0b\tc", id="text with a hard space and a tab"),
    ],
)
def test_taken(kind: object, value: object, expected: object) -> None:
    assert taken(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        pytest.param(
            Identifier,
            ["", "A", "a b", "-a", "a-", "a--b", "a_b", "ә", "a\n", "a" * 81, ["a"]],
            id="id",
        ),
        pytest.param(LanguageCode, ["EN", "e", "english", "en-GB", "қаз", "en\n"], id="language"),
        pytest.param(
            PartialDateText,
            ["2023-02-30", "2023-13", "2023-00", "23", "2023-4-1", "٢٠٢٣", "1899", "2101", "2023 "],
            id="date",
        ),
        pytest.param(
            Address,
            [
                *(
                    "example.org",
                    "//example.org",
                    "ftp://example.org",
                    "https:/example.org",
                    "https://",
                ),
                *(
                    "https://a b.org",
                    "https://x.org/<script>",
                    'https://x.org/"',
                    "https://me@x.org",
                ),
                *(
                    "https://x:99999",
                    "https://[::1",
                    "javascript:alert(1)",
                    "https://x.org/" + "a" * 2000,
                ),
            ],
            id="address",
        ),
        pytest.param(Flag, ["yes", "no", "1", "", ["true"], {"true": ""}, None], id="flag"),
        pytest.param(
            WholeNumber,
            ["-1", "1.0", "1e3", "1_000", "٣", " 1", "1000001", "9" * 5000, ["1"]],
            id="number",
        ),
        pytest.param(WholeDayText, ["2023", "2023-04", "2023-02-30", "soon"], id="whole day"),
        pytest.param(Short, ["", "  ", "\u00a0", "a\nb", "a" * 501, ["a"]], id="line of text"),
        pytest.param(Long, ["", "\n \n", "a" * 10_001, {"a": "b"}], id="text"),
        pytest.param(Short, ["a\u200bb", "a\x00", "a\rb", "\u202eb"], id="hidden sign in a line"),
        pytest.param(Long, ["a\n\u200bb", "a\r\nb", "a\x85b"], id="hidden sign in a text"),
        pytest.param(Address, ["https://x.org/\u200b"], id="hidden sign in an address"),
    ],
)
def test_refused(kind: object, values: list[object]) -> None:
    for value in values:
        with pytest.raises(ValidationError):
            taken(kind, value)


def test_a_quotation_is_one_line_and_never_long() -> None:
    assert quote("a\nb") == "'a b'"
    assert quote("a" * 60) == f"'{'a' * 60}'"
    assert quote("a" * 1_000_000) == f"'{'a' * 60}…'"
