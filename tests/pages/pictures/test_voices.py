"""Whose voices evidence carries, as a bar."""

from app.domain.vocabulary import Origin
from app.pages.pictures.voices import Voices, voices_of


def test_every_piece_of_evidence_counts_for_its_voice() -> None:
    heard = [Origin.LEGAL_TEXT, Origin.INDEPENDENT, Origin.OFFICIAL, Origin.INDEPENDENT]
    voices = voices_of(heard)
    assert voices == Voices(official=1, legal_text=1, independent=2, unclear=0)
    assert voices.total == 4


def test_pieces_fill_the_bar_in_one_order_without_those_that_are_silent() -> None:
    pieces = Voices(official=1, legal_text=0, independent=2, unclear=1).pieces
    assert [(one.origin, one.start, one.width) for one in pieces] == [
        (Origin.OFFICIAL, 0, 25),
        (Origin.INDEPENDENT, 25, 50),
        (Origin.UNCLEAR, 75, 25),
    ]


def test_labels_stand_on_lines_of_their_own_where_there_is_room() -> None:
    voices = Voices(official=1, legal_text=1, independent=1, unclear=1)
    bases = [one.base for one in voices.pieces]
    assert bases == sorted(set(bases), reverse=True)
    assert max(bases) < voices.height
    assert [one.is_left for one in voices.pieces] == [False, False, False, True]


def test_of_nothing_there_are_no_pieces() -> None:
    assert voices_of([]).pieces == []
