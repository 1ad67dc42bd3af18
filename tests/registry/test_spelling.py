"""Near words."""

import pytest

from app.registry.spelling import Speller, did_you_mean


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("ipi-2024-06", "ipi-2024-06-19", id="cut short"),
        pytest.param("ipi-2042-06-19", "ipi-2024-06-19", id="digits changed places"),
        pytest.param("IPI-2024-06-19", "ipi-2024-06-19", id="capitals"),
        pytest.param("amnesty-2023", None, id="nothing near"),
        pytest.param("i" * 1_000_000, None, id="no word at all"),
    ],
)
def test_the_nearest_word_is_named_when_it_is_near(word: str, expected: str | None) -> None:
    known = ["hrw-2024", "ipi-2024-06-19", "ohchr-2022"]
    assert did_you_mean(word, known) == (f". Did you mean '{expected}'?" if expected else "")


def test_hints_end_when_the_budget_of_comparisons_is_spent() -> None:
    speller = Speller(budget=5)
    known = ["hrw-2024", "ipi-2024"]
    hints = [
        speller.hint("documents", word, known) for word in ("hrw-2042", "ipi-2042", "hwr-2024")
    ]
    assert hints == [". Did you mean 'hrw-2024'?", ". Did you mean 'ipi-2024'?", ""]


def test_a_word_asked_again_costs_nothing() -> None:
    speller = Speller(budget=2)
    known = ["hrw-2024", "ipi-2024"]
    assert speller.hint("documents", "hrw-2042", known) == speller.hint(
        "documents", "hrw-2042", known
    )
    assert speller.hint("themes", "hrw-2042", known) == ""
