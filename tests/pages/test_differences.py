"""Two texts as one, word by word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.pages.differences import MOST_COMPARED, Mark, Piece, pieces_of

WORDS = st.lists(st.sampled_from(["a", "law", "was", "signed", "not"])).map(" ".join)


def told(pieces: list[Piece]) -> list[tuple[str, str]]:
    return [(one.mark.value, one.words.text) for one in pieces]


def test_what_changed_stands_between_what_stayed() -> None:
    assert told(pieces_of("A new law was signed.", "A law was not signed.", "en")) == [
        ("kept", "A "),
        ("removed", "new "),
        ("kept", "law was "),
        ("added", "not "),
        ("kept", "signed."),
    ]


def test_texts_without_a_common_word_are_one_removed_and_one_added() -> None:
    assert told(pieces_of("Eins zwei", "Один два", "ru")) == [
        ("removed", "Eins zwei"),
        ("added", "Один два"),
    ]


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    long = "word " * int(MOST_COMPARED**0.5 + 1)
    assert [one.mark for one in pieces_of(long, long + "more", "en")] == [Mark.REMOVED, Mark.ADDED]


@settings(max_examples=60)
@given(old=WORDS, new=WORDS)
def test_both_texts_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    pieces = pieces_of(old, new, "en")
    without_added = " ".join(one.words.text for one in pieces if not one.is_added)
    without_removed = " ".join(one.words.text for one in pieces if not one.is_removed)
    assert without_added.split() == old.split()
    assert without_removed.split() == new.split()
