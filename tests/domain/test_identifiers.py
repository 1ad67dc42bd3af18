"""The shape of ids."""

import pytest

from app.domain.identifiers import is_identifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("decree-2021-04-women", True, id="one of ours"),
        pytest.param("a", True, id="one letter"),
        pytest.param("2021", True, id="digits"),
        pytest.param("a" * 80, True, id="as long as may be"),
        pytest.param("a" * 81, False, id="one letter too long"),
        pytest.param("", False, id="nothing"),
        pytest.param("Decree-2021", False, id="large letter"),
        pytest.param("-decree", False, id="hyphen first"),
        pytest.param("decree-", False, id="hyphen last"),
        pytest.param("decree--2021", False, id="two hyphens"),
        pytest.param("decree_2021", False, id="underscore"),
        pytest.param("decree 2021", False, id="space"),
        pytest.param("decree-2021\n", False, id="line end"),
        pytest.param("указ-2021", False, id="Cyrillic"),
        pytest.param("decree-٢", False, id="Arabic-Indic digit"),
        pytest.param("../decree", False, id="a path"),
    ],
)
def test_an_id_is_small_latin_letters_digits_and_single_hyphens(text: str, expected: bool) -> None:
    assert is_identifier(text) is expected
