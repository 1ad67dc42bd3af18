"""Passwords that are tried first are told from those that are not, in three alphabets."""

import pytest

from app.accounts.guessing import is_guessable, tried_first


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2023",
        "liverpool1987",
        "iloveyou2023!!",
        "administrator!",
        "Қазақстан2026",
        "құпиясөз2026!",
        "парольпароль",
        pytest.param("gfhjkm123456", id="пароль typed on Latin keys"),
        pytest.param("йцукенгшщзхъ", id="a row of the Russian keyboard"),
        pytest.param("әіңғүұқөһәіңғ", id="the row of letters only Kazakh has"),
        pytest.param("qazwsxedcrfv", id="columns of the keyboard"),
        pytest.param("q1w2e3r4t5y6", id="a zigzag over the keyboard"),
        pytest.param("1qaz2wsx3edc4rfv", id="listed as a whole"),
        pytest.param("abcdefghijkl", id="the alphabet"),
        pytest.param("яюэьыъщшчцхф", id="the alphabet backwards"),
        pytest.param("aaaaaaaaaaaa", id="one letter"),
        pytest.param("xk9xk9xk9xk9xk9", id="a few letters repeated"),
        pytest.param("870112345678", id="twelve digits, as of a telephone"),
        pytest.param("            ", id="spaces"),
    ],
)
def test_what_is_tried_first_is_guessable(password: str) -> None:
    assert is_guessable(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "реформа-идёт-медленно",
        "сенім мен шындық жолы",
        "x7Kp9qL2mZ4v",
        "%$#^&*(@!+=~",
        "🚗🌲🍋🐟🎈🧊🔑🎻🥁🪁🧭🎲",
    ],
)
def test_what_takes_many_guesses_is_accepted(password: str) -> None:
    assert not is_guessable(password)


def test_the_list_is_there_and_its_licence_is_not_taken_for_passwords() -> None:
    assert len(tried_first()) > 3000
    assert {"monkey", "пароль", "gfhjkm"} <= tried_first()
    assert not [word for word in tried_first() if word.startswith("#") or " " in word]
