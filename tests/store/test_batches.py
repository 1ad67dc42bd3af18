"""Long lists in pieces: nothing is lost, nothing is empty."""

import pytest

from app.store.batches import batches


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7])
def test_pieces_make_up_the_whole(count: int) -> None:
    pieces = list(batches(range(count), 3))
    assert [one for piece in pieces for one in piece] == list(range(count))
    assert all(1 <= len(piece) <= 3 for piece in pieces)
