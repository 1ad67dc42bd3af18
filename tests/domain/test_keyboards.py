"""Texts typed with the wrong keyboard layout."""

import pytest

from app.domain.keyboards import retyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("cdj,jlf", "свобода", id="Russian on Latin keys, with a sign for a letter"),
        pytest.param("CDJ<JLF", "свобода", id="the same with Shift held down"),
        pytest.param("fpfvfnns0", "азаматтық", id="Kazakh, with a digit for a letter"),
        pytest.param("pf4", "заң", id="another one"),
        pytest.param("ьувшф", "media", id="Latin on Russian keys"),
        pytest.param("vtlbf law", "медиа дфц", id="all words at once"),
    ],
)
def test_it_reads_as_on_the_right_layout(typed: str, meant: str) -> None:
    assert meant in retyped(typed)


@pytest.mark.parametrize("typed", ["", "  ", "漢字", "!?"])
def test_what_reads_the_same_on_all_layouts_is_not_given(typed: str) -> None:
    assert retyped(typed) == []
