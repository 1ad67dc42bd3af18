"""Two texts as one, word by word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.wording import MOST_COMPARED, Mark, marked_pieces

WORDS = st.lists(st.sampled_from(["a", "law", "was", "signed", "not"])).map(" ".join)


def test_what_changed_stands_between_what_stayed() -> None:
    assert marked_pieces("A new law was signed.", "A law was not signed.") == [
        (Mark.KEPT, "A"),
        (Mark.REMOVED, " new"),
        (Mark.KEPT, " law was "),
        (Mark.ADDED, "not "),
        (Mark.KEPT, "signed."),
    ]


def test_texts_without_a_common_word_are_one_removed_and_one_added() -> None:
    assert marked_pieces("Eins zwei", "Один два") == [
        (Mark.REMOVED, "Eins zwei"),
        (Mark.ADDED, "Один два"),
    ]


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    long = "word " * int(MOST_COMPARED**0.5 + 1)
    assert [mark for mark, _ in marked_pieces(long, long + "more")] == [Mark.REMOVED, Mark.ADDED]


@settings(max_examples=60)
@given(old=WORDS | st.text(max_size=60), new=WORDS | st.text(max_size=60))
def test_both_texts_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    pieces = marked_pieces(old, new)
    assert "".join(text for mark, text in pieces if mark is not Mark.ADDED) == old
    assert "".join(text for mark, text in pieces if mark is not Mark.REMOVED) == new
