"""What a client would rather have, as its headers say it."""

import pytest

from app.wire.quality import accepted, qualities

BOTH = ("text/html", "application/json")


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        ("application/json", "application/json"),
        ("APPLICATION/JSON; charset=utf-8", "application/json"),
        ("application/*", "application/json"),
        ("text/html;q=0.4, application/json ; q=0.5", "application/json"),
        ("application/json;q=0, */*", "text/html"),
        ("text/html;q=0, */*;q=0.1", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("json", "text/html"),  # nothing in it can be read, so nothing is wanted in particular
        ("application/json;q=nonsense", "application/json"),
    ],
)
def test_the_form_that_is_wanted_most_is_chosen(header: str | None, chosen: str | None) -> None:
    assert accepted(header, BOTH) == chosen


def test_a_header_of_any_length_is_read_to_a_bound() -> None:
    assert len(qualities(",".join(f"a{one}/b" for one in range(100_000)))) < 1_000
