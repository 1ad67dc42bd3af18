"""Words in Latin letters sound as those in Cyrillic do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.folding import fold_words
from app.domain.sounds import sound_of
from tests.domain.builders import REPEATABLE


def sound(word: str) -> str:
    (folded,) = fold_words(word)
    return sound_of(folded)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("adilet", "Әділет"),
        ("ädilet", "Әділет"),
        ("azamattyq", "азаматтық"),
        ("azamattik", "азаматтық"),
        ("quqyq", "құқық"),
        ("kukyk", "құқық"),
        ("jol", "жол"),
        ("zhol", "жол"),
        ("şeşim", "шешім"),
        ("sheshim", "шешім"),
        ("svoboda", "свобода"),
        ("zashchita", "защита"),
        ("konstitutsiya", "конституция"),
        ("konstituciya", "конституция"),
        ("obyazatelstvo", "обязательство"),
        ("uchyot", "учёт"),
        ("media", "медиа"),
    ],
)
def test_ways_to_write_a_word_sound_alike(latin: str, cyrillic: str) -> None:
    assert sound(latin) == sound(cyrillic)


@given(st.text(alphabet="abcxyzқғёйшщыүіьqñß漢1", min_size=1, max_size=30))
@REPEATABLE
def test_any_word_has_a_sound(word: str) -> None:
    for folded in fold_words(word):
        assert sound_of(folded) == sound_of(folded)
